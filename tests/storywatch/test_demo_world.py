"""The demo's world is consistent: everything that its data tells is served, and nothing reads where it shouldn't."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest

from fetchers import read_feed, read_page
from story import OutletKind
from storywatch.config import parse_config
from storywatch.demo.answers import Response
from storywatch.demo.configuration import demo_config
from storywatch.demo.editions import DemoArticle
from storywatch.demo.expected import load_expected
from storywatch.demo.outlets import DemoOutlet
from storywatch.demo.world import END, START, World

WORLD = World.load()
HOST = {"host": "127.0.0.1:8100"}
BASE = "http://127.0.0.1:8100"
FEEDS = [(outlet, feed) for outlet in WORLD.outlets for feed in outlet.feeds if feed.format not in ("hostile", "bomb")]
ARTICLES = [(outlet, article) for outlet in WORLD.outlets for article in WORLD.articles[outlet.name]]
EDITIONS = [(outlet, article, number) for outlet, article in ARTICLES for number in range(len(article.editions))]


def well(outlet: DemoOutlet, now: datetime) -> datetime:
    """The first moment from `now` on at which the outlet's server isn't sick."""
    outage = outlet.outage_at(now)
    return outage.end if outage else now


def lower(response: Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def settings():
    addresses = {outlet.name: f"http://127.0.0.1:{8100 + number}" for number, outlet in enumerate(WORLD.outlets)}
    return parse_config(demo_config(addresses), Path("demo.toml"))


def named(part: object) -> str:
    """How a case is called: an outlet and an article by their slugs."""
    return str(getattr(part, "slug", None) or getattr(part, "format", None) or part)


@pytest.mark.parametrize(("outlet", "feed"), FEEDS, ids=named)
def test_a_feed_lists_every_article_at_its_time_and_in_the_outlets_words(outlet, feed) -> None:
    response = WORLD.respond(outlet, feed.path, HOST, END)
    reading = read_feed(response.body, lower(response), BASE + feed.path, END)
    assert reading.failure is None
    assert reading.lang == outlet.lang
    read = {entry.title: entry for entry in reading.entries}
    for article in WORLD.articles[outlet.name]:
        entry = read[article.edition_at(END).title]
        assert (entry.published_at or entry.modified_at) == article.published  # RSS 1.0 has one date for both
        assert entry.link is not None
        assert entry.link.startswith(BASE + article.path)
        assert entry.credit == article.copied_from
        assert article.edition_at(END).paragraphs[0] in entry.summary
    assert len(reading.entries) == len(WORLD.articles[outlet.name])


@pytest.mark.parametrize(("outlet", "feed"), FEEDS, ids=named)
def test_a_feed_grows_as_the_story_goes_on_and_never_lists_what_is_not_out_yet(outlet, feed) -> None:
    lengths = []
    now = START
    while now <= END:
        response = WORLD.respond(outlet, feed.path, HOST, well(outlet, now))
        entries = read_feed(response.body, lower(response), BASE + feed.path, END).entries
        assert all((entry.published_at or entry.modified_at) <= well(outlet, now) for entry in entries)
        lengths.append(len(entries))
        now += timedelta(hours=8)
    assert lengths[0] == 0
    assert lengths == sorted(lengths)


@pytest.mark.parametrize(("outlet", "article", "number"), EDITIONS, ids=named)
def test_a_page_gives_the_edition_of_its_moment_and_nothing_of_what_stands_around_it(outlet, article, number) -> None:
    edition = article.editions[number]
    now = well(outlet, edition.at)
    response = WORLD.respond(outlet, article.path, HOST, now)
    assert response.status == 200
    reading = read_page(response.body, lower(response), BASE + article.path, END)
    assert reading.failure is None
    assert reading.title == edition.title
    assert reading.text.split("\n")[0] == edition.title
    for paragraph in edition.paragraphs:
        assert paragraph in reading.text
    around = reading.text
    for ours in filter(None, (edition.title, *edition.paragraphs, article.credit)):
        around = around.replace(ours, " ")
    around = re.sub(r"\d{1,2} \S+ 2024( à|,) \d\dh?:?\d\d", " ", around)
    assert not re.search(r"\d", around), "a related story's or a comment's figure came through"
    assert "storywatch" not in around
    assert reading.published_at == article.published
    assert reading.canonical_url == BASE + article.path
    if edition.shows_modified and "modified" in outlet_times(outlet):
        assert reading.modified_at == edition.at
    elif number and not edition.shows_modified:
        assert reading.modified_at in (None, article.published)


def outlet_times(outlet: DemoOutlet) -> str:
    """What times an outlet's template shows; some show no modification even when they own up to it in their text."""
    template = resources.files("storywatch.demo.templates").joinpath(f"{outlet.slug}.html").read_text("utf-8")
    return "modified" if "$json_ld" in template or "$modified" in template else "published"


@pytest.mark.parametrize(("outlet", "article"), ARTICLES, ids=named)
def test_an_article_is_not_there_before_it_is_published(outlet: DemoOutlet, article: DemoArticle) -> None:
    before = article.published - timedelta(minutes=1)
    assert outlet.outage_at(before) or WORLD.respond(outlet, article.path, HOST, before).status == 404


@pytest.mark.parametrize(("outlet", "article"), ARTICLES, ids=named)
def test_articles_have_the_length_that_newspapers_print_and_edits_stand_long_enough_to_be_seen(outlet, article) -> None:
    assert START <= article.published <= END
    times = [edition.at for edition in article.editions]
    assert all(later - earlier >= timedelta(hours=2) for earlier, later in pairwise(times))
    for edition in article.editions:
        assert 80 <= sum(len(paragraph.split()) for paragraph in edition.paragraphs) <= 400
        assert edition.at.second == 0


def test_there_are_enough_articles_in_both_languages_and_addresses_are_unique() -> None:
    languages = [outlet.lang for outlet, _ in ARTICLES]
    assert len(ARTICLES) >= 48
    assert languages.count("en") >= 20
    assert languages.count("fr") >= 20
    for outlet in WORLD.outlets:
        paths = [article.path for article in WORLD.articles[outlet.name]]
        assert len(paths) == len(set(paths))


@pytest.mark.parametrize(("outlet", "article"), ARTICLES, ids=named)
def test_every_page_and_every_feed_says_that_its_outlet_is_invented(outlet, article) -> None:
    page = WORLD.respond(outlet, article.path, HOST, END).body.decode(outlet.encoding)
    assert "inventé" in page or "invented" in page
    for feed in outlet.feeds:
        feed_text = WORLD.respond(outlet, feed.path, HOST, END).body.decode()
        assert "inventé" in feed_text or "invented" in feed_text


def test_the_configuration_is_one_that_the_program_reads() -> None:
    demo = settings()
    assert [outlet.name for outlet in demo.outlets] == [outlet.name for outlet in WORLD.outlets]
    assert len([outlet for outlet in demo.outlets if outlet.kind is OutletKind.AGENCY]) == 2
    assert "invented" in demo_config({outlet.name: BASE for outlet in WORLD.outlets})


@pytest.mark.parametrize(("outlet", "article", "number"), EDITIONS, ids=named)
def test_the_match_terms_tell_the_story_from_the_days_other_news(outlet, article, number) -> None:
    edition = article.editions[number]
    match = settings().matcher.match(f"{edition.title}\n{edition.paragraphs[0]}", outlet.lang)
    assert match.is_on_story is not article.is_off_story, match.reason


def test_most_outlets_answer_304_to_their_own_validators_until_something_changes() -> None:
    for outlet in WORLD.outlets:
        for feed in outlet.feeds:
            if feed.format in ("hostile", "bomb"):
                continue
            first = WORLD.respond(outlet, feed.path, HOST, END)
            given = lower(first)
            if not outlet.has_validators:
                assert "etag" not in given
                continue
            tagged = HOST | {"if-none-match": given["etag"]}
            dated = HOST | {"if-modified-since": given["last-modified"]}
            assert WORLD.respond(outlet, feed.path, tagged, END).status == 304
            assert WORLD.respond(outlet, feed.path, dated, END).status == 304
            assert WORLD.respond(outlet, feed.path, HOST | {"if-none-match": '"other"'}, END).status == 200
            early = WORLD.respond(outlet, feed.path, HOST, START)
            later = WORLD.respond(outlet, feed.path, HOST | {"if-none-match": lower(early)["etag"]}, END)
            assert later.status == 200


def test_a_silent_edit_changes_the_validators_but_no_time_on_the_page() -> None:
    outlet = WORLD.outlet("Radio Karité")
    article = next(each for each in WORLD.articles[outlet.name] if len(each.editions) > 1)
    before, after = article.editions[0].at, article.editions[1].at
    first = WORLD.respond(outlet, article.path, HOST, before)
    second = WORLD.respond(outlet, article.path, HOST | {"if-none-match": lower(first)["etag"]}, after)
    assert second.status == 200
    times = [re.findall(r"<time[^>]*>[^<]*</time>", response.body.decode()) for response in (first, second)]
    assert times[0] == times[1] != []


def test_compression_is_offered_only_to_those_who_ask() -> None:
    outlet = WORLD.outlet("Meridian Wire")
    plain = WORLD.respond(outlet, "/feed.json", HOST, END)
    packed = WORLD.respond(outlet, "/feed.json", HOST | {"accept-encoding": "gzip, deflate"}, END)
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body


def test_the_failing_outlet_is_sick_in_its_hours_and_recovers() -> None:
    outlet = WORLD.outlet("Le Relais du Fleuve")
    path = outlet.feeds[0].path
    sick = [WORLD.respond(outlet, path, HOST, outage.start) for outage in outlet.outages]
    assert {response.status for response in sick} == {500, 504}
    assert all(WORLD.respond(outlet, path, HOST, outage.end).status == 200 for outage in outlet.outages)


def test_the_slow_outlet_takes_its_time_and_asks_to_be_visited_rarely() -> None:
    outlet = WORLD.outlet("The Northern Lantern")
    response = WORLD.respond(outlet, outlet.feeds[0].path, HOST, END)
    assert response.delay == pytest.approx(0.3)
    assert response.headers["Cache-Control"] == "public, max-age=10800"


def test_one_outlet_prints_in_an_old_encoding_and_says_so() -> None:
    outlet = WORLD.outlet("Les Trois Caïmans")
    article = WORLD.articles[outlet.name][0]
    response = WORLD.respond(outlet, article.path, HOST, END)
    assert response.headers["Content-Type"] == "text/html; charset=iso-8859-1"
    with pytest.raises(UnicodeDecodeError):
        response.body.decode("utf-8")


def test_the_hostile_feed_really_holds_what_must_not_work() -> None:
    outlet = WORLD.outlet("Flash Choc 24")
    body = WORLD.respond(outlet, "/flux.xml", HOST, END).body
    for weapon in ("\x1b]52;c;", "\x1b[2J", "\x9b", "\u202e", "\u2066", "[@click=app.quit]", "javascript:"):
        assert weapon.encode() in body
    assert b"http://169.254.169.254/" in body
    assert len(body) > 1_000_000
    assert b"<!ENTITY" in WORLD.respond(outlet, "/bombe.xml", HOST, END).body
    bomb = WORLD.respond(outlet, "/page/bombe", HOST, END)
    assert bomb.headers["Content-Encoding"] == "gzip"
    assert len(bomb.body) < 100_000
    for title in ("\x1b", "\u202e"):
        reading = read_feed(body, {"content-type": "application/rss+xml"}, BASE + "/flux.xml", END)
        assert not any(title in entry.title or title in entry.summary for entry in reading.entries)


def test_what_the_hostile_site_prints_carries_no_figure_of_the_toll() -> None:
    outlet = WORLD.outlet("Flash Choc 24")
    response = WORLD.respond(outlet, "/page/balises", HOST, END)
    reading = read_page(response.body, lower(response), BASE + "/page/balises", END)
    assert "Bamako" in reading.text
    assert "\x1b" not in reading.text
    assert not re.search(r"morts|tués|blessés", reading.text)


def test_the_table_of_the_story_agrees_with_the_script() -> None:
    expected = load_expected()
    names = {outlet.name for outlet in WORLD.outlets}
    moments = {(outlet.name, edition.at) for outlet, article in ARTICLES for edition in article.editions}
    for fact in (*expected.facts, *expected.passages):
        assert fact.publishers <= names
        assert set(fact.first) <= fact.publishers
        assert 1 <= fact.origins <= len(fact.publishers)
        assert all((outlet, fact.first_at) in moments for outlet in fact.first), fact
        assert {outlet for outlet, _, _ in fact.sources} <= fact.publishers
        assert {whom for _, _, whom in fact.sources} <= names | {"State television"}
    edited = {
        (outlet.name, article.slug): tuple(edition.at for edition in article.editions)
        for outlet, article in ARTICLES
        if len(article.editions) > 1
    }
    assert edited == {
        (row.outlet, row.slug): tuple(edition.at for edition in row.editions) for row in expected.revisions
    }
    for toll in expected.toll.values():
        assert toll.headline.figure in [each.figure for each in toll.standing]
    figures = [fact.figure for fact in expected.facts] + [each.figure for each in expected.background]
    assert not {(figure.kind, figure.low) for figure in figures} & expected.never


def test_the_world_stands_between_its_beginning_and_its_end() -> None:
    assert datetime(2024, 9, 17, 4, 30, tzinfo=UTC) == START
    assert datetime(2024, 9, 21, 6, 0, tzinfo=UTC) == END
    for outlet in WORLD.outlets:
        assert outlet.domains
        assert all(domain.endswith(".example") for domain in outlet.domains)
        with pytest.raises(KeyError):
            WORLD.outlet(outlet.name + "?")
