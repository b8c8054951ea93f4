"""Walls, notices and stubs are known for what they are; articles about cookies, paywalls and missing pages are read."""

import json
from datetime import UTC, datetime

import pytest

from fetchers import PageReading, read_page

from .pages import ARTICLE_PARAGRAPHS

NOW = datetime(2024, 9, 21, 12, tzinfo=UTC)
URL = "https://www.courier.test/world/attack-in-bamako"
DATED = "<meta property='article:published_time' content='2024-09-19T09:12:30Z'>"
LONG = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE_PARAGRAPHS)


def page(title: str, *paragraphs: str, head: str = "", around: str = "") -> str:
    inside = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    main = f"<main><h1>{title}</h1>{inside}</main>"
    return f"<html><head><title>{title}</title>{head}</head><body>{main}{around}</body></html>"


def read(html: str, url: str = URL, asked: str | None = None) -> PageReading:
    reading = read_page(html.encode(), {}, url, NOW, asked)
    assert (reading.failure is None) == bool(reading.text)
    return reading


CONSENT = {
    "en": (
        "Before you continue",
        "We and our 812 partners store information on your device.",
        "Choose accept all, or manage your preferences at any time.",
    ),
    "fr": (
        "Le respect de votre vie privée",
        "Avec votre accord, nos 812 partenaires et nous lisons des cookies.",
        "Vous pouvez tout refuser ou changer vos choix plus tard.",
    ),
    "de": (
        "Bevor Sie fortfahren",
        "Wir und unsere 812 Partner verwenden Cookies auf diesem Gerät.",
        "Ihre Einwilligung ist freiwillig, Sie können alle ablehnen.",
    ),
    "es": (
        "Antes de continuar",
        "Nosotros y nuestros 812 socios usamos cookies en este sitio.",
        "Puede aceptar todo o cambiar sus preferencias cuando quiera.",
    ),
    "it": (
        "Prima di continuare",
        "Noi e i nostri 812 partner utilizziamo i cookie di questo sito.",
        "Il tuo consenso è libero: puoi accettare o rifiutare tutto.",
    ),
    "pt": (
        "A sua privacidade",
        "Nós e os nossos 812 parceiros usamos cookies neste site.",
        "Pode aceitar tudo ou mudar as suas preferências mais tarde.",
    ),
    "ar": (
        "قبل المتابعة",
        "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط في هذا الموقع.",
        "يمكنك قبول الكل أو تغيير تفضيلاتك.",
    ),
}
ROBOTS = {
    "en": ("Just a moment...", "Checking your browser before you go on.", "Enable JavaScript and cookies to continue."),
    "en, press": (
        "Are you a robot?",
        "We have seen unusual activity from your network.",
        "Press and hold to confirm you are a human.",
    ),
    "en, denied": (
        "Access Denied",
        "You don't have permission to access this page on this server.",
        "Reference #18.4f",
    ),
    "fr": (
        "Un instant…",
        "Nous vérifions que vous êtes humain.",
        "Activez JavaScript et les cookies dans votre navigateur.",
    ),
    "de": (
        "Sind Sie ein Mensch?",
        "Ungewöhnliche Zugriffe aus Ihrem Netz.",
        "Bitte bestätigen Sie, dass Sie kein Roboter sind.",
    ),
    "es": ("¿Eres humano?", "Hemos visto tráfico inusual.", "Confirma que no eres un robot en tu navegador."),
    "it": ("Sei un robot?", "Abbiamo visto traffico anomalo.", "Conferma nel tuo browser di non essere un robot."),
    "pt": ("Um momento…", "Vimos tráfego incomum.", "Confirme no seu navegador que não é um robô."),
    "ar": ("هل أنت روبوت؟", "لاحظنا حركة مرور غير عادية من شبكتك.", "أكد أنك إنسان، ثم تابع."),
}
MISSING = {
    "en": ("Page not found", "The page you requested has been moved or deleted.", "Go back to the home page."),
    "en, number": ("404", "Oops! We can't find the page you are looking for."),
    "en, long": (
        "Error 404 - not here",
        "Sorry, this story is no longer available on our site.",
        "Try searching for it.",
    ),
    "fr": ("Page introuvable", "La page que vous cherchez n'existe plus.", "Retour à l'accueil"),
    "de": ("Seite nicht gefunden", "Die gesuchte Seite wurde verschoben oder gelöscht.", "Zurück zur Startseite"),
    "es": ("Página no encontrada", "La página que busca no existe o ha sido eliminada.", "Volver a la portada"),
    "it": ("Pagina non trovata", "La pagina che cerchi non esiste.", "Torna alla home"),
    "pt": ("Página não encontrada", "A página que procura foi removida.", "Voltar para a página inicial"),
    "ar": ("الصفحة غير موجودة", "الصفحة التي تبحث عنها لم تعد متاحة.", "العودة إلى الصفحة الرئيسية"),
}
LOGIN = {
    "en": ("Sign in", "Enter your email address to sign in with us.", "Forgot your password? Create a free account."),
    "fr": ("Connexion", "Connectez-vous avec votre adresse e-mail.", "Mot de passe oublié ?"),
    "de": ("Anmelden", "Melden Sie sich mit Ihrer E-Mail-Adresse an.", "Passwort vergessen?"),
    "es": ("Iniciar sesión", "Escriba su correo electrónico.", "¿Olvidó su contraseña? Cree una cuenta."),
    "it": ("Accedi", "Inserisci il tuo indirizzo email.", "Password dimenticata? Registrati qui."),
    "pt": ("Entrar", "Escreva a sua palavra-passe.", "Crie uma conta gratuita."),
    "ar": ("تسجيل الدخول", "أدخل البريد الإلكتروني.", "نسيت كلمة المرور؟"),
}
PAYWALL = {
    "en": ("Subscribe to read", "Subscribe now to continue reading.", "Already a subscriber? Cancel any time."),
    "fr": ("Abonnez-vous", "Cet article est réservé aux abonnés.", "Déjà abonné ? Sans engagement."),
    "de": ("Jetzt weiterlesen", "Dieser Text ist nur für Abonnenten.", "Bereits Abonnent? Jederzeit kündbar."),
    "es": (
        "Suscríbete",
        "Contenido exclusivo para suscriptores.",
        "Para seguir leyendo hace falta una cuenta. ¿Ya eres suscriptor?",
    ),
    "it": ("Abbonati", "Contenuto riservato agli abbonati.", "Sei già abbonato? Per continuare a leggere, entra."),
    "pt": ("Assine", "Conteúdo exclusivo para assinantes.", "Já é assinante? Para continuar a ler, entre."),
    "ar": ("اشترك", "هذا المقال للمشتركين فقط.", "اشترك الآن لمتابعة القراءة."),
}
WALLS = [
    pytest.param(words, says, id=f"{says}, {lang}")
    for says, pages in (
        ("a consent wall", CONSENT),
        ("a page that checks for robots", ROBOTS),
        ("a page that says the article isn't there", MISSING),
        ("a login page", LOGIN),
        ("a paywall without any text of the article", PAYWALL),
    )
    for lang, words in pages.items()
]


@pytest.mark.parametrize(("words", "says"), WALLS)
def test_what_stands_where_the_article_should_is_called_by_its_name(words: tuple[str, ...], says: str) -> None:
    title, *paragraphs = words
    assert read(page(title, *paragraphs)).failure == f"{says}, not the article"


@pytest.mark.parametrize(("words", "says"), WALLS)
def test_a_wall_is_known_under_the_articles_own_headline(words: tuple[str, ...], says: str) -> None:
    _, *paragraphs = words
    if len(paragraphs) > 1:
        assert read(page("Dozens dead in Bamako", *paragraphs, head=DATED)).failure == f"{says}, not the article"


@pytest.mark.parametrize(("words", "says"), WALLS)
def test_a_banner_of_the_same_words_over_an_article_is_no_wall(words: tuple[str, ...], says: str) -> None:
    title, *paragraphs = words
    banner = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = page("Dozens dead in Bamako", *ARTICLE_PARAGRAPHS, around=f"<div><h3>{title}</h3>{banner}</div>")
    assert ARTICLE_PARAGRAPHS[0] in read(html).text


NEAR_MISSES = {
    "about cookies": (
        "Court fines search company over cookies",
        "The regulator fined the company 150 million euros on Thursday over its cookies.",
        "Visitors who wanted to refuse all cookies had to click four times, the decision says.",
        "The company had told users that it and its partners needed the cookies to keep the service free of charge.",
        "It has three months to change the banner on its pages, and said that it would appeal the decision in court.",
    ),
    "about a paywall": (
        "Newspaper drops its paywall during the crisis",
        "The daily opened all its pages on Tuesday, a spokeswoman said.",
        "Until then only subscribers could read its reports about the attack, in which 77 people were killed.",
        "Readers had complained for days that the list of the dead was behind the paywall.",
    ),
    "about a missing page": (
        "Page not found: how the army hid its losses",
        "The list of the dead was on the ministry's site for an hour on Tuesday.",
        "Then it was gone, and those who looked for it found an error page instead.",
        "It named 77 soldiers, and families had copied it before it was deleted.",
    ),
    "404 dead": (
        "404 dead in ferry disaster",
        "At least 404 people were killed when a ferry sank off the coast, officials said.",
        "The search goes on.",
    ),
    "404 alone": ("404 people missing after flood", "Rescuers are looking for 404 people, the governor said."),
    "robots": (
        "Are robots taking the jobs of rescuers?",
        "Four robots searched the ruins of the school on Wednesday for survivors.",
        "They found the bodies of 12 cadets, an officer said.",
    ),
    "access denied": (
        "Access denied: aid workers kept out of the camp",
        "Aid workers were refused access to the camp for a third day on Thursday.",
        "Nine people have died there for want of medicine, a doctor said.",
    ),
    "password": (
        "Hackers publish passwords of officers",
        "The passwords of 200 officers were published on Wednesday by a group of hackers.",
        "The ministry asked all of them to change theirs at once.",
    ),
    "subscribers": (
        "Phone company loses subscribers in the north",
        "The company lost 40,000 subscribers after the attack on its masts.",
        "Two guards were killed there in August.",
    ),
    "an alert": ("Alert", "At least 12 people were killed in Bamako, police say."),
    "login": (
        "Sign in the sky: smoke over the airport",
        "Smoke stood over the airport on Tuesday, and seven people were killed.",
    ),
    "cookies, French": (
        "Cookies : une amende record",
        "La commission a infligé une amende de 150 millions d'euros à l'entreprise jeudi.",
        "Refuser les cookies y demandait quatre clics, selon la décision.",
        "L'entreprise a trois mois pour changer ses pages.",
    ),
    "introuvables, French": (
        "Mali : douze gendarmes introuvables",
        "Douze gendarmes sont introuvables depuis l'attaque, selon leurs familles.",
    ),
    "nicht gefunden, German": (
        "Vermisste Soldaten nicht gefunden",
        "Die zwölf vermissten Soldaten wurden auch am Donnerstag nicht gefunden, sagte ein Sprecher.",
    ),
    "Arabic": ("مقتل 77 في باماكو", "قتل 77 شخصا على الأقل في هجوم باماكو، حسب مصدر أمني.", "ولم تعلن السلطات حصيلة."),
}


@pytest.mark.parametrize("head", ["", DATED], ids=["undated", "dated"])
@pytest.mark.parametrize("words", NEAR_MISSES.values(), ids=NEAR_MISSES.keys())
def test_an_article_that_sounds_like_a_wall_is_read(words: tuple[str, ...], head: str) -> None:
    title, *paragraphs = words
    reading = read(page(title, *paragraphs, head=head))
    assert reading.failure is None
    assert all(paragraph in reading.text for paragraph in paragraphs)
    assert not reading.is_stub


@pytest.mark.parametrize(
    ("asked", "led_to", "says"),
    [
        (URL, "https://www.courier.test/", "led to the front page"),
        (URL, "https://www.courier.test/en/", "led to the front page"),
        (URL, "https://www.courier.test/index.html", "led to the front page"),
        (URL, "https://www.courier.test/world/", "led to the page above it (/world/)"),
        (URL, "https://consent.courier.test/collect?session=1", "led to a consent page (consent.courier.test/collect)"),
        (URL, "https://www.courier.test/privacy-wall", "led to a consent page (www.courier.test/privacy-wall)"),
        (URL, "https://accounts.courier.test/start", "led to a login page (accounts.courier.test/start)"),
        (URL, "https://www.courier.test/login?next=/world", "led to a login page (www.courier.test/login)"),
    ],
)
def test_a_visitor_led_away_has_not_seen_the_article(asked: str, led_to: str, says: str) -> None:
    assert read(page("Today's news", *ARTICLE_PARAGRAPHS), led_to, asked).failure == f"{says}, not the article"


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        (URL, URL),
        (URL.replace("https", "http"), URL),
        (URL + "/amp", URL),
        (URL + "/index.html", URL + "/"),
        ("https://courier.test/?p=4711", URL),
        ("https://courier.test/", "https://www.courier.test/"),
        (URL, "https://www.courier.test/2024/09/19/world/attack-in-bamako"),
        (URL, "https://www.courier.test/world/attack-on-login-servers"),
        ("https://cour.test/x", "https://www.courier.test/authors/attack"),
    ],
)
def test_a_visitor_led_to_the_article_itself_has_seen_it(asked: str, led_to: str) -> None:
    assert read(page("Dozens dead in Bamako", *ARTICLE_PARAGRAPHS), led_to, asked).failure is None


def test_a_section_page_that_says_when_it_was_published_is_an_article() -> None:
    html = page("Dozens dead in Bamako", *ARTICLE_PARAGRAPHS, head=DATED)
    assert read(html, "https://www.courier.test/world", URL).failure is None


def sold(is_free: object = False, **fields: object) -> str:
    data = {"@type": "NewsArticle", "isAccessibleForFree": is_free, "datePublished": "2024-09-19T09:12:30Z", **fields}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


PART = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".for-readers"}
BEGINNING = ARTICLE_PARAGRAPHS[:1]


@pytest.mark.parametrize(
    "html",
    [
        page("Dozens dead", *BEGINNING, "Subscribe to continue reading."),
        page(
            "Dozens dead",
            *BEGINNING,
            head=sold(),
            around="<div class='wall'>This article is for subscribers only</div>",
        ),
        page("Dozens dead", *BEGINNING, head=sold("False"), around="<p>Il vous reste 85 % de cet article à lire.</p>"),
        page("Dozens dead", BEGINNING[0] + " …", head=sold("http://schema.org/False")),
        page("Dozens dead", *BEGINNING, head=sold(None, hasPart=PART)),
        page("Dozens dead", *BEGINNING, around="<div class='paywall'><p>Nur für Abonnenten</p></div>"),
    ],
)
def test_a_beginning_whose_rest_is_sold_is_a_stub_and_its_words_are_kept(html: str) -> None:
    reading = read(html)
    assert reading.is_stub
    assert BEGINNING[0] in reading.text


@pytest.mark.parametrize(
    "html",
    [
        page("Dozens dead", *ARTICLE_PARAGRAPHS),
        page("Dozens dead", *ARTICLE_PARAGRAPHS * 3, head=sold()),
        page(
            "Dozens dead",
            *BEGINNING,
            head=sold(True),
            around="<div class='paywall'>Subscribe to continue reading</div>",
        ),
        page("Dozens dead", *BEGINNING, around="<footer>Subscribe to our newsletter, read by thousands.</footer>"),
        f"<html><head>{sold(None, hasPart=PART)}</head><body><article><h1>Dead</h1><div class='for-readers'>{LONG}"
        "</div></article></body></html>",
        page("Dozens dead", *BEGINNING, head=sold(None, hasPart={"isAccessibleForFree": True, "cssSelector": ".x"})),
        page("Dozens dead", *BEGINNING, head=sold({"x": 1}, hasPart=[7, {"cssSelector": 5}])),
    ],
)
def test_a_whole_article_is_no_stub_whatever_is_sold_beside_it(html: str) -> None:
    reading = read(html)
    assert (reading.failure, reading.is_stub) == (None, False)


def test_a_video_page_says_so() -> None:
    head = "<meta property='og:type' content='video.other'>"
    assert (
        read(f"<html><head>{head}</head><body><video src='x'></video></body></html>").failure
        == "a video page without text"
    )


def test_a_file_without_a_label_is_no_page() -> None:
    assert read_page(b"%PDF-1.7 \n1 0 obj", {"content-type": "text/html"}, URL, NOW).failure == (
        "the body is a file (PDF, picture or archive), not a page"
    )
