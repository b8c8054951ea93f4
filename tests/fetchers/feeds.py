"""Feeds as tests write them, read at noon on 20 September 2024."""

from datetime import UTC, datetime

from fetchers import FeedReading, read_feed

NOW = datetime(2024, 9, 20, 12, tzinfo=UTC)
URL = "https://outlet.test/feeds/world.xml"


def read(body: bytes | str, **headers: str) -> FeedReading:
    body = body.encode() if isinstance(body, str) else body
    return read_feed(body, {name.replace("_", "-"): value for name, value in headers.items()}, URL, NOW)


def rss(*items: str, head: str = "") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet</title>{head}{inner}</channel></rss>'
