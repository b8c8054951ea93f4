"""Articles of outlets whose publisher or kind has changed: what they report is counted anew, a few at a time.

`outlets.recounted_to` says how far that has come, so that whoever is ended in the middle goes on there.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from store.knowledge import learn
from store.refreshing import refresh_articles
from store.settings import StorySetting

if TYPE_CHECKING:
    from sqlite_utils import Database

AT_ONCE = 20  # articles in one transaction: half a second of a large story, for which visits wait

_LEFT = """
SELECT count(*) FROM outlets CROSS JOIN articles ON articles.outlet_id = outlets.id AND articles.id > recounted_to
WHERE recounted_to IS NOT NULL
"""


def recount_next(database: Database, setting: StorySetting, now: datetime) -> int:
    """Counts the next articles anew that need it. Returns how many are left. Inside a transaction."""
    row = database.execute(
        "SELECT id, recounted_to FROM outlets WHERE recounted_to IS NOT NULL ORDER BY id LIMIT 1"
    ).fetchone()
    if row is None:
        return 0
    outlet_id, recounted_to = row
    found = database.execute(
        "SELECT id FROM articles WHERE outlet_id = ? AND id > ? ORDER BY id LIMIT ?", (outlet_id, recounted_to, AT_ONCE)
    )
    articles = [article_id for (article_id,) in found.fetchall()]
    if articles:
        refresh_articles(database, articles, setting, learn(database, now))
    reached = articles[-1] if len(articles) == AT_ONCE else None
    database.execute("UPDATE outlets SET recounted_to = ? WHERE id = ?", (reached, outlet_id))
    return int(database.execute(_LEFT).fetchone()[0])
