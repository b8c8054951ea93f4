"""The reader: an article in one of its revisions, the sentence highlighted, what it gives, and what edits changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from store import ArticleRow, MarkRow, Reader, RevisionRow
from story import FactType
from tui.article_marks import ANSI_STYLES, STYLES, ShownText, evidence_marks, goal_of, with_changes
from tui.article_text import ArticleText
from tui.as_of import AsOfLine
from tui.citation import article_citation, evidence_citation
from tui.display import display_line
from tui.errands import Errands
from tui.evidence_list import EvidenceList, EvidenceRow, evidence_rows
from tui.fact_words import mark_words
from tui.key_line import KeyLine
from tui.options import DashboardOptions
from tui.row_list import RowList
from tui.subjects import Subject
from tui.wording import counted, day_and_clock, full_moment, places_found

MOST_MARKS = 3  # shown; the menu of judgements has all


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """What the store says of an article at one moment; `revisions` are oldest first, `marks` all in force on it."""

    revisions: tuple[RevisionRow, ...]
    marks: tuple[MarkRow, ...]


class ArticleScreen(Errands, Screen[None]):
    """Asks the store itself, and again when rows arrive or another moment is shown.

    It begins at a revision (None: the last), with the claim or passage of that number highlighted (evidence_list.py).
    """

    CSS_PATH = "article_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (12, "-low"), (18, "-usual"), (30, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = "#text"

    text_view = getters.query_one("#text", ArticleText)
    evidence_list = getters.query_one("#evidence", EvidenceList)
    about = getters.query_one("#about", Static)
    as_of_line = getters.query_one(AsOfLine)

    def __init__(
        self,
        article: ArticleRow,
        options: DashboardOptions,
        zone: tzinfo,
        *,
        revision_id: int | None = None,
        evidence_id: int | None = None,
        show_changes: bool = False,
    ) -> None:
        super().__init__()
        self.article = article
        self.options = options
        self.zone = zone
        self.revision_id = revision_id
        self.evidence_id = evidence_id
        self.is_showing_changes = show_changes
        self.reading = ArticleReading((), ())
        self._evidence: dict[int, list[EvidenceRow]] = {}

    def compose(self) -> ComposeResult:
        yield AsOfLine(self.zone, self.options.keys)
        yield Static(id="about")
        with Container(id="reading"):
            yield ArticleText(id="text")
            yield EvidenceList(id="evidence")
        yield KeyLine()

    def on_mount(self) -> None:
        self.evidence_list.border_title = Content("what this revision gives · tab")
        self._read_article()
        if self.revision is not None:
            self.revision_id = self.revision.id  # later ones may come: the reader stays with this
        self.is_showing_changes = self.is_showing_changes and self.place > 0
        self._show()

    def store_changed(self) -> None:
        """Reads again; shown stays the revision that was, or the last one that was known at the moment."""
        self._read_article()
        self._show(is_same_place=True)

    def _read_article(self) -> None:
        as_of = self.doors.as_of
        self.as_of_line.show_moment(as_of)

        def read(reader: Reader) -> ArticleReading:
            return ArticleReading(
                tuple(reader.revisions(self.article.id, as_of)), tuple(reader.marks_of_article(self.article.id, as_of))
            )

        reading = self.doors.ask(read)
        if reading is not None:
            self.reading = reading
            self._evidence.clear()

    @property
    def revisions(self) -> tuple[RevisionRow, ...]:
        """Those known at the moment shown, oldest first."""
        return self.reading.revisions

    @property
    def place(self) -> int:
        """Which of the revisions is shown; -1 when nothing of the article was read by then."""
        ids = [revision.id for revision in self.revisions]
        return ids.index(self.revision_id) if self.revision_id in ids else len(ids) - 1

    @property
    def revision(self) -> RevisionRow | None:
        """The revision shown; None when nothing of the article was read by then."""
        return self.revisions[self.place] if self.revisions else None

    @property
    def chosen(self) -> EvidenceRow | None:
        """What is highlighted."""
        return next((row for row in self._given() if row.id == self.evidence_id), None)

    def _given(self) -> list[EvidenceRow]:
        """What the revision shown gives, in the order of its text."""
        revision = self.revision
        if revision is None:
            return []
        if revision.id not in self._evidence:
            self._evidence[revision.id] = self.doors.ask(lambda reader: self._read_evidence(reader, revision.id)) or []
        return self._evidence[revision.id]

    def _read_evidence(self, reader: Reader, revision_id: int) -> list[EvidenceRow]:
        claims, passages = reader.claims(revision_id), reader.passages(revision_id)
        wrong: set[int] = set()
        if any(mark.judgement == "wrong" for mark in self.reading.marks):
            as_of = self.doors.as_of
            for claim in claims:
                if any(mark.judgement == "wrong" for mark in reader.marks_of_claim(claim.id, as_of)):
                    wrong.add(claim.id)
            for passage in passages:
                if any(mark.judgement == "wrong" for mark in reader.marks_of_passage(passage.id, as_of)):
                    wrong.add(-passage.id)
        return evidence_rows(claims, passages, frozenset(wrong))

    def _show(self, *, is_same_place: bool = False) -> None:
        """Draws everything anew; `is_same_place` leaves the text where it was scrolled to if it is the same text."""
        revision = self.revision
        self.about.update(self._about())
        given = self._given()
        self.evidence_list.set_class(not given, "empty")
        self.evidence_list.show_rows(given)
        if self.evidence_id is not None:
            self.evidence_list.select(self.evidence_id)
        if revision is None:
            words = "No text was read of this article yet."
            self.text_view.show_text(words if self.doors.as_of is None else words.replace("yet", "by then"), (), None)
            return
        shown = ShownText(revision.text, evidence_marks(given, self.chosen, self._styles), goal_of(self.chosen))
        if self.is_showing_changes and self.place > 0:
            shown = with_changes(self.revisions[self.place - 1].text, shown, self._styles)
        self.text_view.show_text(shown.text, shown.marks, shown.goal, is_same_place=is_same_place)

    @property
    def _styles(self) -> Mapping[str, str]:
        return ANSI_STYLES if self.app.native_ansi_color else STYLES

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
            *self._about_marks(),
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
        if article.where_found and self.has_class("-tall"):
            lines.append(Content.assemble((display_line(places_found(article.where_found)), "$muted")))
        return Content("\n").join(lines)

    def _about_marks(self) -> list[Content]:
        """What people judged: the article off the story first, then the words that are highlighted."""
        chosen, as_of = self.chosen, self.doors.as_of
        marks = [mark for mark in self.reading.marks if mark.target == "article"]
        if chosen is not None and chosen.claim_id is not None:
            claim_id = chosen.claim_id
            marks += self.doors.ask(lambda reader: reader.marks_of_claim(claim_id, as_of)) or []
        elif chosen is not None and chosen.passage_id is not None:
            passage_id = chosen.passage_id
            marks += self.doors.ask(lambda reader: reader.marks_of_passage(passage_id, as_of)) or []
        marks.sort(key=lambda mark: mark.judgement != "off-story")
        return [Content(mark_words(mark, self.zone)).stylize("bold $text-warning") for mark in marks[:MOST_MARKS]]

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
            f" · {seen} · {self._given_words()}",
            (" · showing what was ", "$muted") if self.is_showing_changes else "",
            ("added", self._styles["added"]) if self.is_showing_changes else "",
            (", ", "$muted") if self.is_showing_changes else "",
            ("removed", self._styles["removed"]) if self.is_showing_changes else "",
            (" and ", "$muted") if self.is_showing_changes else "",
            ("moved", self._styles["moved"]) if self.is_showing_changes else "",
        )

    def _given_words(self) -> str:
        """How much the revision gives: "2 figures, 1 statement"."""
        amounts = Counter(row.type for row in self._given())
        words = [counted(amounts[fact_type], str(fact_type)) for fact_type in FactType if amounts[fact_type]]
        return ", ".join(words) or "no figure"

    # What the reader asks for

    @on(ArticleText.ClaimWanted)
    def _step_claim(self, message: ArticleText.ClaimWanted) -> None:
        ids = [row.id for row in self._given()]
        if not ids:
            return
        if self.evidence_id in ids:
            place = (ids.index(self.evidence_id) + message.step) % len(ids)
        else:
            place = 0 if message.step > 0 else len(ids) - 1
        self.evidence_id = ids[place]
        self._show()

    @on(ArticleText.RevisionWanted)
    def _step_revision(self, message: ArticleText.RevisionWanted) -> None:
        place = self.place + message.step
        if not 0 <= place < len(self.revisions):
            is_last_then = "No later revision was known then." if self.doors.as_of else "This is the latest revision."
            self.say("There is no older revision." if message.step < 0 else is_last_then)
            return
        wanted = self.chosen
        self.revision_id = self.revisions[place].id
        self.is_showing_changes = self.is_showing_changes and place > 0
        self.evidence_id = None
        if wanted is not None and wanted.fact_id is not None:
            self.evidence_id = next((row.id for row in self._given() if row.fact_id == wanted.fact_id), None)
        self._show()

    @on(ArticleText.ChangesWanted)
    def _turn_changes(self) -> None:
        if self.place <= 0:
            self.say("This is the first revision: nothing to compare it with. ] shows the next.")
            return
        self.is_showing_changes = not self.is_showing_changes
        self._show()

    @on(RowList.Moved)
    def _choose(self, message: RowList.Moved) -> None:
        if message.row_id != self.evidence_id:
            self.evidence_id = message.row_id
            self._show()

    @on(RowList.Opened)
    def _choose_and_open(self, message: RowList.Opened) -> None:
        self.evidence_id = message.row_id
        self._open_fact()

    @on(ArticleText.FactWanted)
    def _open_fact(self) -> None:
        chosen = self.chosen
        if chosen is None:
            self.say("No figure, statement or happening is marked; n goes to the next.")
        elif chosen.fact_id is None:
            why = (
                "it was called wrong" if chosen.is_wrong else "nothing of this article counts, or nobody else tells it"
            )
            self.say(f"This gives no fact: {why}.")
        else:
            self.doors.open_fact(chosen.fact_id)

    def action_judge(self) -> None:
        chosen = self.chosen
        fact_id = chosen.fact_id if chosen else None
        self.doors.judge(
            Subject(
                fact=self.doors.fact(fact_id) if fact_id is not None else None,
                article_id=self.article.id,
                article_title=self.article.title,
                outlet=self.article.outlet,
                claim_id=chosen.claim_id if chosen else None,
                passage_id=chosen.passage_id if chosen else None,
                words=chosen.evidence.text if chosen else "",
            )
        )

    def action_browse(self) -> None:
        self.browse(self.article.url)

    def action_cite(self) -> None:
        chosen = self.chosen
        self.cite(
            evidence_citation(chosen.evidence, self.article, self.zone)
            if chosen
            else article_citation(self.article, self.zone)
        )
