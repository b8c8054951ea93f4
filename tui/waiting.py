"""What empty panes say: what is being waited for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui.watching import Snapshot
from tui.wording import counted, span


@dataclass(frozen=True, slots=True)
class WaitingWords:
    """A line for a pane without events, without figures, without feeds."""

    event: str
    figure: str
    feed: str = "No feeds: the configuration names none, or no poller has run on this store yet."


def waiting_words(snapshot: Snapshot, now: datetime) -> WaitingWords:
    """What the panes of a snapshot wait for; nothing, where it is of a moment of the past."""
    counts, poller = snapshot.counts, snapshot.poller
    if snapshot.as_of is not None:
        nothing = "Nothing was known of the story at this moment."
        return WaitingWords(nothing, "No figure was known at this moment." if snapshot.facts else nothing)
    words = "Waiting for the first article on the story"
    if counts.feeds:
        words += f" · {counted(counts.feeds, 'feed')}"
    if poller is None:
        words += ", but no poller has run on this store yet"
    elif poller.next_visit_at is not None:
        wait = (poller.next_visit_at - now).total_seconds()
        words += f", next visit {'in ' + span(wait) if wait > 1 else 'now'}"
    words += "."
    if not counts.articles:
        return WaitingWords(words, words)
    articles = counted(counts.articles, "article")
    return WaitingWords(words, f"Waiting for the first figure: {articles} on the story, none with one.")
