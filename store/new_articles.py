"""From entries on the story to articles: which one an entry leads to, made if nobody had listed it.

A feed may list 20,000 entries at once, so the store is asked once for all of them and written to once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from store.hosts import host_of
from store.outlets import OutletsByDomain

if TYPE_CHECKING:
    from sqlite_utils import Database

_INSERT = """
INSERT INTO articles (id, outlet_id, url, host, title, published_at, published_basis, modified_at, credit,
    first_seen_at, next_visit_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
LAST_ID = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'articles'), 0)"


class NewArticles:
    """Finds or plans the articles of one transaction's entries; `save` writes those that nobody had listed.

    `urls` are all that may be asked for.
    """

    def __init__(self, database: Database, urls: Iterable[str], due_at: str) -> None:
        self._database = database
        self._due_at = due_at
        asked = json.dumps(list(urls))
        self._by_url: dict[str, int] = dict(
            database.execute(
                "SELECT url, id FROM articles WHERE url IN (SELECT value FROM json_each(?))", (asked,)
            ).fetchall()
        )
        # Articles that came under another URL and call one of these their own.
        self._by_canonical_url: dict[tuple[str, int], int] = {
            (url, outlet_id): article_id
            for url, outlet_id, article_id in database.execute(
                """
                SELECT canonical_url, outlet_id, min(id) FROM articles
                WHERE canonical_url IN (SELECT value FROM json_each(?)) GROUP BY canonical_url, outlet_id
                """,
                (asked,),
            ).fetchall()
        }
        self._next_id: int = database.execute(LAST_ID).fetchone()[0] + 1
        self._rows: list[tuple[Any, ...]] = []

    @cached_property
    def _outlets(self) -> OutletsByDomain:
        return OutletsByDomain(self._database)  # few visits list a page that nobody had listed

    def article_of(
        self,
        url: str,
        *,
        lister: int,
        is_found: bool = False,
        source_host: str | None = None,
        title: str,
        published_at: str | None,
        modified_at: str | None,
        credit: str | None,
        first_seen_at: str,
    ) -> int:
        """The id of the article that an entry leads to, one that exists or will once `save` is called.

        All texts are as the tables hold them; `lister` is the outlet whose feed has the entry. What a search found
        (`is_found`) belongs to the outlet at `source_host`, else to the one at its own: one made for it, if need be.
        """
        known = self._by_url.get(url)
        if known is not None:
            return known
        host = host_of(url)
        if is_found:
            outlet_id = self._outlets.outlet_of_stranger(source_host or host, lister)
        else:
            outlet_id = self._outlets.outlet_of_page(host, lister)
        known = self._by_canonical_url.get((url, outlet_id))
        if known is not None:
            return known
        article_id = self._next_id
        self._next_id += 1
        self._by_url[url] = article_id
        basis = "feed" if published_at else None
        self._rows.append(
            (
                article_id,
                outlet_id,
                url,
                host,
                title,
                published_at,
                basis,
                modified_at,
                credit,
                first_seen_at,
                self._due_at,
            )
        )
        return article_id

    def save(self) -> list[int]:
        """Writes the planned articles. Returns their ids."""
        self._database.conn.executemany(_INSERT, self._rows)
        saved = [row[0] for row in self._rows]
        self._rows.clear()
        return saved
