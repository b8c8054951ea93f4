"""How the demo's servers answer: validators, 304, compression and caching as outlets' servers handle them."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from storywatch.demo.outlets import DemoOutlet, Outage

HTML = "text/html; charset=utf-8"
SILENCE = 3.0  # real seconds that a silent server keeps a reader waiting before it gives up with 504


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. Header names are as sent; `delay` is in real seconds, to wait before the first byte."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0


def answer(
    outlet: DemoOutlet, body: bytes, content_type: str, changed: datetime, request: Mapping[str, str]
) -> Response:
    """A 200, or a 304 when the reader's validators still hold; compressed when both sides can.

    `changed` is when what the body shows last changed; `request` has lower-case header names.
    """
    headers = {"Content-Type": content_type}
    if outlet.max_age is not None:
        headers["Cache-Control"] = f"public, max-age={outlet.max_age}"
    if outlet.has_validators:
        headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers["Last-Modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
        if still_holds(headers["ETag"], changed, request):
            del headers["Content-Type"]
            return Response(304, headers)  # at once, however slow the outlet is: nothing is made anew
    if outlet.compresses and "gzip" in request.get("accept-encoding", ""):
        body = gzip.compress(body, mtime=0)
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(200, headers, body, outlet.delay)


def still_holds(etag: str, changed: datetime | None, request: Mapping[str, str]) -> bool:
    """Whether the reader has this version already (RFC 9110: If-None-Match comes before If-Modified-Since)."""
    if (match := request.get("if-none-match")) is not None:
        offered = {tag.strip().removeprefix("W/") for tag in match.split(",")}
        return etag in offered or "*" in offered
    if changed is not None and (since := request.get("if-modified-since")) is not None:
        try:
            return changed.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False
    return False


def sick_answer(outage: Outage) -> Response:
    """What an outlet's server says, or doesn't, during an outage."""
    if outage.how == "silence":
        return Response(504, {"Content-Type": HTML}, b"<h1>504 Gateway Time-out</h1>", SILENCE)
    body = "<h1>Erreur lors de la connexion à la base de données</h1>".encode()
    return Response(500, {"Content-Type": HTML}, body)
