"""The line in which a mark's note is typed."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from store import LONGEST_NOTE, FactRow
from tui.display import display_line
from tui.judging import Choice
from tui.menu import Menu
from tui.subjects import Subject


class NoteScreen(Menu[str]):
    """Gives the note, "" for none; None if the mark is not to be made."""

    def __init__(self, choice: Choice, subject: Subject, into: FactRow | None) -> None:
        super().__init__()
        self.choice = choice
        self.subject = subject
        self.into = into

    def compose(self) -> ComposeResult:
        needs_words = self.choice.judgement == "note"
        with Vertical(classes="box") as box:
            box.border_title = Content("note · enter marks · escape leaves it")
            yield Static(self._about())
            yield Input(
                placeholder="in your words" if needs_words else "why; may stay empty",
                compact=True,
                max_length=LONGEST_NOTE,
            )

    def _about(self) -> Content:
        about = {
            "fact": self.subject.fact.label if self.subject.fact else "",
            "words": f"“{self.subject.words}”",
            "article": self.subject.article_title,
        }[self.choice.of]
        into = f" counts as {display_line(self.into.label)}" if self.into is not None else ""
        return Content.assemble(
            (display_line(about), "bold"), into, (f"\n{self.choice.words}", "$muted" if not into else "$text-warning")
        )

    @on(Input.Submitted)
    def _take(self, message: Input.Submitted) -> None:
        note = message.value.strip()
        if self.choice.judgement == "note" and not note:
            return
        self.dismiss(note)
