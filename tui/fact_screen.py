"""A fact: what it says, who had it first, and its reports in order of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from store import FactRow, ReportRow
from tui.citation import report_citation
from tui.display import display_line
from tui.errands import Errands
from tui.facts_list import first_outlets_words
from tui.key_line import KeyLine
from tui.reports_list import ReportsList
from tui.row_list import RowList
from tui.wording import counted, full_moment, interval

FactReading = tuple[FactRow | None, list[ReportRow]]


class FactScreen(Errands, Screen[None]):
    """`read` gives the fact and its reports as the store has them now; the screen asks again when rows arrive."""

    CSS_PATH = "fact_screen.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (12, "-usual")]  # noqa: RUF012
    AUTO_FOCUS = "#reports"

    reports_list = getters.query_one("#reports", ReportsList)
    about = getters.query_one("#about", Static)

    def __init__(self, read: Callable[[], FactReading | None], zone: tzinfo, *, article_id: int | None = None) -> None:
        super().__init__()
        self._read = read
        self.zone = zone
        self.article_id = article_id
        self.fact: FactRow | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="about")
        yield ReportsList(self.zone, id="reports")
        yield KeyLine()

    def on_mount(self) -> None:
        self.store_changed()
        if self.article_id is not None:
            self.reports_list.select(self.article_id)

    def store_changed(self) -> None:
        """Reads again; the selection stays with its article."""
        reading = self._read()
        if reading is None:
            return
        self.fact, reports = reading
        self.about.update(self._about(reports))
        self.reports_list.show_rows(reports)

    def _about(self, reports: list[ReportRow]) -> Content:
        fact = self.fact
        if fact is None:
            return Content("This fact is no longer in the store.")
        apart = "" if fact.scope == "event" else " · background: another event or a running total, not in the toll"
        modality = "" if fact.modality == "reported" else f" · {display_line(fact.modality)}"
        words = display_line(fact.speaker or "")
        said = f" (“{words}”)" if words and words != fact.voice else ""
        photo_finish = len(fact.first_outlets) > 1
        gone = f", {fact.withdrawn} withdrawn" if fact.withdrawn else ""
        return Content("\n").join(
            [
                Content.assemble(
                    (display_line(fact.label), "bold $text-accent"),
                    " · ",
                    (display_line(fact.voice), "bold"),
                    (said, "$muted"),
                    (modality + apart, "$text-warning"),
                ),
                Content.assemble(
                    ("first ", "$muted"),
                    (first_outlets_words(fact), "bold $text-warning" if photo_finish else "bold $text-secondary"),
                    f" · {interval(fact.first_at, fact.first_not_before, self.zone, full_moment)}",
                ),
                Content.assemble(
                    counted(fact.outlets, "outlet"),
                    f", {counted(fact.origins, 'independent origin')}",
                    (f" · {counted(fact.reports, 'report')}{gone}", "$muted"),
                ),
            ]
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
            self.doors.open_article(report.article_id, report.revision_id, report.claim_id)
