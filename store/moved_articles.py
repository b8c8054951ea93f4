"""An article whose link led to another site: search engines and shorteners list their own addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.cleaning import storable
from store.hosts import host_of
from store.outlets import OutletsByDomain
from story import SEARCHES

if TYPE_CHECKING:
    from sqlite_utils import Database


_KINDS_OF_LISTERS = """
SELECT DISTINCT feeds.kind FROM entries JOIN feeds ON feeds.id = entries.feed_id WHERE entries.article_id = ?
"""


def move_article(database: Database, article_id: int, moved_to: str) -> int | None:
    """Puts an article where its link led, with the outlet that is at home there. Returns the article that the page is.

    That is another one if the page was known already: the moved one becomes its duplicate and is not visited again.
    None if nothing moved: an article that has been read stays where it is, for its reports name its outlet.
    """
    url = storable(moved_to)
    own_url, outlet_id, revisions = database.execute(
        "SELECT url, outlet_id, revision_count FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    if revisions or url == own_url:
        return None
    host = host_of(url)
    outlets = OutletsByDomain(database)
    kinds = {row[0] for row in database.execute(_KINDS_OF_LISTERS, (article_id,)).fetchall()}
    if kinds and kinds <= SEARCHES:
        outlet_id = outlets.outlet_of_stranger(host, outlet_id)
    else:
        outlet_id = outlets.outlet_of_page(host, outlet_id)
    keeper = database.execute(
        "SELECT coalesce(duplicate_of, id) FROM articles WHERE id <> :id AND (url = :url OR canonical_url = :url "
        "AND outlet_id = :outlet) ORDER BY url <> :url, id LIMIT 1",
        {"id": article_id, "url": url, "outlet": outlet_id},
    ).fetchone()
    if keeper is None:
        database.execute(
            "UPDATE articles SET url = ?, host = ?, outlet_id = ? WHERE id = ?", (url, host, outlet_id, article_id)
        )
        return article_id
    if keeper[0] != article_id:
        database.execute(
            "UPDATE articles SET duplicate_of = :keeper, next_visit_at = NULL WHERE id = :id OR duplicate_of = :id",
            {"keeper": keeper[0], "id": article_id},
        )
    return int(keeper[0])
