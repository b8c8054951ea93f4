"""Pages as newspapers serve them: the article comes through, what stands around it doesn't."""

import json
import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fetchers import PageReading, read_page

from .pages import ARTICLE_PARAGRAPHS, STRANGE_TOLLS, newspaper_page

NOW = datetime(2024, 9, 21, 12, tzinfo=UTC)
URL = "https://www.courier.test/world/mali?page=1"
BODY = "<p>" + "</p><p>".join(ARTICLE_PARAGRAPHS) + "</p>"


def read(body: bytes | str, url: str = URL, **headers: str) -> PageReading:
    body = body.encode() if isinstance(body, str) else body
    return read_page(body, {name.replace("_", "-"): value for name, value in headers.items()}, url, NOW)


def page(inside: str = BODY, head: str = "", attributes: str = "", title: str = "Headline") -> str:
    return (
        f"<!doctype html><html {attributes}><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>Headline</h1>{inside}</article></body></html>"
    )


def linked_data(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_article_comes_through_whole_and_nothing_else_does() -> None:
    reading = read(newspaper_page(), content_type="text/html; charset=utf-8")
    assert reading.failure is None
    assert reading.text == "Mali attack: security source says 77 dead\n\n" + "\n".join(ARTICLE_PARAGRAPHS)
    for toll in STRANGE_TOLLS:
        assert toll not in reading.text


def test_what_the_page_says_about_itself_is_read() -> None:
    reading = read(newspaper_page())
    assert reading.title == "Mali attack: security source says 77 dead"
    assert reading.lang == "en-GB"
    assert reading.byline == "Awa Essai"
    assert reading.canonical_url == "https://www.courier.test/world/mali-attack-77-dead?id=4711"
    assert (reading.published_at, reading.published_basis) == (datetime(2024, 9, 19, 7, 12, 30, tzinfo=UTC), "json-ld")
    assert reading.modified_at == datetime(2024, 9, 19, 10, 40, tzinfo=UTC)
    assert reading.credit is None


def test_an_alert_of_one_sentence_is_an_article() -> None:
    sentence = "At least 12 people were killed in Bamako, police say."
    assert read(f"<html><body><h1>Alert</h1><p>{sentence}</p></body></html>").text == f"Alert\n\n{sentence}"


def test_a_list_inside_the_article_stays() -> None:
    what_we_know = (
        "<ul><li>The army speaks of some losses, without a number.</li><li>A source counts 77 dead.</li></ul>"
    )
    text = read(page(f"<p>{ARTICLE_PARAGRAPHS[0]}</p>{what_we_know}<p>{ARTICLE_PARAGRAPHS[1]}</p>")).text
    assert "A source counts 77 dead." in text
    assert ARTICLE_PARAGRAPHS[1] in text


def test_a_quotation_and_subheads_inside_the_article_stay() -> None:
    quotation = "<h2>At the hospital</h2><blockquote><p>We counted 81 bodies, he said.</p></blockquote>"
    text = read(page(f"<p>{ARTICLE_PARAGRAPHS[0]}</p>{quotation}<p>{ARTICLE_PARAGRAPHS[3]}</p>")).text
    assert "We counted 81 bodies, he said." in text
    assert "At the hospital" in text


@pytest.mark.parametrize(
    "mess",
    [
        "<div class='relatedArticles'><p>Un glissement de terrain fait 412 morts dans la vallée du nord</p></div>",
        "<h4>À lire aussi</h4><ul><li><a href='/x'>Naufrage : 412 morts au large des côtes de l'île</a></li></ul>",
        "<p>Lire aussi : <a href='/x'>Naufrage : 412 morts au large des côtes de l'île</a></p>",
        "<p><a href='/x'><strong>Lire aussi</strong> Naufrage : 412 morts au large des côtes</a></p>",
        "<section class='commentaires'><h3>2 commentaires</h3><p>Un ami parle de 412 morts en tout.</p></section>",
        "<h3>Commentaires (2)</h3><div><p>Un ami m'a dit qu'il y avait 412 morts en tout, je le crois.</p></div>",
        "<div id='les-plus-lus'><ol><li><a href='/x'>Séisme : 412 morts</a></li></ol></div>",
        "<aside><p>Il y a un an, un attentat avait fait 412 morts au marché central de la ville.</p></aside>",
        "<ul><li><a href='/t/mali'>Mali</a></li><li><a href='/x'>Naufrage : 412 morts au large de l'île</a></li></ul>",
        "<div hidden><p>Texte caché qui parle de 412 morts dans une autre ville.</p></div>",
        "<div role='dialog'><p>Abonnez-vous comme 412 morts de faim de nouvelles.</p></div>",
        "<noscript><p>412 morts</p></noscript><template><p>412 morts</p></template>",
    ],
)
def test_the_mess_of_a_french_page_stays_out(mess: str) -> None:
    reading = read(page(BODY + mess))
    assert "412" not in reading.text
    assert ARTICLE_PARAGRAPHS[-1] in reading.text


@pytest.mark.parametrize(
    "mess",
    [
        "<div><h3>Related topics</h3><ul><li>Zanzibar</li><li>West Africa</li></ul></div>",
        "<h3>Tags</h3><ul><li><a href='/t'>Zanzibar</a></li><li>Africa</li></ul>",
        "<h4>Mots-clés :</h4><ul><li>Zanzibar</li></ul>",
        "<p>Filed under: <a href='/t'>Zanzibar</a>, <a href='/u'>Africa</a></p>",
        "<div class='article-topics'><span>Zanzibar</span> <span>Africa</span></div>",
    ],
)
def test_an_articles_subjects_stay_out(mess: str) -> None:
    assert read(page(BODY + mess)).text == read(page(BODY)).text


@pytest.mark.parametrize(
    "inside",
    [
        "<h3>Topics</h3><ul><li>77 dead at the school</li><li>255 wounded</li></ul>",
        "<h3>Topics</h3><ul><li>The army kept silent.</li><li>Zanzibar</li></ul>",
        "<h3>Thèmes</h3><p>Les habitants parlent de la nuit, des tirs, de la peur et de ceux qui manquent.</p>",
        "<ul><li>the school</li><li>the airport</li></ul>",
    ],
)
def test_a_list_that_may_be_news_stays(inside: str) -> None:
    text = read(page(f"<p>{ARTICLE_PARAGRAPHS[0]}</p>{inside}<p>{ARTICLE_PARAGRAPHS[1]}</p>")).text
    words = re.sub(r"<[^>]+>", "|", inside).split("|")
    assert all(word in text for word in words if word not in ("", "Topics"))


def test_an_article_in_a_box_with_a_suspicious_name_is_kept() -> None:
    text = read(f"<html><body class='comments-open'><div class='sidebar-left widget'>{BODY}</div></body></html>").text
    assert ARTICLE_PARAGRAPHS[0] in text


def test_a_page_laid_out_in_tables_is_read() -> None:
    inside = f"<table><tr><td><a href='/'>Home</a></td><td>{BODY}</td></tr></table>"
    assert ARTICLE_PARAGRAPHS[1] in read(f"<html><body>{inside}</body></html>").text


@pytest.mark.parametrize(
    "inside",
    [
        "At least 12 people were killed in Bamako, he said.<br><br>The army has confirmed an attack.<br>More follows.",
        "<div>At least 12 people were killed in Bamako, he said.</div><div>The army has confirmed an attack.</div>",
        "<ul><li>At least 12 people were killed in Bamako, he said.<li>The army has confirmed an attack.</ul>",
    ],
)
def test_text_without_paragraphs_is_read(inside: str) -> None:
    text = read(f"<html><body><h1>Alert</h1><div>{inside}</div></body></html>").text
    assert "\nAt least 12 people were killed in Bamako, he said.\nThe army has confirmed an attack." in text


def test_a_video_page_has_no_text_rather_than_its_teasers() -> None:
    cards = "".join(
        f"<div class='c'><a href='/{dead}'><h3>Ferry sinks, {dead} dead</h3></a>"
        f"<p>At least {dead} people died when a ferry sank off the coast on Monday, officials say.</p></div>"
        for dead in (412, 96)
    )
    reading = read(f"<html><body><h1>Video: the attack</h1><video src='x'></video><div>{cards}</div></body></html>")
    assert (reading.title, reading.text, reading.failure) == ("Video: the attack", "", "no article text found")


def test_the_updates_of_a_live_blog_stay() -> None:
    updates = "".join(
        f"<div><h3><a href='/live?post={n}'>Update</a></h3><p>A source told us of {n} dead soldiers at noon.</p></div>"
        for n in (20, 30, 40)
    )
    html = page(f"<p>{ARTICLE_PARAGRAPHS[1]}</p>{updates}", head=linked_data({"@type": "LiveBlogPosting"}))
    assert all(f"A source told us of {n} dead soldiers at noon." in read(html).text for n in (20, 30, 40))


def test_a_logo_that_is_the_only_h1_is_no_headline() -> None:
    head = "<meta property='og:site_name' content='Headline'>"
    assert read(page(head=head, title="Toll rises - Headline")).title == "Toll rises"


def test_text_that_stands_only_in_json_ld_is_read() -> None:
    data = {"@type": "NewsArticle", "headline": "Only here", "articleBody": "\n".join(ARTICLE_PARAGRAPHS)}
    reading = read(f"<html><head>{linked_data(data)}</head><body><div id='root'></div></body></html>")
    assert reading.text == "Only here\n\n" + "\n".join(ARTICLE_PARAGRAPHS)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"<html><body></body></html>", "no article text"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article text"),
        (b"<!-- only -->", "page"),
        (b"\x00\x01\x02", "page"),
        (b"{}{}{", "no article text"),
    ],
)
def test_a_page_without_text_says_so(body: bytes, words: str) -> None:
    reading = read(body)
    if reading.failure is None:  # a few bytes of nonsense may pass for a text, but never for a long one
        assert len(reading.text) < 10
    else:
        assert reading.text == ""
        assert words in reading.failure or "no article text" in reading.failure


def test_a_picture_or_pdf_is_no_page() -> None:
    assert "image/jpeg" in str(read(b"\xff\xd8\xff", content_type="image/jpeg").failure)
    assert "application/pdf" in str(read(b"%PDF-1.7", content_type="application/pdf").failure)


def test_escape_sequences_do_not_lose_the_page_nor_come_through() -> None:
    hostile = page(
        BODY.replace("BAMAKO", "&#27;[31m&#27bold&#x1b;]52;c;x&#7;\x1bBAM\u202eAKO&#155;"), title="a&#27;b"
    ).replace("<h1>Headline", "<h1>Head&#27;[0mline\u2066")
    reading = read(hostile)
    assert "255 wounded" in reading.text
    for text in (reading.text, reading.title):
        assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or c in "\u202e\u2066" for c in text)


def test_references_to_windows_characters_mean_what_browsers_show() -> None:
    assert (
        "the army\u2019s word" in read(page("<p>It was the army&#146;s word against all the others that day.</p>")).text
    )


@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        ("utf-8", "", ""),
        ("utf-8", "text/html; charset=ISO-8859-1", ""),
        ("iso-8859-1", "text/html; charset=ISO-8859-1", ""),
        ("iso-8859-1", "text/html; charset=utf-8", "iso-8859-1"),
        ("cp1252", "text/html", "iso-8859-1"),
        ("cp1252", "", ""),
        ("utf-16", "", ""),
        ("utf-8-sig", "text/html; charset=nonsense", "also-nonsense"),
    ],
)
def test_accents_survive_every_honest_and_wrong_label(encoding: str, header: str, meta: str) -> None:
    sentence = "Une source sécuritaire évoque 77 tués et 255 blessés à l'école « de gendarmerie »."
    html = page(f"<p>{sentence}</p>", head=f"<meta charset='{meta}'>" if meta else "")
    assert sentence in read(html.encode(encoding), content_type=header).text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<meta property='og:site_name' content='The Day'><meta property='og:title' content='Toll rises - The Day'>",
         "Toll rises"),
        ("<meta property='og:title' content='Toll rises – again'>", "Toll rises – again"),
        (linked_data({"@type": "NewsArticle", "headline": "From the data &amp; more"}), "From the data & more"),
        ("", "Headline"),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_without_the_outlet(head: str, title: str) -> None:
    assert read(page(head=head, title="Headline | Courier")).title == title


def test_without_an_h1_the_title_element_loses_the_name_of_its_host() -> None:
    assert (
        read(f"<html><head><title>Toll rises | Courier</title></head><body>{BODY}</body></html>").title == "Toll rises"
    )


@pytest.mark.parametrize(
    ("head", "minute", "basis"),
    [
        (linked_data([{"@type": "Person"}, {"@type": "LiveBlogPosting", "datePublished": "2024-09-17T06:05:00Z"}]),
         "06:05", "json-ld"),
        (linked_data({"@graph": [{"@type": "ReportageNewsArticle", "datePublished": "2024-09-17T06:05+0000"}]}),
         "06:05", "json-ld"),
        (linked_data({"@type": "WebPage", "datePublished": "2011-01-01T00:00:00Z",
                      "mainEntity": {"@type": "NewsArticle", "datePublished": "2024-09-17T08:05:00+02:00"}}),
         "06:05", "json-ld"),
        ("<meta property='article:published_time' content='2024-09-17T06:05:59.123Z'>", "06:05", "meta"),
        ("<meta name='pubdate' content='Tue, 17 Sep 2024 06:05:00 GMT'>", "06:05", "meta"),
        ("<meta name='date' content='2024-09-17 06:05'>", "06:05", "meta, zone assumed UTC"),
        ("<meta name='date' content='2024-09-17'>", None, None),
        ("<meta name='date' content='Tue, 17 Sep 2024'>", None, None),
        (linked_data({"@type": "NewsArticle", "datePublished": "2024-09-17"}), None, None),
        (linked_data({"@type": "NewsArticle", "datePublished": "2024-09-17T00:00:00"}), None, None),
        (linked_data({"@type": "NewsArticle", "datePublished": "2024-09-17T00:00:00Z"}), "00:00", "json-ld"),
        (linked_data({"@type": "NewsArticle", "datePublished": "2024-09-17"})
         + "<meta name='date' content='2024-09-17T06:05'>", "06:05", "meta, zone assumed UTC"),
        (linked_data({"@type": "NewsArticle", "datePublished": "2024-09-17T08:05:00"})
         + "<meta property='article:published_time' content='2024-09-17T06:05:00Z'>", "06:05", "meta"),
        (linked_data({"@type": "NewsArticle", "datePublished": "2024-09-17"})
         + "<meta property='article:published_time' content='2024-09-17T06:05:00Z'>", "06:05", "meta"),
        (linked_data({"@type": "NewsArticle", "datePublished": "1970-01-01T00:00:00Z"}), None, None),
        (linked_data({"@type": "NewsArticle", "datePublished": "2090-01-01T00:00:00Z"}), None, None),
        (linked_data({"@type": "NewsArticle", "datePublished": ["x", {}], "author": 5, "headline": {}}), None, None),
        ("<script type='application/ld+json'>{broken</script>", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_the_time_of_publication_and_where_it_was_found(head: str, minute: str | None, basis: str | None) -> None:
    reading = read(page(head=head))
    assert (reading.published_at and f"{reading.published_at:%H:%M}", reading.published_basis) == (minute, basis)
    assert reading.published_at is None or reading.published_at.date() == datetime(2024, 9, 17, tzinfo=UTC).date()


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2024-09-18", None),
        ("2024-09-18T09:30:00+02:00", datetime(2024, 9, 18, 7, 30, tzinfo=UTC)),
        ("2024-09-18T00:00:00Z", datetime(2024, 9, 18, tzinfo=UTC)),
    ],
)
def test_a_day_of_modification_is_no_time_of_modification(said: str, moment: datetime | None) -> None:
    for head in (
        linked_data({"@type": "NewsArticle", "dateModified": said}),
        f"<meta property='article:modified_time' content='{said}'>",
    ):
        assert read(page(head=head)).modified_at == moment


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2024-09-19T09:12:30 CET", "08:12:30"),
        ("2024-09-19T09:12:30+00", "09:12:30"),
        ("2024-09-19T09:12:30+0200[Europe/Paris]", "07:12:30"),
        ("2024-09-19 09:12:30 GMT+02:00", "07:12:30"),
        ("2024/09/19 09:12:30 Z", "09:12:30"),
        ("Thu, 19 Sep 2024 09:12:30 CEST", "07:12:30"),
        ("1726729950", "07:12:30"),
        ("1726729950123", "07:12:30"),
        (1726729950123, "07:12:30"),
        ("2024/09/19", None),
        ("09/10/2024 09:12", None),  # September or October
        ("19 septembre 2024 à 09h12", None),
        ("2024-09-19T24:00:00Z", None),
        ("2024091909", None),
        ("0000000000", None),
        (7, None),
        (True, None),
    ],
)
def test_a_time_is_read_as_it_is_meant_or_not_at_all(said: object, moment: str | None) -> None:
    reading = read(page(head=linked_data({"@type": "NewsArticle", "datePublished": said})))
    assert (reading.published_at and f"{reading.published_at:%H:%M:%S}") == moment
    assert reading.published_basis == (moment and "json-ld")


def test_a_zone_whose_name_means_several_leaves_the_time_in_doubt() -> None:
    head = linked_data({"@type": "NewsArticle", "datePublished": "Thu, 19 Sep 2024 09:12:30 IST"})
    reading = read(page(head=head))
    assert reading.published_basis == "json-ld, zone assumed UTC"
    assert reading.is_zone_assumed


@pytest.mark.parametrize(
    "card",
    [
        "<a href='/x'><time datetime='2023-01-02T03:04:05Z'></time>Ferry sinks</a>",
        "<div><h3><a href='/x'>Ferry sinks</a></h3><time datetime='2023-01-02T03:04:05Z'></time></div>",
        "<article><a href='/x'><h3>Ferry sinks</h3></a><time itemprop='datePublished' datetime='2023-01-02T03:04:05Z'>"
        "</time></article>",
        "<aside><time pubdate datetime='2023-01-02T03:04:05Z'></time></aside>",
        "<div class='related-stories'><p>Ferry sinks <time datetime='2023-01-02T03:04:05Z'></time></p></div>",
    ],
)
@pytest.mark.parametrize("own", ["", "<p><time datetime='2024-09-17T06:05:00Z'>today</time></p>"])
def test_the_date_of_another_storys_card_is_never_the_articles(card: str, own: str) -> None:
    for inside in (f"{card}{own}{BODY}", f"{own}{BODY}{card}"):
        published = read(page(inside)).published_at
        assert (published and f"{published:%Y-%m-%d}") == ("2024-09-17" if own else None)


CONTRADICTIONS = page(
    "<p class='byline'>By Third Writer</p><time datetime='2024-09-17T03:00:00Z'></time>" + BODY,
    head="<meta property='og:title' content='From og'><meta name='author' content='Second Writer'>"
    "<meta property='og:url' content='/from-og'><link rel='canonical' href='/from-link'>"
    "<meta property='article:published_time' content='2024-09-17T02:00:00Z'>"
    "<meta property='article:modified_time' content='2024-09-17T05:00:00Z'><meta property='og:locale' content='fr_FR'>"
    "<meta name='dc.source' content='Studio Essai'>"
    + linked_data(
        {"@type": "NewsArticle", "headline": "From json-ld", "author": {"name": "First Writer"}, "inLanguage": "de",
         "datePublished": "2024-09-17T01:00:00Z", "dateModified": "2024-09-17T04:00:00Z", "creditText": "Meridian Wire"}
    ),
    attributes="lang='en'",
    title="From the title",
)  # fmt: skip


@pytest.mark.parametrize(
    ("taken_out", "field", "value", "where"),
    [
        ((), "title", "From og", "og:title"),
        (("og:title",), "title", "From json-ld", "json-ld"),
        (("og:title", '"headline"'), "title", "Headline", "h1"),
        ((), "byline", "First Writer", "json-ld"),
        (('"author"',), "byline", "Second Writer", "meta author"),
        (('"author"', "'author'"), "byline", "By Third Writer", "byline element"),
        ((), "canonical_url", "https://www.courier.test/from-link", "canonical link"),
        (("canonical",), "canonical_url", "https://www.courier.test/from-og", "og:url"),
        ((), "lang", "en", "html lang"),
        (("lang='en'",), "lang", "fr-FR", "meta og:locale"),
        (("lang='en'", "og:locale"), "lang", "de", "json-ld"),
        ((), "published_at", "01:00", "json-ld"),
        (('"datePublished"',), "published_at", "02:00", "meta"),
        (('"datePublished"', "article:published_time"), "published_at", "03:00", "time element"),
        ((), "modified_at", "04:00", "json-ld"),
        (('"dateModified"',), "modified_at", "05:00", "meta article:modified_time"),
        ((), "credit", "Meridian Wire", "json-ld creditText"),
        (('"creditText"',), "credit", "Studio Essai", "meta dc.source"),
        (('"creditText"', "dc.source"), "credit", None, None),
    ],
)
def test_a_page_that_contradicts_itself_is_believed_in_this_order(
    taken_out: tuple[str, ...], field: str, value: str | None, where: str | None
) -> None:
    html = CONTRADICTIONS
    for each in taken_out:
        assert each in html
        html = html.replace(each, "'x'" if each.startswith("'") else '"x"' if each.startswith('"') else "x")
    reading = read(html)
    found = getattr(reading, field)
    assert (f"{found:%H:%M}" if isinstance(found, datetime) else found) == value
    assert getattr(reading.where_found, field) == where


def test_a_time_element_of_the_article_counts_and_one_of_a_teaser_does_not() -> None:
    article = "<time datetime='2024-09-17T06:05:00Z'>today</time>" + BODY
    teasers = "".join(f"<div><time datetime='2024-0{month}-01T00:00:00Z'></time></div>" for month in (1, 2))
    reading = read(page(article).replace("<body>", f"<body>{teasers}"))
    assert (f"{reading.published_at:%m-%d %H:%M}", reading.published_basis) == ("09-17 06:05", "time element")
    assert read(page().replace("<body>", f"<body>{teasers}")).published_at is None


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("https://courier.test/world/a#x", "https://courier.test/world/a"),
        ("/world/a?utm_medium=rss", "https://www.courier.test/world/a"),
        ("https://elsewhere.test/world/a", None),
        ("https://www.courier.test/", None),
        ("javascript:alert(1)", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_the_canonical_url_is_of_the_same_site_and_never_its_front_page(link: str, canonical: str | None) -> None:
    assert read(page(head=f"<link rel='canonical' href='{link}'>")).canonical_url == canonical


@pytest.mark.parametrize(
    ("attributes", "head", "header", "lang"),
    [
        ("lang='fr'", "", "", "fr"),
        ("xml:lang='FR-fr'", "", "", "fr-FR"),
        ("lang='nonsense!'", "<meta property='og:locale' content='fr_FR'>", "", "fr-FR"),
        ("", linked_data({"@type": "Article", "inLanguage": "bm"}), "", "bm"),
        ("", "", "fr-ML, en", "fr-ML"),
        ("", "", "", None),
    ],
)
def test_the_language_is_what_the_page_says(attributes: str, head: str, header: str, lang: str | None) -> None:
    assert read(page(attributes=attributes, head=head), content_language=header).lang == lang


@pytest.mark.parametrize(
    ("inside", "head", "credit"),
    [
        ("<p class='byline'>Le Matin avec AFP</p>" + BODY, "", "avec AFP"),
        ("<p class='byline'>Par Awa Essai avec l’AFP et Reuters</p>" + BODY, "", "avec l’AFP et Reuters"),
        ("<p class='byline'>Par l’Agence France-Presse</p>" + BODY, "", "Agence France-Presse"),
        ("<p class='byline'>Awa Essai, Reuters</p>" + BODY, "", "Reuters"),
        ("<p class='byline'>Efe Kerem and Michael Bloomberg</p>" + BODY, "", None),
        (BODY, "<meta name='author' content='Reuters'>", "Reuters"),
        (BODY, "<meta name='author' content='JNIM'>", None),
        (BODY, linked_data({"@type": "NewsArticle", "author": [{"name": "Awa Essai"}, {"name": "AFP"}]}), "AFP"),
        (BODY, linked_data({"@type": "NewsArticle", "creditText": "Meridian Wire"}), "Meridian Wire"),
        (BODY, linked_data({"@type": "NewsArticle", "provider": {"name": "Outlet"}, "publisher": {"name": "OUTLET"}}),
         None),
        (BODY, "<meta name='dc.source' content='Studio Tamani'>", "Studio Tamani"),
        (BODY, "<meta name='dc.source' content='https://o.test/'>", None),
        (BODY + "<p>The group JNIM claimed it (JNIM) then.</p>", "", None),
        (BODY + "<p>The army is again in combat with JNIM.</p>", "", None),
        (BODY + "<p>Source: communiqué de l'armée</p>", "", None),
        (BODY.replace("(Agence Test)", "(AFP)") + "<p>Source: AFP</p>", "", None),  # story reads the text's own credit
    ],
)  # fmt: skip
def test_whom_metadata_and_byline_credit_and_nobody_else(inside: str, head: str, credit: str | None) -> None:
    assert read(page(inside, head=head)).credit == credit


@pytest.mark.parametrize(
    "hostile",
    [
        '<script type=\'application/ld+json\'>{"a": "' + '\\"' * 65_000 + "</script>" + BODY,
        "<script type='application/ld+json'>" + "[" * 130_000 + "</script>" + BODY,
        "<div>" * 40_000 + BODY,
        "<p>" + "&#27" * 30_000 + BODY,
        "<div class='" + "related-" * 16_000 + "'>x</div>" + BODY,
        "<p>" + " - " * 40_000 + "</p>" + BODY,
        "<h3>Related</h3>" * 8_000 + BODY,
        "<h3>Topics</h3><ul><li>" * 6_000 + BODY,
        "<title>" + " | x" * 30_000 + "</title>" + BODY,
        "<a href='x'>" * 20_000 + BODY,
        "<p>Source: " + "A" * 130_000 + "</p>" + BODY,
        "<!--" * 30_000 + BODY,
        "<meta charset" * 10_000 + BODY,
    ],
    ids=lambda case: case[:24],
)
def test_cases_built_to_take_quadratic_time_do_not(hostile: str) -> None:
    started = time.process_time()
    read("<html><body>" + hostile + "</body></html>")
    assert time.process_time() - started < 6.0


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"<html><body><p>", b"<script type='application/ld+json'>", b"<p "])
)
@settings(max_examples=120, deadline=timedelta(seconds=20))
def test_no_bytes_make_the_reader_raise(body: bytes, start: bytes) -> None:
    reading = read(start + body)
    assert (reading.failure is None) == bool(reading.text)
