"""The reader: an article in one of its revisions, the sentence highlighted, its figures, and what edits changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from store import ArticleRow, ClaimRow, RevisionRow
from story import Scope, changes
from tui.article_text import ArticleText, Mark
from tui.citation import article_citation, claim_citation
from tui.claims_list import ClaimsList
from tui.differences import offset_in_changes
from tui.display import display_line
from tui.errands import Errands
from tui.key_line import KeyLine
from tui.row_list import RowList
from tui.wording import counted, day_and_clock, full_moment

STYLES = {
    "sentence": "$text on $warning 30%",
    "figure": "bold underline $text-accent on $warning 30%",
    "other figure": "underline $text-primary",
    "background figure": "underline $muted",
    "added": "bold $text-success on $success 20%",
    "removed": "strike $text-error on $error 15%",
    "moved": "$text-secondary on $secondary 15%",
}
ANSI_STYLES = {
    "sentence": "reverse",
    "figure": "reverse bold underline",
    "other figure": "underline",
    "background figure": "underline dim",
    "added": "bold underline",
    "removed": "strike",
    "moved": "dim",
}
"""For terminals with colours of their own, or with none: nothing here needs colour to be told apart."""


class ArticleScreen(Errands, Screen[None]):
    """Shows what it is given; `revisions` are all of the article's, oldest first, `claims` those of each revision."""

    CSS_PATH = "article_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (12, "-low"), (18, "-usual")]  # noqa: RUF012
    AUTO_FOCUS = "#text"

    text_view = getters.query_one("#text", ArticleText)
    claims_list = getters.query_one("#claims", ClaimsList)
    about = getters.query_one("#about", Static)

    def __init__(
        self,
        article: ArticleRow,
        revisions: Sequence[RevisionRow],
        claims: dict[int, list[ClaimRow]],
        zone: tzinfo,
        *,
        revision_id: int | None = None,
        claim_id: int | None = None,
        show_changes: bool = False,
    ) -> None:
        super().__init__()
        self.article = article
        self.revisions = tuple(sorted(revisions, key=lambda revision: revision.number))
        self.claims = claims
        self.zone = zone
        ids = [revision.id for revision in self.revisions]
        self.place = ids.index(revision_id) if revision_id in ids else len(ids) - 1
        self.claim_id = claim_id
        self.is_showing_changes = show_changes and self.place > 0

    def compose(self) -> ComposeResult:
        yield Static(id="about")
        with Container(id="reading"):
            yield ArticleText(id="text")
            yield ClaimsList(id="claims")
        yield KeyLine()

    def on_mount(self) -> None:
        self.claims_list.border_title = Content("figures in this revision · tab")
        self._show()

    @property
    def revision(self) -> RevisionRow | None:
        """The revision shown; None when nothing of the article was ever read."""
        return self.revisions[self.place] if self.revisions else None

    @property
    def claim(self) -> ClaimRow | None:
        """The claim whose sentence is highlighted."""
        return next((claim for claim in self._claims() if claim.id == self.claim_id), None)

    def _claims(self) -> list[ClaimRow]:
        return self.claims.get(self.revision.id, []) if self.revision else []

    def _show(self) -> None:
        revision = self.revision
        self.about.update(self._about())
        if revision is None:
            self.text_view.show_text("No text was read of this article yet.", (), None)
            return
        claims = sorted(self._claims(), key=lambda claim: claim.claim.start)
        self.claims_list.set_class(not claims, "empty")
        self.claims_list.show_rows(claims)
        if self.claim_id is not None:
            self.claims_list.select(self.claim_id)
        text, marks, goal = revision.text, self._marks(claims), self._goal()
        if self.is_showing_changes and self.place > 0:
            found = changes(self.revisions[self.place - 1].text, revision.text)
            moved = [
                Mark(offset_in_changes(found, mark.start), offset_in_changes(found, mark.end - 1) + 1, mark.style)
                for mark in marks
            ]
            changed, start, first = [], 0, None
            for change in found:
                end = start + len(change.text)
                if change.change != "same":
                    changed.append(Mark(start, end, self._style(change.change)))
                    first = (start, end) if first is None else first
                start = end
            text = "".join(change.text for change in found)
            goal = (
                first
                if goal is None
                else (
                    offset_in_changes(found, goal[0]),
                    offset_in_changes(found, goal[1] - 1) + 1,
                )
            )
            marks = [*moved, *changed]
        self.text_view.show_text(text, marks, goal)

    def _marks(self, claims: Sequence[ClaimRow]) -> list[Mark]:
        marks = [
            Mark(
                row.claim.start,
                row.claim.end,
                self._style("other figure" if row.claim.scope is Scope.EVENT else "background figure"),
            )
            for row in claims
            if row.id != self.claim_id
        ]
        chosen = self.claim
        if chosen is not None:
            marks.append(Mark(chosen.claim.sentence_start, chosen.claim.sentence_end, self._style("sentence")))
            marks.append(Mark(chosen.claim.start, chosen.claim.end, self._style("figure")))
        return marks

    def _style(self, name: str) -> str:
        return (ANSI_STYLES if self.app.native_ansi_color else STYLES)[name]

    def _goal(self) -> tuple[int, int] | None:
        """The sentence up to the end of its figure: what must be seen."""
        return (self.claim.claim.sentence_start, self.claim.claim.end) if self.claim else None

    def _about(self) -> Content:
        article, revision = self.article, self.revision
        byline = f" · {display_line(article.byline)}" if article.byline else ""
        if article.published_at:
            published = f"published {full_moment(article.published_at, self.zone)}"
            published += f" ({display_line(article.published_basis)})" if article.published_basis else ""
        else:
            published = "publication time unknown"
        lines = [
            Content.assemble((display_line(revision.title if revision else article.title), "bold")),
            Content.assemble(
                (display_line(article.outlet), "bold $text-secondary"),
                (f" ({display_line(article.outlet_kind)})", "$muted"),
                byline,
            ),
            Content(f"{published} · first seen {day_and_clock(article.first_seen_at, self.zone)}"),
            Content.assemble((display_line(article.url), "$muted")),
        ]
        if revision is not None:
            lines.append(self._about_revision(revision))
        return Content("\n").join(lines)

    def _about_revision(self, revision: RevisionRow) -> Content:
        seen = f"seen from {full_moment(revision.seen_from, self.zone)}"
        if revision.seen_not_before is not None and revision.number > 1:
            seen = (
                f"appeared between {full_moment(revision.seen_not_before, self.zone)}"
                f" and {full_moment(revision.seen_from, self.zone)}"
            )
        is_last = self.place == len(self.revisions) - 1
        return Content.assemble(
            (f"revision {revision.number} of {len(self.revisions)}", "bold" if is_last else "bold $text-warning"),
            ("" if is_last else " (not the latest)", "$text-warning"),
            f" · {seen} · {counted(len(self._claims()), 'figure')}",
            (" · showing what was ", "$muted") if self.is_showing_changes else "",
            ("added", self._style("added")) if self.is_showing_changes else "",
            (", ", "$muted") if self.is_showing_changes else "",
            ("removed", self._style("removed")) if self.is_showing_changes else "",
            (" and ", "$muted") if self.is_showing_changes else "",
            ("moved", self._style("moved")) if self.is_showing_changes else "",
        )

    # What the reader asks for

    @on(ArticleText.ClaimWanted)
    def _step_claim(self, message: ArticleText.ClaimWanted) -> None:
        claims = sorted(self._claims(), key=lambda claim: claim.claim.start)
        if not claims:
            return
        ids = [claim.id for claim in claims]
        if self.claim_id in ids:
            place = (ids.index(self.claim_id) + message.step) % len(ids)
        else:
            place = 0 if message.step > 0 else len(ids) - 1
        self.claim_id = ids[place]
        self._show()

    @on(ArticleText.RevisionWanted)
    def _step_revision(self, message: ArticleText.RevisionWanted) -> None:
        place = self.place + message.step
        if not 0 <= place < len(self.revisions):
            self.say("There is no older revision." if message.step < 0 else "This is the latest revision.")
            return
        wanted = self.claim
        self.place = place
        self.is_showing_changes = self.is_showing_changes and place > 0
        self.claim_id = None
        if wanted is not None and wanted.fact_id is not None:
            same = [claim.id for claim in self._claims() if claim.fact_id == wanted.fact_id]
            self.claim_id = same[0] if same else None
        self._show()

    @on(ArticleText.ChangesWanted)
    def _turn_changes(self) -> None:
        if self.place == 0:
            self.say("This is the first revision: nothing to compare it with. ] shows the next.")
            return
        self.is_showing_changes = not self.is_showing_changes
        self._show()

    @on(RowList.Moved)
    @on(RowList.Opened)
    def _choose_claim(self, message: RowList.Moved | RowList.Opened) -> None:
        if message.row_id != self.claim_id:
            self.claim_id = message.row_id
            self._show()
        if isinstance(message, RowList.Opened):
            self.text_view.focus()

    def action_browse(self) -> None:
        self.browse(self.article.url)

    def action_cite(self) -> None:
        claim = self.claim
        self.cite(
            claim_citation(claim, self.article, self.zone) if claim else article_citation(self.article, self.zone)
        )
