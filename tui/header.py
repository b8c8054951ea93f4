"""The two lines at the top: which story, whose poller and whether it lives, what comes next, what time it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta, tzinfo

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from store import DEAD_AFTER, Counts, PollerRow
from tui.as_of import STYLE as AS_OF_STYLE
from tui.as_of import as_of_words
from tui.display import clipped, display_line
from tui.options import DashboardOptions
from tui.wording import clock, counted, day_and_clock, full_moment, span

Piece = tuple[str, str]


def poller_state(
    poller: PollerRow | None,
    options: DashboardOptions,
    wall: datetime,
    began: datetime | None = None,
    former: Collection[int] = (),
) -> Piece:
    """What the header says of the poller, and in which style: words tell it, colour only helps.

    `began` is the wall-clock moment at which the dashboard began to wait for a poller of its own; `former` are the
    processes of its own that ended.
    """
    pid = options.poller_pid()
    is_own = options.poller == "its own poller"
    is_other = poller is not None and pid is not None and poller.pid != pid
    silence = wall - poller.beat_at if poller is not None else timedelta(0)
    is_of_one_before = poller is not None and (
        poller.pid in former or (is_other and (poller.state == "stopped" or silence > DEAD_AFTER))
    )
    if is_own and (poller is None or is_of_one_before):
        return _starting(options, wall - (began or wall))
    if poller is None:
        return "○ no poller", "bold $text-warning"
    if poller.state == "stopped":
        return "○ poller stopped", "bold $text-warning"
    if poller.state == "starting" and is_own and not is_other:
        return _starting(options, wall - poller.started_at)
    if silence > DEAD_AFTER:
        return f"✗ poller dead for {span(silence.total_seconds())}", "bold $text-error"
    whose = options.poller if options.poller != "none" else "a poller"
    if is_other:
        whose = f"another poller (process {poller.pid})"
    mark, style = ("○", "$text-warning") if poller.state == "starting" else ("●", "$text-success")
    return f"{mark} {display_line(whose)}, {display_line(poller.state)}", style


def _starting(options: DashboardOptions, waited: timedelta) -> Piece:
    if waited <= DEAD_AFTER:
        return "○ its own poller, starting", "$text-warning"
    return f"✗ its own poller does not start; see {display_line(options.log_path.name)}", "bold $text-error"


class Header(Widget):
    """Drawn from the options and the last snapshot; the clock moves on by itself."""

    counts: reactive[Counts | None] = reactive(None)
    poller: reactive[PollerRow | None] = reactive(None)
    obstacle: reactive[str | None] = reactive(None)
    is_paused: reactive[bool] = reactive(False)
    as_of: reactive[datetime | None] = reactive(None)
    new_since: reactive[int] = reactive(0)
    minute: reactive[str] = reactive("")
    second: reactive[int] = reactive(0)

    def __init__(self, options: DashboardOptions, zone: tzinfo, *, id: str) -> None:
        super().__init__(id=id)
        self.options = options
        self.zone = zone
        self.began = options.wall_now()
        self._pid = options.poller_pid()
        self._former: set[int] = set()

    def tick(self) -> None:
        """Draws again when the clock or the poller's age reads differently."""
        pid = self.options.poller_pid()
        if pid != self._pid and self._pid is not None:  # it died and was started anew
            self._former.add(self._pid)
            self.began = self.options.wall_now()
        self._pid = pid
        self.minute = full_moment(self.options.now(), self.zone)
        self.second = int(self.options.wall_now().timestamp()) // 5

    def render(self) -> Content:
        width = self.size.width
        lines = [self._first_line(width)]
        if self.size.height > 1:
            lines.append(_joined(self._state(), width))
        return Content("\n").join(lines)

    def _first_line(self, width: int) -> Content:
        now = self.options.now()
        zone_name = display_line(now.astimezone(self.zone).tzname() or self.options.time_zone)
        moment = f"{full_moment(now, self.zone)} {zone_name}"
        style = "bold"
        if self.as_of is not None:  # no clock that runs beside what stands still; the second line says more
            moment, style = f"now {day_and_clock(now, self.zone)} {zone_name}", "$muted"
            if self.size.height == 1:
                moment, style = as_of_words(self.as_of, self.zone, self.options.keys, width * 2 // 3), AS_OF_STYLE
        elif width < 60:
            moment = clock(now, self.zone)
        name = display_line(self.options.story_name)
        place = display_line(self.options.place)
        room = width - len(moment) - 3
        shown = clipped(name, room)
        left = room - Content(shown).cell_length
        rest = clipped(f" · {place}", left) if place and left > 8 else ""
        space = " " * max(1, room - Content(shown + rest).cell_length + 1)
        return Content.assemble(self._mark(), (shown, "bold"), (rest, "$muted"), space, (moment, style), " ")

    def _mark(self) -> Piece:
        """Before the story's name: nothing, or where there is no second line the sign of what that would begin with."""
        if self.size.height > 1:
            return " ", ""
        words, style = self._state()[0]
        return words[0], style

    def _state(self) -> list[Piece]:
        pieces = []
        if self.is_paused:
            pieces.append(("‖ paused, p goes on", "bold $text-warning"))
        poller = poller_state(self.poller, self.options, self.options.wall_now(), self.began, self._former)
        if self.as_of is not None:
            room = self.size.width - sum(len(words) + 3 for words, _ in (*pieces, poller)) - 2
            words = as_of_words(self.as_of, self.zone, self.options.keys, room, self.new_since)
            pieces.insert(0, (words, AS_OF_STYLE))
        pieces.append(poller)
        if self.options.note:
            pieces.append((display_line(self.options.note), "bold $text-warning"))
        if self.poller is not None and self.poller.next_visit_at is not None:
            wait = (self.poller.next_visit_at - self.options.now()).total_seconds()
            pieces.append((f"next visit {'in ' + span(wait) if wait > 1 else 'now'}", ""))
        if self.counts is not None:
            counts = self.counts
            failing = f", {counts.feeds_failing} failing" if counts.feeds_failing else ""
            gone = f", {counts.feeds_gone} gone" if counts.feeds_gone else ""
            style = "bold $text-error" if failing else ""
            pieces.append((counted(counts.feeds, "feed") + failing + gone, style))
            if self.as_of is not None:
                return pieces  # what follows is counted now
            pieces.append((counted(counts.articles, "article"), "$muted"))
            pieces.append((counted(counts.claims, "figure"), "$muted"))
            pieces.append((counted(counts.facts, "fact"), "$muted"))
        return pieces


def _joined(pieces: Sequence[Piece], width: int) -> Content:
    """The pieces with dots between them, as many as fit; the first ones matter most."""
    parts: list[Piece] = [(" ", "")]
    room = width - 2
    for place, (text, style) in enumerate(pieces):
        dot = " · " if place else ""
        length = Content(dot + text).cell_length
        if length > room:
            if place == 0:
                parts.append((clipped(text, room), style))
            break
        parts += [(dot, "$muted"), (text, style)]
        room -= length
    return Content.assemble(*parts)
