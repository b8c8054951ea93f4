"""The story's setting as the writer leaves it for readers: its context and whom it calls official."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from store.cleaning import storable
from store.moments import from_text, to_text
from story import Claim, Party, Passage, StoryContext, StoryParty, voice

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class StorySetting:
    """What is known of the story beside its coverage: its context and the outlets or voices that are official."""

    context: StoryContext | None = None
    official: frozenset[str] = frozenset()

    @property
    def start(self) -> datetime | None:
        """When the story began; None if nobody said."""
        return self.context.start if self.context else None

    def is_official(self, claim: Claim | Passage, outlet: str) -> bool:
        """Whether a claim is the official word: an official speaker's, or an official outlet's own."""
        speaker = voice(claim, self.context)
        is_named = speaker.label in self.official or speaker.key in self.official
        return speaker.is_official or is_named or (claim.source is None and outlet in self.official)


def read_setting(connection: sqlite3.Connection) -> StorySetting:
    """The setting that the last writer was opened with; an empty one if none ever had any."""
    row = connection.execute("SELECT name, place, start, places, parties, official FROM story").fetchone()
    if row is None:
        return StorySetting()
    name, place, start, places, parties, official = row
    if start is None:
        return StorySetting(None, frozenset(json.loads(official)))
    context = StoryContext(
        name=name,
        place=place,
        start=from_text(start),
        places=tuple(json.loads(places)),
        parties=tuple(
            StoryParty(party["name"], Party(party["side"]), tuple(party["names"])) for party in json.loads(parties)
        ),
    )
    return StorySetting(context, frozenset(json.loads(official)))


def write_setting(connection: sqlite3.Connection, setting: StorySetting) -> None:
    """Keeps the setting for readers."""
    context = setting.context
    parties = [
        {"name": party.name, "side": party.side.value, "names": list(party.names)}
        for party in (context.parties if context else ())
    ]
    connection.execute(
        """
        INSERT INTO story (id, name, place, start, places, parties, official) VALUES (1, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, place = excluded.place, start = excluded.start,
            places = excluded.places, parties = excluded.parties, official = excluded.official
        """,
        (
            storable(context.name) if context else "",
            storable(context.place) if context else "",
            to_text(context.start) if context else None,
            json.dumps(list(context.places) if context else [], ensure_ascii=True),
            json.dumps(parties, ensure_ascii=True),
            json.dumps(sorted(setting.official), ensure_ascii=True),
        ),
    )
