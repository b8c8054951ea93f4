"""The drill-down: one fact with its kin, what people judged of it, and its reports, the first ones first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from store import Cursor, FactRow, MarkRow, Reader
from story import FactType
from tui.as_of import AsOfLine
from tui.citation import report_citation
from tui.display import display_line
from tui.errands import Errands
from tui.fact_words import TYPE_SIGNS, fact_words, first_outlets_words, mark_words
from tui.key_line import KeyLine
from tui.keys import FACT_KEYS, bindings
from tui.options import DashboardOptions
from tui.reports_list import ReportsList
from tui.row_list import RowList
from tui.subjects import Subject
from tui.wording import counted, full_moment, interval

MOST_MARKS = 3  # shown; the menu of judgements has all
MOST_KIN = 4


@dataclass(frozen=True, slots=True)
class FactReading:
    """What the store says of a fact at one moment; None if nobody gives it then."""

    fact: FactRow | None
    kin: tuple[FactRow, ...]
    marks: tuple[MarkRow, ...]


class FactScreen(Errands, Screen[None]):
    """Asks the store itself, and again when rows arrive or another moment is shown.

    `place` is that of a report to begin at: its time and article.
    """

    CSS_PATH = "fact_screen.tcss"
    BINDINGS = bindings(FACT_KEYS)
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (12, "-usual"), (20, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = "#reports"

    reports_list = getters.query_one("#reports", ReportsList)
    about = getters.query_one("#about", Static)
    as_of_line = getters.query_one(AsOfLine)

    def __init__(self, fact_id: int, options: DashboardOptions, zone: tzinfo, *, place: Cursor | None = None) -> None:
        super().__init__()
        self.fact_id = fact_id
        self.options = options
        self.zone = zone
        self.place = place
        self.reading: FactReading | None = None

    def compose(self) -> ComposeResult:
        yield AsOfLine(self.zone, self.options.keys)
        yield Static(id="about")
        yield ReportsList(lambda: self.doors.reader, self.fact_id, self.zone, id="reports")
        yield KeyLine()

    def on_mount(self) -> None:
        self._read_fact()
        if self.place is None:
            self.reports_list.read_again()
            return
        self.reports_list.go_around(self.place)
        if not self.reports_list.rows:
            self.reports_list.read_again()
        self.reports_list.select(self.place.id)

    def store_changed(self) -> None:
        """Reads again; the selection stays with its article."""
        self._read_fact()
        self.reports_list.read_again()

    def _read_fact(self) -> None:
        as_of = self.doors.as_of
        self.as_of_line.show_moment(as_of)
        self.reports_list.show_moment(as_of)

        def read(reader: Reader) -> FactReading:
            fact = reader.fact(self.fact_id, as_of)
            kin = tuple(reader.kin(fact, as_of)) if fact else ()
            return FactReading(fact, kin, tuple(reader.marks_of_fact(self.fact_id, as_of)))

        reading = self.doors.ask(read)
        if reading is None:
            return
        self.reading = reading
        self.reports_list.is_photo_finish = reading.fact is not None and len(reading.fact.first_outlets) > 1
        self.about.update(self._about(reading))
        self.refresh_bindings()

    @property
    def fact(self) -> FactRow | None:
        """The fact as last read, None while nobody gives it."""
        return self.reading.fact if self.reading else None

    def _about(self, reading: FactReading) -> Content:
        fact = reading.fact
        if fact is None:
            words = "This fact is no longer in the store: nobody gives it, or it counts as another one."
            if self.doors.as_of is not None:
                words = "Nobody gave this fact at this moment."
            return Content("\n").join([Content(words), *self._about_marks(reading)])
        photo_finish = len(fact.first_outlets) > 1
        gone = f", {fact.withdrawn} withdrawn" if fact.withdrawn else ""
        lines = [
            self._about_words(fact),
            Content.assemble(
                ("first ", "$muted"),
                (first_outlets_words(fact), "bold $text-warning" if photo_finish else "bold $text-secondary"),
                f" · {interval(fact.first_at, fact.first_not_before, self.zone, full_moment)}",
                "" if fact.origin_how == "own" else f" · {display_line(fact.origin_how)} {display_line(fact.origin)}",
            ),
            Content.assemble(
                counted(fact.outlets, "outlet"),
                f", {counted(fact.origins, 'independent origin')}",
                (f" · {counted(fact.reports, 'report')}{gone}", "$muted"),
            ),
        ]
        if reading.kin:
            words = " · ".join(fact_words(other) for other in reading.kin[:MOST_KIN])
            more = f" · {len(reading.kin) - MOST_KIN} more" if len(reading.kin) > MOST_KIN else ""
            lines.append(Content.assemble(("kin ", "$muted"), (words, "$text-primary"), more))
        return Content("\n").join([*lines, *self._about_marks(reading)])

    def _about_words(self, fact: FactRow) -> Content:
        """The fact, who says it in whose words, and what sets it apart."""
        apart = "" if fact.scope == "event" else " · background: another event or a running total, not in the toll"
        modality = "" if fact.modality == "reported" else f" · {display_line(fact.modality)}"
        words = display_line(fact.speaker or "")
        said = f" (“{words}”)" if words and words != fact.voice else ""
        sort = "" if fact.type is FactType.FIGURE else f"{TYPE_SIGNS[fact.type]} {fact.type}: "
        parts: list[tuple[str, str]] = [(sort, "$muted"), (display_line(fact.label), "bold $text-accent")]
        is_named = fact.type is FactType.STATEMENT and words and display_line(fact.label).endswith(words)
        if fact.type is not FactType.HAPPENING and not is_named:
            parts += [(" · ", ""), (display_line(fact.voice), "bold"), (said, "$muted")]
        return Content.assemble(*parts, (modality + apart, "$text-warning"))

    def _about_marks(self, reading: FactReading) -> list[Content]:
        lines = [Content(mark_words(mark, self.zone)).stylize("$text-warning") for mark in reading.marks[:MOST_MARKS]]
        if len(reading.marks) > MOST_MARKS:
            lines.append(Content(f"… and {counted(len(reading.marks) - MOST_MARKS, 'mark')} more").stylize("$muted"))
        return lines

    # What the reader asks for

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key to the kin is there where a fact has some."""
        return bool(self.reading and self.reading.kin) if action == "kin" else True

    def action_kin(self) -> None:
        if self.reading is not None:
            self.doors.open_one_of(self.reading.kin, "kin: the same number in other words")

    def action_judge(self) -> None:
        report = self.reports_list.selected_row
        if report is None:
            self.doors.judge(Subject(fact=self.fact))
            return
        self.doors.judge(
            Subject(
                fact=self.fact,
                article_id=report.article_id,
                article_title=report.title,
                outlet=report.outlet,
                claim_id=report.claim_id,
                passage_id=report.passage_id,
                words=report.text,
            )
        )

    def action_browse(self) -> None:
        report = self.reports_list.selected_row
        if report is not None:
            self.browse(report.url)

    def action_cite(self) -> None:
        report = self.reports_list.selected_row
        if report is not None and self.fact is not None:
            self.cite(report_citation(self.fact.label, report, self.zone))

    @on(RowList.Opened)
    def _open(self, message: RowList.Opened) -> None:
        report = next((row for row in self.reports_list.rows if row.article_id == message.row_id), None)
        if report is not None:
            self.doors.open_article(
                report.article_id, report.revision_id, claim_id=report.claim_id, passage_id=report.passage_id
            )
