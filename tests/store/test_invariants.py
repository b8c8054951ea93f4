"""Whatever the writer does, in whatever order: the store is whole after each step, its past stays as it was shown, made
anew it is the same, and what it counts is what a count from the start gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from store import (
    ArticleAfterVisit,
    Cursor,
    FeedSpec,
    MarkRequest,
    NewEntry,
    NewRevision,
    OutletSpec,
    Reader,
    UndoRequest,
    Validators,
    Visit,
    Writer,
    integrity,
    open_reader,
    open_writer,
    post,
)
from store.moments import from_text
from store.report_rows import reports_of
from story import (
    ArticleTarget,
    Claim,
    FactTarget,
    FactType,
    Judgement,
    Kind,
    OutletKind,
    Passage,
    Reading,
    first_reports,
    independent_origins,
    toll,
    toll_series,
)

from .newsroom import CONTEXT, OUTLETS, START, after_feed, at, background, entry, killed, reports_known, revision, visit

ALL_OUTLETS = (
    *OUTLETS,
    OutletSpec(
        "Lamp on Sunday",
        ("sunday.example",),
        OutletKind.NEWSPAPER,
        publisher="The Lamp",
        feeds=(FeedSpec("http://sunday.example/f"),),
    ),
)
NAMES = [spec.name for spec in ALL_OUTLETS]
MOST_ARTICLES = 8
OUTLET_KINDS = [OutletKind.AGENCY, OutletKind.NEWSPAPER, OutletKind.AGGREGATOR]
NEVER = START - timedelta(days=9)  # before anything is learned, also by a clock that goes back
QUOTED = "the warehouse doors of Port Quill were chained from outside and nobody had the key to them"
SHARED = "Firefighters protected the historic warehouse of Saltby beside Avenue Marlow"
ARRESTED = "Police arrested 11 people in Marlow"


def a_claim(number: int) -> Claim:
    """One of a few claims, so that articles often give the same."""
    options: list[dict[str, Any]] = [
        {},
        {"superseded": True},
        {"kind": Kind.INJURED},
        {"partial": True},
        {"via": "AFP"},
        {"via": "Quill Wire", "source": None},
    ]
    return background(number) if number % 7 == 6 else killed(number % 3 + 1, **options[number % 7])


def passages_of(numbers: Sequence[int]) -> list[Passage]:
    """Passages of a text, their places still open."""
    found = []
    for number in sorted(set(numbers)):
        words = (QUOTED, SHARED, ARRESTED)[number]
        fact_type = FactType.STATEMENT if number == 0 else FactType.HAPPENING
        topic = ("quotation", "shared", "arrest")[number]
        source = "Mayor Lind" if number == 0 else None
        found.append(Passage(fact_type, topic, words, 0, 0, words, 0, 0, source=source))
    return found


def dispatch(number: int) -> str:
    """Agency copy: texts of one number share their words, 3 shares half of them with 1 and 2."""
    start = (0, 0, 500, 60)[number]
    return (
        ""
        if not number
        else "\n".join(" ".join(f"word{n}" for n in range(line, line + 12)) for line in range(start, start + 120, 12))
    )


class Life:
    """A store and what happens to it, one step after the other, each checked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.minute = 0.0
        self.writer = open_writer(path, context=CONTEXT)
        self.reader = open_reader(path)
        self.outlets = {spec.name: spec for spec in ALL_OUTLETS}
        self.sync()
        self.feeds = {feed.outlet: feed for feed in self.writer.feeds()}
        self.articles: list[int] = []
        self.urls: list[str] = []
        self.seen_then: dict[datetime, list[Any]] = {}

    def close(self) -> None:
        self.reader.close()
        self.writer.close()

    def sync(self) -> None:
        self.writer.sync_outlets(list(self.outlets.values()), at(self.minute))

    # what may happen

    def happens(self, step: tuple[Any, ...]) -> None:
        later, word, *arguments = step
        self.minute += later
        getattr(self, f"do_{word}")(*arguments)

    def do_list(self, outlet: str, published: int | None, is_visited: bool, content: Any) -> None:
        """A feed lists a new article; it may be visited at once."""
        if len(self.articles) >= MOST_ARTICLES:
            return self.do_visit(published or 0, content, None, None, None)
        slug = len(self.articles)
        url = f"http://{self.outlets[outlet].domains[0]}/a{slug}"
        self._feed(outlet, entry(url, f"Fire {slug}", published_at=None if published is None else at(published)))
        (article_id,) = self.writer.database.execute("SELECT id FROM articles WHERE url = ?", (url,)).fetchone()
        self.articles.append(article_id)
        self.urls.append(url)
        if is_visited:
            self.do_visit(slug, content, None, None, None)
        return None

    def _feed(self, outlet: str, *entries: NewEntry) -> None:
        feed = self.feeds[outlet]
        moment = at(self.minute)
        self.writer.save_feed_visit(feed.id, visit(feed.url, moment), after_feed(moment), entries, None)

    def do_clock(self, outlet: str, ahead: int) -> None:
        """An outlet's feed lists three articles that are dated wrong, each soon after it was looked at."""
        for _ in range(3):
            self.minute += 60
            self._feed(outlet)
            self.minute += 5
            if len(self.articles) < MOST_ARTICLES:
                self.do_list(outlet, int(self.minute) + ahead - 2, True, ([0], [], 0))
            else:
                entry_url = f"http://{self.outlets[outlet].domains[0]}/off{self.minute}"
                off = entry(entry_url, published_at=at(self.minute + ahead - 2), is_on_story=False)
                self._feed(outlet, off)
            self.check_step()

    def do_visit(
        self,
        number: int,
        content: Any,
        published: int | None,
        page: tuple[str, str | None] | None,
        canonical: int | None,
    ) -> None:
        """A visit that finds a text."""
        if not self.articles:
            return
        number %= len(self.articles)
        known_url = canonical is not None and canonical < len(self.urls)
        basis, credit = page or ("json-ld", None)
        after = ArticleAfterVisit(
            Validators(),
            at(self.minute + 30),
            0,
            canonical_url=self.urls[canonical] if known_url else None,  # type: ignore[index]
            published_at=None if published is None else at(published),
            published_basis=None if published is None else basis,
            is_zone_assumed="zone assumed" in basis,
            credit=credit,
        )
        seen = visit(self.urls[number], at(self.minute))
        self.save(self.articles[number], seen, after, self._text(*content))

    def save(self, article_id: int, seen: Visit, after: ArticleAfterVisit, text: NewRevision | None) -> None:
        self.writer.save_article_visit(article_id, seen, after, text)

    def _text(self, claims: Sequence[int], passages: Sequence[int], copied: int) -> NewRevision:
        placed = passages_of(passages)
        ending = "".join(f"{passage.sentence}.\n" for passage in placed) + dispatch(copied)
        made = revision("Fire", [a_claim(number) for number in claims], at(self.minute), ending=ending)
        starts = [made.text.index(passage.text) for passage in placed]
        return replace(
            made,
            passages=tuple(
                replace(p, start=s, end=s + len(p.text), sentence_start=s, sentence_end=s + len(p.text))
                for p, s in zip(placed, starts, strict=True)
            ),
        )

    def do_look(self, number: int, outcome: str) -> None:
        """A visit that brings no text."""
        if self.articles:
            number %= len(self.articles)
            after = ArticleAfterVisit(Validators(), at(self.minute + 30), 0)
            seen = visit(self.urls[number], at(self.minute), outcome)
            self.save(self.articles[number], seen, after, None)

    def do_mark(self, judgement: str, one: int, other: int) -> None:
        facts = sorted(self.reader.facts(scope=None), key=lambda fact: fact.key)
        if not facts:
            return
        fact, into = facts[one % len(facts)], facts[other % len(facts)]
        reports = self.reader.reports(fact.id)
        report = reports[other % len(reports)]
        target = FactTarget(fact.key)
        request = {
            "off-story": lambda: MarkRequest(
                "Awa", Judgement.OFF_STORY, article=ArticleTarget(self.articles[one % len(self.articles)])
            ),
            "wrong": lambda: MarkRequest(
                "Awa",
                Judgement.WRONG,
                evidence=self.reader.target_of_claim(report.claim_id)
                if report.claim_id is not None
                else self.reader.target_of_passage(report.passage_id),  # type: ignore[arg-type]
            ),
            "merge": lambda: MarkRequest("Awa", Judgement.MERGE, fact=target, into=into.key),
            "split": lambda: MarkRequest("Awa", Judgement.SPLIT, fact=target, articles=(report.article_id,)),
            "confirmed": lambda: MarkRequest("Awa", Judgement.CONFIRMED, fact=target),
        }[judgement]()
        self._ask(request)

    def do_undo(self, number: int) -> None:
        marks = self.reader.marks()
        if marks:
            self._ask(UndoRequest("Ben", marks[number % len(marks)].id))

    def _ask(self, request: MarkRequest | UndoRequest) -> None:
        post(self.path, request)
        self.writer.take_up_requests(at(self.minute))

    def do_restart(self) -> None:
        self.writer.close()
        self.writer = open_writer(self.path, context=CONTEXT)

    def do_anew(self) -> None:
        self.writer.refresh_facts()

    def do_publisher(self, outlet: str, publisher: str | None, kind: OutletKind) -> None:
        self.outlets[outlet] = replace(self.outlets[outlet], publisher=publisher, kind=kind)
        self.sync()

    def do_rebuild(self, shift: int) -> None:
        """All texts are read again, by a grammar that reads one claim more or less."""
        database = self.writer.database
        readings = []
        for text in self.writer.unread_texts("other"):
            claims = [row.claim for row in self.reader.claims(text.revision_id)]
            passages = tuple(row.passage for row in self.reader.passages(text.revision_id))
            kept = tuple(claim for place, claim in enumerate(claims) if (place + text.revision_id + shift) % 3)
            more = tuple(replace(claim, kind=Kind.MISSING) for claim in claims[:1] if shift)
            (lang,) = database.execute("SELECT lang FROM revisions WHERE id = ?", (text.revision_id,)).fetchone()
            readings.append((text.revision_id, Reading(lang, kept + more, passages=passages)))
        self.writer.keep_readings("other", readings)
        self.writer.put_readings_in_place("other")
        self.seen_then.clear()

    # what has to hold

    def latest(self) -> datetime:
        row = self.writer.database.execute("SELECT latest FROM knowledge").fetchone()
        return from_text(row[0]) if row else NEVER

    def check_step(self) -> None:
        assert integrity(self.path) == []
        self.seen_then[self.latest()] = shown(self.reader, self.latest(), None)

    def check_counts(self) -> None:
        """Facts, totals and toll are what a count from the start over the reports gives."""
        connection = self.writer.database.conn
        for fact in self.reader.facts(scope=None):
            reports = reports_of(connection, "facts.id = ? AND known_until IS NULL", (fact.id,))
            first = first_reports(reports)
            assert len(reports) == fact.reports
            assert sum(report.withdrawn_at is not None for report in reports) == fact.withdrawn
            assert tuple(report.outlet for report in first) == fact.first_outlets
            assert first[0].time.best == fact.first_at
            shown_first = [row.outlet for row in self.reader.reports(fact.id) if row.is_first]
            assert sorted(shown_first) == sorted(fact.first_outlets)
            assert max(report.time.best for report in reports) == fact.last_at
            assert independent_origins(reports) == fact.origins
            assert len({report.publisher for report in reports}) == fact.outlets
        for table in ("entries", "articles", "revisions", "claims"):
            ((counted, kept),) = connection.execute(
                f"SELECT (SELECT count(*) FROM {table}), (SELECT count FROM totals WHERE name = '{table}')"
            ).fetchall()
            assert counted == kept
        moment = self.latest()
        for kind in Kind:
            reports = reports_known(self.reader, kind, moment)
            assert self.reader.toll(kind, moment) == toll(kind, reports, moment, frozenset(), CONTEXT)
            assert self.reader.toll_series(kind, moment) == toll_series(kind, reports, moment, frozenset(), CONTEXT)

        timeline = self.reader.timeline(limit=1000)
        assert timeline == sorted(timeline, key=lambda row: (row.cursor.at, row.cursor.id), reverse=True)

    def check_past(self) -> None:
        for moment, then in self.seen_then.items():
            assert shown(self.reader, moment, moment) == then

    def check_anew(self) -> None:
        """Made anew, it is the same at every moment."""
        moments = list(self.seen_then)
        before = [shown(self.reader, moment, moment) for moment in moments]
        self.writer.refresh_facts()
        assert integrity(self.path) == []
        for moment, then in zip(moments, before, strict=True):
            assert shown(self.reader, moment, moment) == then


def rows(writer: Writer) -> list[list[tuple[Any, ...]]]:
    """The rows of what follows from coverage, without ids that may differ."""
    queries = (
        "SELECT facts.key, its.* FROM fact_history AS its JOIN facts ON facts.id = fact_id ORDER BY 1, known_from",
        "SELECT facts.key, its.* FROM fact_counts AS its JOIN facts ON facts.id = fact_id ORDER BY 1, known_from",
        "SELECT facts.key, its.* FROM fact_sources AS its JOIN facts ON facts.id = fact_id ORDER BY 1, 3, 4",
        "SELECT * FROM facts WHERE report_count > 0 ORDER BY id",
        "SELECT facts.key, article_id, claim_id, passage_id, at, not_before, not_after, basis, reports.origin, "
        "withdrawn_at, is_superseded, known_from, known_until FROM reports JOIN facts ON facts.id = fact_id "
        "ORDER BY 1, 2, known_from",
        "SELECT at, not_before, not_after, event, events.label, detail, article_id, revision_id, claim_id, passage_id, "
        "facts.key, known_from, known_until FROM events LEFT JOIN facts ON facts.id = fact_id "
        "ORDER BY 1, 4, 5, 6, 7, 8, known_from, 9, 11",
    )
    return [writer.database.execute(query).fetchall() for query in queries]


def shown(reader: Reader, now: datetime, as_of: datetime | None) -> list[Any]:
    """All that lists, drill-down and toll show at a moment, without ids that may differ.

    And without outlets' kinds: those are the configuration's, of today.
    """
    facts = reader.facts(scope=None, as_of=as_of)
    reports = [
        [replace(row, fact_id=0, outlet_kind="") for row in reader.reports(fact.id, as_of=as_of)] for fact in facts
    ]
    keyed = sorted(
        ((replace(fact, id=0, cursor=Cursor(fact.first_at, 0)), its) for fact, its in zip(facts, reports, strict=True)),
        key=lambda pair: pair[0].key,
    )
    timeline = [
        replace(row, cursor=Cursor(row.at, 0), fact_id=row.fact_id and 1)
        for row in reader.timeline(limit=1000, as_of=as_of)
    ]
    timeline.sort(key=repr)
    kinds = reader.kinds(as_of)
    tolls = [(reader.toll(kind, as_of or now), reader.toll_series(kind, as_of or now)) for kind in kinds]
    return [keyed, timeline, kinds, tolls]


numbers = st.integers(0, 7)
content = st.tuples(
    st.lists(st.integers(0, 20), max_size=3), st.lists(st.integers(0, 2), max_size=2), st.integers(0, 3)
)
told = st.none() | st.integers(-90, 300)  # minutes after the start at which feed or page says that it was published
outlets = st.sampled_from(NAMES)
pages = st.none() | st.tuples(
    st.sampled_from(["json-ld", "meta, zone assumed UTC"]), st.none() | st.sampled_from(NAMES)
)


def steps(later: st.SearchStrategy[int], *, with_publishers: bool = False) -> st.SearchStrategy[list[Any]]:
    """Scripts; `later` are the minutes from one step to the next."""

    def word(name: str, *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
        return st.tuples(later, st.just(name), *arguments)

    listed = word("list", outlets, told, st.booleans(), content)
    visited = word("visit", numbers, content, told, pages, st.none() | numbers)
    judgements = st.sampled_from(["off-story", "wrong", "merge", "split", "confirmed"])
    moved = word("publisher", outlets, st.sampled_from([None, "The Lamp", "Quill Wire"]), st.sampled_from(OUTLET_KINDS))
    happening = st.one_of(
        moved if with_publishers else visited,
        listed,
        listed,
        visited,
        visited,
        visited,
        word("look", numbers, st.sampled_from(["unchanged", "failed"])),
        word("mark", judgements, numbers, numbers),
        word("undo", numbers),
        word("clock", outlets, st.sampled_from([-60, 60, 180])),
        word("restart"),
        word("rebuild", st.integers(0, 2)),
    )
    return st.lists(happening, min_size=1, max_size=14)


def life_of(script: list[Any], check: Callable[[Life], None]) -> None:
    """Goes through a script, each step checked, and looks at the whole at its end."""
    with TemporaryDirectory() as folder:
        life = Life(Path(folder) / "story.db")
        try:
            for step in script:
                life.happens(step)
                life.check_step()
            life.check_counts()
            check(life)
        finally:
            life.close()


@settings(max_examples=60, deadline=None)
@given(steps(st.integers(1, 40)))
def test_the_past_stays_and_made_anew_it_is_the_same(script: list[Any]) -> None:
    def check(life: Life) -> None:
        life.check_past()
        step_by_step = rows(life.writer)
        life.check_anew()
        assert rows(life.writer) == step_by_step

    life_of(script, check)


@settings(max_examples=40, deadline=None)
@given(steps(st.integers(-40, 40)))
def test_the_past_stays_when_steps_share_a_moment_and_the_machines_clock_goes_back(script: list[Any]) -> None:
    def check(life: Life) -> None:
        life.check_past()
        life.writer.refresh_facts()  # which of two texts of one moment is the copy may come out otherwise
        life.check_counts()
        life.seen_then = {moment: shown(life.reader, moment, moment) for moment in life.seen_then}
        life.check_anew()

    life_of(script, check)


@settings(max_examples=30, deadline=None)
@given(steps(st.integers(1, 40), with_publishers=True))
def test_an_outlet_that_comes_under_another_publisher_leaves_the_past_and_all_counts_right(script: list[Any]) -> None:
    def check(life: Life) -> None:
        life.check_past()
        life.writer.refresh_facts()
        life.check_counts()
        assert integrity(life.path) == []

    life_of(script, check)
