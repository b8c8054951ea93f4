"""Section pages: which links are articles, and what is known of each."""

from datetime import UTC, datetime

import pytest

from fetchers import FeedReading, source_of

NOW = datetime(2024, 9, 19, 10, tzinfo=UTC)
URL = "https://example.org/afrique/"
PAGE = """<!doctype html><html lang="fr"><head><title>Afrique</title></head><body>
<header><a href="/afrique/le-titre-du-jour-en-tete">Le titre du jour en tête de page</a></header>
<nav><a href="/afrique/une-longue-entree-de-menu">Une longue entrée de menu</a></nav>
<main>
<article><a href="/afrique/20240917-mali-attaque-a-bamako?utm_medium=card"><img src="a.jpg" alt="x"></a>
 <h2><a href="/afrique/20240917-mali-attaque-a-bamako#top">Mali : <em>attaque</em> à Bamako</a></h2>
 <time datetime="2024-09-17T09:12:00+00:00">il y a 2 h</time><p>Des tirs ont été entendus avant l’aube.</p>
 <a href="/afrique/20240917-mali-attaque-a-bamako#comments">12 commentaires sur cet article</a></article>
<div class="card"><h3>Niger : la junte annonce un remaniement</h3><time datetime="2024-09-16">hier</time>
 <a href="https://www.example.org/a/123456">Lire la suite</a></div>
<a href="/afrique/tag/mali-et-burkina-faso-et-niger">Tous les articles sur le Mali</a>
<a href="/afrique/page/2">Page suivante des articles</a><a href="?page=3">Les articles plus anciens encore</a>
<a href="https://facebook.com/sharer.php?u=https://example.org/a">Partager sur Facebook maintenant</a>
<a href="javascript:alert(1)">Un lien qui ne mène nulle part</a><a href="#haut">Retour en haut de la page</a>
<a href="/afrique/court-mais-bon-lien">court</a>
</main><footer><a href="/mentions-legales-du-site-complet">Mentions légales du site</a></footer></body></html>"""


def read(body: str | bytes, url: str = URL) -> FeedReading:
    data = body.encode() if isinstance(body, str) else body
    return source_of("section").read(data, {"content-type": "text/html; charset=utf-8"}, url, NOW)


def test_articles_are_told_from_menus_tags_pages_and_buttons() -> None:
    assert [(entry.link, entry.title) for entry in read(PAGE).entries] == [
        ("https://example.org/afrique/20240917-mali-attaque-a-bamako", "Mali : attaque à Bamako"),
        ("https://www.example.org/a/123456", "Niger : la junte annonce un remaniement"),
    ]


def test_a_card_gives_its_one_article_time_and_words() -> None:
    first, second = read(PAGE).entries
    assert first.published_at == datetime(2024, 9, 17, 9, 12, tzinfo=UTC)
    assert first.summary == "Des tirs ont été entendus avant l’aube."
    assert second.published_at is None  # a bare day
    assert read(PAGE).lang == "fr"
    assert read(PAGE).title == "Afrique"


def test_the_same_page_gives_the_same_guids_whatever_stands_around() -> None:
    again = PAGE.replace("#top", "?utm_campaign=z#top").replace("il y a 2 h", "il y a 3 h")
    assert [entry.guid for entry in read(again).entries] == [entry.guid for entry in read(PAGE).entries]


def test_a_time_that_stands_with_two_articles_is_neithers() -> None:
    body = (
        '<div><time datetime="2024-09-17T09:12:00Z"></time><a href="/a/one-long-story-here">One long story is here</a>'
        '<a href="/a/two-long-stories-here">Two long stories are here</a></div>'
    )
    assert [entry.published_at for entry in read(body).entries] == [None, None]


def test_relative_links_start_at_the_base_and_never_leave_the_site() -> None:
    link = '<a href="one-long-story-here">One long story is here</a>'
    (entry,) = read(f'<head><base href="/en/world/"></head>{link}').entries
    assert entry.link == "https://example.org/en/world/one-long-story-here"
    assert read(f'<head><base href="http://169.254.169.254/"></head>{link}').failure


def test_arabic_headlines_are_headlines() -> None:
    (entry,) = read('<html lang="ar"><a href="/news/2024/9/17/123456">مقتل العشرات في هجوم على باماكو</a>').entries
    assert entry.title == "مقتل العشرات في هجوم على باماكو"


@pytest.mark.parametrize(
    "body", ["", " \n", "<html></html>", "no markup", b"\0" * 100, b"\xff\xfe<a", "<a href=/x>y</a>"]
)
def test_a_page_without_articles_is_a_failure_in_one_line(body: str | bytes) -> None:
    reading = read(body)
    assert reading.entries == ()
    assert reading.failure
    assert "\n" not in reading.failure


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + '<a href="/a/one-long-story-here">One long story is here</a>',
        '<a href="/a/one-long-story-here">' * 20_000,
        "".join(
            f'<p><a href="/a/story-number-{n}-of-many-here">Story number {n} of many</a></p>' for n in range(8_000)
        ),
        "<h2><time>" * 30_000,
        '<a href="' + "/a" * 500_000 + '">One long story is here</a>',
    ],
    ids=["deep", "links in links", "very many links", "very many headings", "a long address"],
)
def test_hostile_pages_cost_little(body: str) -> None:
    assert len(read(body).entries) <= 500
