"""The reader's judgement: a menu of what can be said of what is selected, its note, and the way into the store.

The mark is handed in as the command line hands it in (docs/marks.md), in a thread of its own: a dashboard without a
poller takes it up itself, which may need the store to be opened for writing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from store import Outcome, Reader, RequestRefused, StoreError, post, take_up_if_free
from tui.display import clipped, display_line
from tui.options import DashboardOptions
from tui.subjects import Subject

if TYPE_CHECKING:
    from textual.app import App

    from store import FactRow, MarkRequest, UndoRequest
    from tui.main_screen import MainScreen

    Base = App[None]
else:
    Base = object

Answer = TypeVar("Answer")
PATIENCE = 10.0  # seconds to wait for the poller to take a mark up before it is only said to be handed in
PAUSE = 0.1  # seconds between looks whether it has
LONGEST_NAMED = 40  # cells of a fact's or article's name in a message


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the menu. `letter` chooses it; `judgement` is one of story.Judgement, or "undo"."""

    letter: str
    judgement: str
    of: str  # "fact", "words" (a claim or passage), "article", or "" for undoing
    words: str


CHOICES = (
    Choice("c", "confirmed", "fact", "confirmed"),
    Choice("d", "disputed", "fact", "disputed"),
    Choice("n", "note", "fact", "a note on it"),
    Choice("m", "merge", "fact", "merge with … (it counts as another fact)"),
    Choice("s", "split", "fact", "split this article's report off (it is another fact)"),
    Choice("w", "wrong", "words", "wrong: misread, it doesn't count"),
    Choice("e", "note", "words", "a note on these words"),
    Choice("o", "off-story", "article", "off the story: nothing of it counts"),
    Choice("a", "note", "article", "a note on the article"),
)
UNDO = Choice("u", "undo", "", "undo a mark …")


def choices_for(subject: Subject, marks: int) -> list[Choice]:
    """What can be said of a subject on which so many marks are in force."""
    has_words = subject.claim_id is not None or subject.passage_id is not None
    there = {"fact": subject.fact is not None, "words": has_words, "article": subject.article_id is not None}
    found = [choice for choice in CHOICES if there[choice.of]]
    if subject.article_id is None or subject.fact is None or subject.fact.reports < 2:
        found = [choice for choice in found if choice.judgement != "split"]
    return [*found, UNDO] if marks else found


class Judging(Base):
    """To be mixed into the application."""

    options: DashboardOptions
    main: MainScreen

    if TYPE_CHECKING:

        @property
        def as_of(self) -> datetime | None: ...

        def ask(self, question: Callable[[Reader], Answer]) -> Answer | None: ...

    def judge(self, subject: Subject) -> None:
        """Opens the menu of what can be said of a subject; what is chosen is handed in."""
        self.run_worker(self._judge(subject), group="judging", exclusive=True)

    async def _judge(self, subject: Subject) -> None:
        from tui.judge_menu import JudgeMenu
        from tui.note_screen import NoteScreen

        marks = self.ask(subject.marks) or []
        choices = choices_for(subject, len(marks))
        if not choices:
            self.notify("Nothing here can be judged: facts, reports and articles can.")
            return
        choice = await self.push_screen_wait(JudgeMenu(subject, choices))
        if choice is None:
            return
        if choice.judgement == "undo":
            await self._undo(subject)
            return
        into: FactRow | None = None
        if choice.judgement == "merge":
            into = await self._other_fact(subject)
            if into is None:
                return
        note = await self.push_screen_wait(NoteScreen(choice, subject, into))
        if note is None:
            return
        try:
            request = self._request(subject, choice, note, into)
        except RequestRefused as error:
            self.notify(display_line(f"Refused: {error}"), severity="warning")
            return
        if request is not None:
            named = choice.words.partition(":")[0].partition(" (")[0].rstrip(" …")
            self._begin(request, f"{named}, {_name(subject, choice)}")

    async def _undo(self, subject: Subject) -> None:
        from store import UndoRequest
        from tui.mark_picker import MarkPicker

        marks = self.ask(subject.marks) or []
        mark = await self.push_screen_wait(MarkPicker(marks, self.main.zone))
        if mark is not None:
            words = f"“{display_line(mark.judgement)}” by {display_line(mark.author)} is undone"
            self._begin(UndoRequest(self.options.author, mark.id), words)

    async def _other_fact(self, subject: Subject) -> FactRow | None:
        """The fact that this one is to count as, chosen among those of the same sort."""
        from tui.fact_picker import MOST_FACTS, FactPicker

        fact = subject.fact
        assert fact is not None

        def others(reader: Reader) -> list[FactRow]:
            found = reader.facts(limit=MOST_FACTS, fact_type=fact.type, scope=fact.scope)
            return [other for other in found if can_be_one(fact, other)]

        found = self.ask(others)
        if not found:
            self.notify("There is no other fact of this sort to merge it with.")
            return None
        title = f"{clipped(display_line(fact.label), LONGEST_NAMED)} counts as …"
        return await self.push_screen_wait(FactPicker(found, title, self.main.zone))

    def _request(self, subject: Subject, choice: Choice, note: str, into: FactRow | None) -> MarkRequest | None:
        """What is handed in; None if the store can't be asked now. Raises RequestRefused if its target has gone."""
        from store import MarkRequest
        from story import ArticleTarget, FactTarget, Judgement

        author, judgement = self.options.author, Judgement(choice.judgement)
        if choice.of == "article":
            assert subject.article_id is not None
            return MarkRequest(author, judgement, article=ArticleTarget(subject.article_id), note=note)
        if choice.of == "fact":
            assert subject.fact is not None
            articles = (subject.article_id,) if judgement is Judgement.SPLIT and subject.article_id else ()
            key = None if into is None else into.key
            target = FactTarget(subject.fact.key)
            return MarkRequest(author, judgement, fact=target, note=note, articles=articles, into=key)
        claim_id, passage_id = subject.claim_id, subject.passage_id
        found = self.ask(
            lambda reader: (
                reader.target_of_claim(claim_id) if claim_id is not None else reader.target_of_passage(passage_id or 0),
            )
        )
        if found is None:
            return None
        if found[0] is None:
            raise RequestRefused("these words are no longer in the store")
        return MarkRequest(author, judgement, evidence=found[0], note=note)

    def _begin(self, request: MarkRequest | UndoRequest, named: str) -> None:
        """Hands a request in while the reader goes on, and perhaps judges something else."""
        self.run_worker(self._hand_in(request, named), group="marks")

    async def _hand_in(self, request: MarkRequest | UndoRequest, named: str) -> None:
        """Hands a request in, waits for what comes of it, and says so."""
        path = self.options.store_path
        try:
            posted = await asyncio.to_thread(post, path, request, now=self.options.now())
            outcome = posted.outcome
            if outcome is None:
                self.notify("Handed to the poller …", timeout=PATIENCE)
                outcome = await self._outcome(posted.name)
        except (RequestRefused, StoreError) as error:
            self.notify(display_line(f"Refused: {error}"), severity="warning")
            return
        if outcome is None:
            self.notify("Handed in: it waits for the poller to take it up.", severity="warning")
            return
        self.main.look(force=True)
        if outcome.refusal is not None:
            self.notify(display_line(f"Refused: {outcome.refusal}"), severity="warning")
        else:
            later = "; it holds from now on, not at the moment shown" if self.as_of is not None else ""
            self.notify(display_line(f"Done: {named}{later}."))

    async def _outcome(self, name: str) -> Outcome | None:
        """What came of a request once the poller took it up, or nobody was left to do so but we; None if it waits."""
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            await asyncio.sleep(PAUSE)
            outcome = self.ask(lambda reader: reader.outcome(name))
            if outcome is None:
                outcome = await asyncio.to_thread(
                    take_up_if_free, self.options.store_path, name, now=self.options.now()
                )
            if outcome is not None:
                return outcome
        return None


def can_be_one(fact: FactRow, other: FactRow) -> bool:
    """Whether two facts may be merged: another one of the same sort (the store has the last word)."""
    return other.id != fact.id and (fact.type, fact.kind, fact.party, fact.scope, fact.partial) == (
        other.type,
        other.kind,
        other.party,
        other.scope,
        other.partial,
    )


def _name(subject: Subject, choice: Choice) -> str:
    """What was judged, in a few words."""
    if choice.of == "fact" and subject.fact is not None:
        words = subject.fact.label
    else:
        words = subject.words if choice.of == "words" else subject.article_title
    return f"“{clipped(display_line(words), LONGEST_NAMED)}”"
