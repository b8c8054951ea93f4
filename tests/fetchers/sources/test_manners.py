"""What a kind of source asks of the client."""

from fetchers import Client, Part, newest_parts, source_of
from tests.fetchers.conftest import HostileServer


async def test_a_service_that_wants_a_gap_gets_it_whatever_the_configuration_says(
    server: HostileServer, client: Client
) -> None:
    url = server.serve("/doc", b"{}")
    client.keep_gap(url, 0.3)
    for _ in range(2):
        assert (await client.get(url, accept=source_of("gdelt").accept)).status == 200
    first, second = server.requests
    assert second.at - first.at >= 0.29
    assert first.headers["accept"].startswith("application/json")
    assert source_of("gdelt").gap == 5.0


def test_only_pages_made_for_people_ask_robots_txt_first() -> None:
    kinds = ("feed", "sitemap", "section", "gdelt", "search")
    assert [kind for kind in kinds if source_of(kind).respects_robots] == ["section"]


def test_news_sitemaps_come_first_then_the_latest_then_the_highest_numbers() -> None:
    site = "https://example.org"
    parts = [Part(f"{site}/posts-{number}.xml") for number in (9, 10, 2)]
    dated = Part(f"{site}/a.xml", "2024-09-17T01:00:00Z")
    news = Part(f"{site}/news.xml")
    assert newest_parts([*parts, dated, news], 4) == [news, dated, parts[1], parts[0]]
