"""How the demo's outlets write moments: in their own zone, in their own language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

FRENCH_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin",
                 "juillet", "août", "septembre", "octobre", "novembre", "décembre")  # fmt: skip


def in_zone(moment: datetime, zone: str) -> datetime:
    """The same moment with the offset `zone` ("+01:00")."""
    hours, minutes = zone[1:].split(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return moment.astimezone(timezone(-offset if zone[0] == "-" else offset) if offset else UTC)


def spoken(moment: datetime, zone: str, lang: str) -> str:
    """A moment as a dateline prints it: "17 September 2024, 09:12" or "17 septembre 2024 à 09h12"."""
    local = in_zone(moment, zone)
    if lang.startswith("fr"):
        return f"{local.day} {FRENCH_MONTHS[local.month - 1]} {local.year} à {local:%H}h{local:%M}"
    return f"{local.day} {local:%B %Y, %H:%M}"
