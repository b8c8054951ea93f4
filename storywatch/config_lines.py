"""Outlets as lines of a configuration, to paste or to append."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from story import plain_text

_NO_OUTLETS_HOST = ("feedburner.com", "feedburner.google.com", "google.com", "feedspot.com", "rss.app")
_FEEDS_HOST = ("www.", "feeds.", "feed.", "rss.")


@dataclass(slots=True)
class OutletLines:
    """An outlet to be written: `feeds` are (address, kind, remark) with the kind in the configuration's words."""

    name: str
    domains: tuple[str, ...] = ()
    language: str | None = None
    feeds: list[tuple[str, str, str]] = field(default_factory=list)


def toml_string(text: str) -> str:
    """A text as a TOML basic string: one line, without control characters, everything else as it is."""
    clean = " ".join(plain_text(text).split())
    return json.dumps(clean.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "")


def outlet_text(outlet: OutletLines) -> str:
    """An outlet's section, ending in a line break."""
    lines = ["[[outlets]]", f"name = {toml_string(outlet.name)}"]
    if outlet.domains:
        lines.append(f"domains = [{', '.join(map(toml_string, outlet.domains))}]")
    if outlet.language:
        lines.append(f"language = {toml_string(outlet.language)}")
    lines.append("feeds = [")
    for url, kind, remark in outlet.feeds:
        source = toml_string(url) if kind == "feed" else f"{{ url = {toml_string(url)}, kind = {toml_string(kind)} }}"
        comment = f"  # {' '.join(plain_text(remark).split())}" if remark else ""
        lines.append(f"    {source},{comment}")
    return "\n".join([*lines, "]", ""])


def config_text(outlets: Iterable[OutletLines]) -> str:
    """The sections of several outlets, a blank line between."""
    return "\n".join(map(outlet_text, outlets))


def site_domain(*addresses: str | None) -> str | None:
    """The domain of the first address that is an outlet's own; None if none is (a feed service's)."""
    for address in addresses:
        host = (urlsplit(address or "").hostname or "").lower()
        for prefix in _FEEDS_HOST:
            host = host.removeprefix(prefix)
        if "." in host and not host.replace(".", "").isdigit() and not host.endswith(_NO_OUTLETS_HOST):
            return host
    return None


def unused_name(wanted: str, domain: str | None, used: set[str]) -> str:
    """The wanted name, told from others of the same name by its domain or else a number; added to `used`."""
    name = " ".join(plain_text(wanted).split())[:200] or domain or "Unnamed"
    candidates = [name, *([f"{name} ({domain})"] if domain else [])]
    number = 2
    while (found := next((each for each in candidates if each not in used), None)) is None:
        candidates = [f"{name} {number}"]
        number += 1
    used.add(found)
    return found
