"""The reports that a reader has read, so that after a change it reads only what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.report_rows import reports_of
from store.settings import StorySetting, read_setting
from story import Kind, Report

if TYPE_CHECKING:
    import sqlite3


class ReportShelf:
    """All reports about the story's event by kind, as of the last `take_in`."""

    def __init__(self) -> None:
        self.setting = StorySetting()
        self._last = 0
        self._removed = 0
        self._by_kind: dict[Kind, dict[tuple[str, int], Report]] = {}
        self._in_order: dict[Kind, list[Report]] = {}

    def take_in(self, connection: sqlite3.Connection) -> None:
        """Reads the reports that changed since the last time; all of them if any was removed.

        To be called inside a transaction, so that all statements see one state.
        """
        last, removed = connection.execute("SELECT last, removed FROM report_changes").fetchone()
        self.setting = read_setting(connection)
        if removed != self._removed:
            self._last, self._removed = 0, removed
            self._by_kind.clear()
            self._in_order.clear()
        if last == self._last:
            return
        # The plus keeps SQLite from walking all facts of the scope instead of the few changed reports.
        for report in reports_of(connection, "+facts.scope = 'event' AND reports.change > ?", (self._last,)):
            kind = report.claim.kind
            self._by_kind.setdefault(kind, {})[report.fact_key, report.article_id] = report
            self._in_order.pop(kind, None)
        self._last = last

    def of_kind(self, kind: Kind) -> list[Report]:
        """The reports of one kind in order of time."""
        if kind not in self._in_order:
            reports = self._by_kind.get(kind, {}).values()
            self._in_order[kind] = sorted(reports, key=lambda report: (report.time.best, report.article_id))
        return self._in_order[kind]
