"""What a site's page says of its feeds."""

from datetime import UTC, datetime

from fetchers import read_site

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def hints(body: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    page = read_site(body.encode(), {"content-type": "text/html"}, "https://paper.example/en/index.html", NOW)
    return page.announced, page.linked


def test_relative_addresses_start_from_the_base_element() -> None:
    announced, linked = hints(
        "<html><head><base href='/feeds/'><link rel=alternate type='application/atom+xml' href='news.atom'></head>"
        "<body><a href='sport.rss'>Sport</a></body></html>"
    )
    assert announced == ("https://paper.example/feeds/news.atom",)
    assert linked == ("https://paper.example/feeds/sport.rss",)


def test_feeds_of_readers_comments_are_left_out() -> None:
    announced, linked = hints(
        "<html><head><link rel=alternate type='application/rss+xml' href='/feed/'>"
        "<link rel=alternate type='application/rss+xml' href='/comments/feed/'></head>"
        "<body><a href='/commentaires/rss'>RSS</a><a href='/commentary/rss'>RSS</a></body></html>"
    )
    assert announced == ("https://paper.example/feed/",)
    assert linked == ("https://paper.example/commentary/rss",)
