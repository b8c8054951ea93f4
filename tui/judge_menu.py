"""The menu of judgements: one letter a line."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.display import display_line
from tui.judging import Choice
from tui.menu import Menu
from tui.subjects import Subject


class JudgeMenu(Menu[Choice]):
    """Gives the choice whose letter was pressed."""

    def __init__(self, subject: Subject, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.subject = subject
        self.choices = {choice.letter: choice for choice in choices}

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = Content("judge · escape leaves it")
            yield Static(Content("\n").join(self._lines()))

    def _lines(self) -> list[Content]:
        lines: list[Content] = []
        heads = {
            "fact": ("fact", self.subject.fact.label if self.subject.fact else ""),
            "words": ("words", f"“{self.subject.words}”"),
            "article": (self.subject.outlet or "article", self.subject.article_title),
        }
        shown = ""
        for choice in self.choices.values():
            if choice.of != shown and choice.of in heads:
                name, words = heads[choice.of]
                lines.append(Content.assemble((f"{display_line(name)} ", "$muted"), (display_line(words), "bold")))
            shown = choice.of
            lines.append(Content.assemble((f"  {choice.letter} ", "bold $text-accent"), choice.words))
        return lines

    def on_key(self, event: events.Key) -> None:
        """A letter chooses; the keys of the menu itself are bindings."""
        choice = self.choices.get(event.character or "")
        if choice is not None:
            event.stop()
            self.dismiss(choice)
