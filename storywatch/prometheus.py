"""The poller's health in Prometheus' text format, for node_exporter's textfile collector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from store import Counts, FeedCondition
from story import plain_text
from storywatch.health import Health, PollerState

Sample = tuple[dict[str, str], float]


def prometheus_text(story: str, health: Health | None, now: datetime) -> str:
    """Every metric with its samples; each bears the story's name, so that files of several stories don't clash.

    Without `health` (the store can't be read) only that nothing is well.
    """
    lines: list[str] = []
    for name, kind, what, samples in _metrics(health, now):
        found = list(samples)
        if found:
            lines += [f"# HELP storywatch_{name} {what}", f"# TYPE storywatch_{name} {kind}"]
            lines += [f"storywatch_{name}{_labels({'story': story, **labels})} {value:.15g}" for labels, value in found]
    return "\n".join(lines) + "\n"


def _metrics(health: Health | None, now: datetime) -> Iterator[tuple[str, str, str, Iterable[Sample]]]:
    """Name, type, help and samples of each metric."""
    is_up = health is not None and health.state in (PollerState.RUNNING, PollerState.STARTING)
    yield (
        "healthy",
        "gauge",
        "1 if nothing needs attention but single feeds.",
        _one(health is not None and health.is_well),
    )
    yield "up", "gauge", "1 if the poller is running or starting.", _one(is_up)
    yield "status_timestamp_seconds", "gauge", "When this was written.", _one(now.timestamp())
    if health is None:
        return
    states = [({"state": state.value}, float(health.state is state)) for state in PollerState]
    yield "poller_state", "gauge", "1 for the state that the poller is in.", states
    if health.poller is not None and health.silence is not None:
        poller = health.poller
        yield "build_info", "gauge", "The poller's version.", [({"version": poller.version or ""}, 1.0)]
        yield "heartbeat_timestamp_seconds", "gauge", "The last heartbeat.", _one(poller.beat_at.timestamp())
        yield "heartbeat_age_seconds", "gauge", "How long ago that was.", _one(health.silence.total_seconds())
        yield "start_timestamp_seconds", "gauge", "When the poller started.", _one(poller.started_at.timestamp())
        if poller.next_visit_at is not None:
            planned = _one(poller.next_visit_at.timestamp())
            yield (
                "next_visit_timestamp_seconds",
                "gauge",
                "When the next visit is planned, by the story's clock.",
                planned,
            )
    if health.overdue is not None:
        yield "overdue_seconds", "gauge", "How late the next visit is.", _one(health.overdue.total_seconds())
    yield "inbox_requests", "gauge", "Requests of people that wait for the poller.", _one(health.inbox)
    conditions = Counter(feed.condition for feed in health.feeds)
    feeds = [({"condition": condition.value}, float(conditions[condition])) for condition in FeedCondition]
    yield "feeds", "gauge", "Feeds by their condition.", feeds
    sick = [feed.row for feed in health.feeds if feed.condition in (FeedCondition.FAILING, FeedCondition.GONE)]
    failures: list[Sample] = [({"outlet": row.outlet, "feed": row.url}, float(row.failures)) for row in sick]
    yield "feed_failures", "gauge", "Visits in a row that failed, of feeds that fail.", failures
    since = [
        ({"outlet": row.outlet, "feed": row.url}, row.failing_since.timestamp())
        for row in sick
        if row.failing_since is not None
    ]
    yield "feed_failing_since_timestamp_seconds", "gauge", "Since when, by the story's clock.", since
    visits = [({"subject": total.subject, "outcome": total.outcome}, float(total.visits)) for total in health.visits]
    yield "visits_total", "counter", "Visits since the store was made.", visits
    bodies = Counter[str]()
    for total in health.visits:
        bodies[total.subject] += total.bytes
    received = [({"subject": subject}, float(size)) for subject, size in sorted(bodies.items())]
    yield "received_bytes_total", "counter", "Bytes of bodies received, after unpacking.", received
    for name, count in _contents(health.counts):
        yield name, "gauge", f"How many {name} the store holds.", _one(count)
    sizes = [({"file": "store"}, float(health.store_bytes)), ({"file": "wal"}, float(health.wal_bytes))]
    yield "store_bytes", "gauge", "The store's size on the disk.", sizes


def _contents(counts: Counts) -> Iterator[tuple[str, int]]:
    for name in ("entries", "articles", "revisions", "claims", "facts"):
        yield name, getattr(counts, name)


def _one(value: float) -> list[Sample]:
    return [({}, float(value))]


def _labels(labels: dict[str, str]) -> str:
    """`{name="value",…}`: whatever a name from outside holds, it stays inside its quotes and on its line."""
    pairs = []
    for name, value in labels.items():
        clean = " ".join(plain_text(value).split()).replace("\\", "\\\\").replace('"', '\\"')
        pairs.append(f'{name}="{clean}"')
    return f"{{{','.join(pairs)}}}"
