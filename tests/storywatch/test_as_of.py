"""As of any moment of the demo's story, the store shows what a store shows that was fed only up to then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fetchers import read_feed
from store import (
    FeedAfterVisit,
    MarkRequest,
    NewEntry,
    UndoRequest,
    Validators,
    Visit,
    Writer,
    open_reader,
    open_writer,
    post,
)
from story import ArticleTarget, FactTarget, Judgement
from storywatch.config import Settings, parse_config
from storywatch.demo.configuration import demo_config
from storywatch.demo.hostile import HOSTILE_SLUG
from storywatch.demo.world import END, START, World
from storywatch.pipeline import ArticleReading, after_page, new_entry, new_revision, read_article
from tests.shown import shown

MOMENTS = [START + (END - START) * part // 11 for part in range(1, 11)]
LATE = (timedelta(minutes=3), timedelta(minutes=41), timedelta(minutes=12))  # after how long pages are visited, in turn


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is brought to the store at a moment."""

    at: datetime
    take: Callable[[Writer, datetime], None]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The demo's configuration, its outlets on addresses that nobody serves."""
    world = World.load()
    addresses = {outlet.name: f"http://127.0.0.1:{8000 + n}" for n, outlet in enumerate(world.outlets)}
    return parse_config(demo_config(addresses), tmp_path_factory.mktemp("demo") / "config.toml")


@pytest.fixture(scope="module")
def steps(settings: Settings) -> list[Step]:
    """The demo as visits: every feed whenever it has changed, every page some time after each of its editions."""
    world, matcher = World.load(), settings.matcher
    steps: list[Step] = []
    for number, outlet in enumerate(world.outlets):
        if outlet.slug == HOSTILE_SLUG:
            continue
        host = {"host": f"127.0.0.1:{8000 + number}"}
        articles = world.articles[outlet.name]
        changes = sorted({edition.at for article in articles for edition in article.editions})
        for turn, changed_at in enumerate(changes):
            at = changed_at + LATE[turn % 3] / 2
            for feed in outlet.feeds:
                body = world.respond(outlet, feed.path, host, at).body
                url = f"http://{host['host']}{feed.path}"
                reading = read_feed(body, {}, url, at)
                entries = [new_entry(entry, outlet.lang, matcher) for entry in reading.entries]
                steps.append(Step(at, feed_step(url, entries)))
        for turn, article in enumerate(article for article in articles if not article.is_off_story):
            url = f"http://{host['host']}{article.path}"
            for edition in article.editions:
                at = edition.at + LATE[turn % 3]
                answer = world.respond(outlet, article.path, host, at)
                reading_of_page = read_article(answer.body, answer.headers, url, url, outlet.lang, at, settings.context)
                if reading_of_page.page.failure is None:
                    steps.append(Step(at, page_step(outlet.name, url, reading_of_page)))
    steps += [Step(START + (END - START) * part // 20, step) for part, step in ((9, mark), (12, merge), (15, undo))]
    return sorted(steps, key=lambda step: step.at)


def feed_step(url: str, entries: list[NewEntry]) -> Callable[[Writer, datetime], None]:
    def take(writer: Writer, at: datetime) -> None:
        (feed,) = [feed for feed in writer.feeds() if feed.url == url]
        after = FeedAfterVisit(Validators(), None, at + timedelta(minutes=5), 300.0, 0)
        known = writer.entries_known(feed.id, [entry.guid for entry in entries])
        news = [entry for entry in entries if entry.guid not in known]
        writer.save_feed_visit(feed.id, Visit(url, at, at, "new", 200), after, news, at)

    return take


def page_step(outlet: str, url: str, reading: ArticleReading) -> Callable[[Writer, datetime], None]:
    def take(writer: Writer, at: datetime) -> None:
        article_id = writer.add_article(outlet, url, reading.page.title, None, at)
        after = after_page(reading.page, Validators(), None)
        writer.save_article_visit(article_id, Visit(url, at, at, "new", 200), after, new_revision(reading, at))

    return take


def request(writer: Writer, at: datetime, asked: MarkRequest | UndoRequest) -> None:
    post(writer.path, asked)
    (outcome,) = writer.take_up_requests(at)
    assert outcome.refusal is None


def mark(writer: Writer, at: datetime) -> None:
    """Somebody takes an article off the story."""
    request(writer, at, MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(5)))


def merge(writer: Writer, at: datetime) -> None:
    """Somebody takes two facts for one."""
    into = "killed|77|-|victims|event"
    request(writer, at, MarkRequest("Awa", Judgement.MERGE, fact=FactTarget("killed|70+|-|victims|event"), into=into))


def undo(writer: Writer, at: datetime) -> None:
    """The article comes back."""
    request(writer, at, UndoRequest("Ben", 1))


def feed(path: Path, settings: Settings, steps: list[Step], until: datetime) -> None:
    """A store that has seen what there was until a moment."""
    with open_writer(path, context=settings.context) as writer:
        writer.sync_outlets(settings.outlets, START)
        for step in steps:
            if step.at <= until:
                step.take(writer, step.at)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, settings: Settings, steps: list[Step]) -> Path:
    """A store that has seen all of the demo."""
    path = tmp_path_factory.mktemp("whole") / "story.db"
    feed(path, settings, steps, END)
    return path


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: f"{moment:%d-%H:%M}")
def test_as_of_a_moment_is_what_a_store_shows_that_knows_no_more(
    moment: datetime, whole: Path, settings: Settings, steps: list[Step], tmp_path: Path
) -> None:
    feed(tmp_path / "story.db", settings, steps, moment)
    with open_reader(tmp_path / "story.db") as then, open_reader(whole) as now:
        expected = shown(then, moment)
        assert expected["facts"]
        assert shown(now, END, moment) == expected


def test_a_replay_changes_no_moment(whole: Path) -> None:
    with open_reader(whole) as reader:
        before = [shown(reader, END, moment) for moment in MOMENTS]
    with open_writer(whole) as writer:
        writer.refresh_facts()
    with open_reader(whole) as reader:
        assert [shown(reader, END, moment) for moment in MOMENTS] == before
