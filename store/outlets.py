"""Outlets and their feeds as the configuration names them, and which outlet a page belongs to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from store.cleaning import storable
from store.hosts import domain_of
from store.moments import to_text
from store.rows import FeedSpec, OutletSpec
from story import OutletKind, agency_in, outlet_key

if TYPE_CHECKING:
    from sqlite_utils import Database

FIRST_INTERVAL = 600.0  # seconds between visits to a feed that nothing is known of yet


def publishers(database: Database) -> dict[str, str]:
    """The publishers of outlets that aren't called like them, by the outlets' keys, for `story.article_reports`.

    A page that bears an agency's name without being it ("Harbour News AFP") is nobody's AFP.
    """
    rows = database.execute("SELECT name, publisher, kind FROM outlets WHERE name <> publisher").fetchall()
    return {
        outlet_key(name): publisher
        for name, publisher, kind in rows
        if kind == OutletKind.AGENCY or not _bears_name_of_agency(name)
    }


@lru_cache(maxsize=4096)
def _bears_name_of_agency(name: str) -> bool:
    return agency_in(name) is not None


def sync_outlets(database: Database, outlets: Sequence[OutletSpec], now: datetime) -> None:
    """Makes the tables say what the configuration says, deleting nothing.

    Of outlets whose publisher or kind changed, what their articles report has to be counted anew (see recounting.py).
    """
    named_feeds: set[int] = set()
    urls = {storable(feed.url) for spec in outlets for feed in spec.feeds}
    for spec in outlets:
        outlet_id, is_changed = _save_outlet(database, spec)
        if is_changed:
            database.execute("UPDATE outlets SET recounted_to = 0 WHERE id = ?", (outlet_id,))
        for feed in spec.feeds:
            named_feeds.add(_save_feed(database, outlet_id, feed, urls, now))
    for (feed_id,) in database.execute("SELECT id FROM feeds WHERE is_in_config").fetchall():
        if feed_id not in named_feeds:
            database.execute("UPDATE feeds SET is_in_config = 0 WHERE id = ?", (feed_id,))


def _save_outlet(database: Database, spec: OutletSpec) -> tuple[int, bool]:
    name = storable(spec.name)
    columns = {
        "publisher": storable(spec.publisher or spec.name),
        "kind": spec.kind.value,
        "country": storable(spec.country),
        "lang": storable(spec.lang),
        "domains": json.dumps([domain.lower() for domain in spec.domains]),
    }
    row = database.execute("SELECT id, publisher, kind FROM outlets WHERE name = ?", (name,)).fetchone()
    if row is None and (row := _stranger(database, spec)) is not None:
        database.execute("UPDATE outlets SET name = ? WHERE id = ?", (name, row[0]))
    if row is None:
        return insert(database, "outlets", {"name": name, **columns}), False
    database.execute(
        "UPDATE outlets SET publisher = :publisher, kind = :kind, country = :country, lang = :lang, domains = :domains "
        "WHERE id = :id",
        {**columns, "id": row[0]},
    )
    return row[0], (row[1], row[2]) != (columns["publisher"], columns["kind"])


def _stranger(database: Database, spec: OutletSpec) -> tuple[int, str, str] | None:
    """An outlet that a search brought, known by its domain so far, which the configuration now names."""
    domains = [domain.lower().removeprefix("www.") for domain in spec.domains]
    row: tuple[int, str, str] | None = database.execute(
        "SELECT id, publisher, kind FROM outlets WHERE domains = json_array(name) "
        "AND name IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 1",
        (json.dumps(domains),),
    ).fetchone()
    return row


def _save_feed(database: Database, outlet_id: int, spec: FeedSpec, urls: set[str], now: datetime) -> int:
    """The feed's id. A feed that the configuration now names by the address that it moved to stays the same feed.

    `urls` are all that the configuration names: a feed whose old address is still among them isn't renamed.
    """
    url = storable(spec.url)
    row = database.execute("SELECT id, is_in_config FROM feeds WHERE url = ?", (url,)).fetchone()
    if row is None:
        moved = database.execute("SELECT id, is_in_config, url FROM feeds WHERE moved_to = ?", (url,)).fetchone()
        if moved is not None and moved[2] not in urls:
            row = moved[:2]
            database.execute("UPDATE feeds SET url = moved_to, moved_to = NULL WHERE id = ?", (row[0],))
    if row is None:
        return insert(
            database,
            "feeds",
            {
                "outlet_id": outlet_id,
                "url": url,
                "kind": spec.kind,
                "every": spec.every,
                "next_visit_at": to_text(now),
                "interval": float(spec.every or FIRST_INTERVAL),
            },
        )
    feed_id, is_in_config = row
    database.execute("UPDATE feeds SET outlet_id = ?, every = ? WHERE id = ?", (outlet_id, spec.every, feed_id))
    database.execute(  # read in another way, it is read anew
        "UPDATE feeds SET kind = ?, etag = NULL, last_modified = NULL, body_hash = NULL, parts = '[]' "
        "WHERE id = ? AND kind <> ?",
        (spec.kind, feed_id, spec.kind),
    )
    if not is_in_config:
        database.execute(
            "UPDATE feeds SET is_in_config = 1, is_stopped = 0, failures = 0, failing_since = NULL, "
            "next_visit_at = ? WHERE id = ?",
            (to_text(now), feed_id),
        )
    return int(feed_id)


class OutletsByDomain:
    """Which outlet a page belongs to, as the configuration has it now."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._owners: dict[str, list[int]] = {}
        # those that the configuration names come before strangers, which are called by their domain
        found = database.execute("SELECT id, domains FROM outlets ORDER BY domains = json_array(name), id")
        for outlet_id, domains in found.fetchall():
            for domain in json.loads(domains):
                self._owners.setdefault(domain.removeprefix("www."), []).append(outlet_id)

    def outlet_of_page(self, host: str, lister: int) -> int:
        """The outlet on whose domain a page's host stands (the longest that fits), else the one whose feed lists it.

        An aggregator's feed lists other outlets' pages; what they say is theirs, not the aggregator's. Where several
        outlets share a domain, the lister is taken if it is one of them.
        """
        owners = self._owners_of(domain_of(host))
        if not owners:
            return lister
        return lister if lister in owners else owners[0]

    def outlet_of_stranger(self, host: str, finder: int) -> int:
        """The outlet of a page that a search found: by its domain, and if nobody has that, a new one called after it.

        What no domain is (a machine's address, a single word) stays with the search itself, the `finder`.
        """
        domain = domain_of(host)
        if owners := self._owners_of(domain):
            return owners[0]
        if "." not in domain or domain.replace(".", "").isdigit():
            return finder
        name = storable(domain)
        known = self._database.execute("SELECT id FROM outlets WHERE name = ?", (name,)).fetchone()
        outlet_id = known[0] if known else add_stranger(self._database, name)
        self._owners[domain] = [outlet_id]
        return int(outlet_id)

    def _owners_of(self, domain: str) -> list[int]:
        """The outlets that have the longest part of this domain; none if nobody has any."""
        while domain:
            owners = self._owners.get(domain)
            if owners is not None:
                return owners
            _, _, domain = domain.partition(".")
        return []


def add_stranger(database: Database, domain: str) -> int:
    """An outlet of which only the domain is known: named after it until the configuration names it."""
    return insert(
        database,
        "outlets",
        {
            "name": domain,
            "publisher": domain,
            "kind": OutletKind.UNKNOWN.value,
            "domains": json.dumps([domain], separators=(",", ":")),
        },
    )


def insert(database: Database, table: str, columns: dict[str, object]) -> int:
    """Adds one row and returns its id. In plain SQL: sqlite-utils asks the schema first, each time."""
    names, values = ", ".join(columns), ", ".join("?" * len(columns))
    cursor = database.conn.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", tuple(columns.values()))  # noqa: S608
    return int(cursor.lastrowid or 0)
