"""Passages: kept with their revision, and led to the fact that they give by comparing them with those before.

A passage is compared with the few that were filed under one of its words, the oldest of each fact first, so that the
same passages in the same order always come to the same facts.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.cleaning import folded, storable
from store.facts import fact_of_key
from store.outlets import insert
from store.passage_rows import PASSAGE_COLUMNS, passage_columns, passage_of, storable_passage
from store.rows import NewRevision
from story import SHARED, FactType, Passage, StoryContext, block_keys, passage_key, same_passage

if TYPE_CHECKING:
    from sqlite_utils import Database

MOST_CANDIDATES = 60  # passages that one is compared with

_CANDIDATES = f"""
SELECT passages.id, passages.fact_id, revisions.article_id, revisions.lang, {PASSAGE_COLUMNS}
FROM (
    SELECT passage_id, count(*) AS shared FROM passage_blocks
    WHERE block IN (SELECT value FROM json_each(?)) GROUP BY passage_id ORDER BY shared DESC, passage_id LIMIT ?
) AS filed
JOIN passages ON passages.id = filed.passage_id
JOIN revisions ON revisions.id = passages.revision_id
ORDER BY passages.id
"""  # noqa: S608 the columns are ours
_PUBLISHER = """
SELECT outlets.publisher FROM articles JOIN outlets ON outlets.id = articles.outlet_id WHERE articles.id = ?
"""


def save_passages(database: Database, revision_id: int, revision: NewRevision) -> None:
    """Keeps a revision's passages; `lead_passages` then leads them to their facts."""
    for passage in sorted(revision.passages, key=lambda passage: passage.start):
        kept = storable_passage(passage, storable(revision.text))
        insert(database, "passages", {"revision_id": revision_id, **passage_columns(kept)})


def lead_passages(database: Database, revision_id: int, context: StoryContext | None) -> set[int]:
    """Leads a revision's passages to the facts that they give.

    Returns the articles of other outlets whose passage became a fact only by this one: what they report is to be
    read anew.
    """
    lang, publisher = database.execute(
        """
        SELECT revisions.lang, outlets.publisher FROM revisions
        JOIN articles ON articles.id = revisions.article_id
        JOIN outlets ON outlets.id = articles.outlet_id
        WHERE revisions.id = ?
        """,
        (revision_id,),
    ).fetchone()
    found = database.execute(
        f"SELECT passages.id, {PASSAGE_COLUMNS} FROM passages WHERE revision_id = ? ORDER BY id",  # noqa: S608
        (revision_id,),
    ).fetchall()
    leading = _Leading(database, context, lang, publisher)
    for passage_id, *columns in found:
        fact_id = leading.fact_of(passage_id, passage_of(tuple(columns)))
        if fact_id is not None:
            _lead(database, passage_id, fact_id)
    return leading.concerned


@dataclass(slots=True)
class _Leading:
    """The passages of one revision on their way to their facts; `concerned` is what `lead_passages` returns."""

    database: Database
    context: StoryContext | None
    lang: str
    publisher: str
    concerned: set[int] = field(default_factory=set)

    def fact_of(self, passage_id: int, passage: Passage) -> int | None:
        """The fact that a passage gives, if it gives any: the one with its key, or one that others like it give."""
        key = passage_key(passage, self.context)
        if key is not None:
            return fact_of_key(self.database, key, passage)
        blocks = block_keys(passage, self.lang, self.context)
        fact_id, longest = self._fact_of_others(passage, blocks)
        if fact_id is None and passage.topic != SHARED:
            fact_id = fact_of_key(self.database, _own_key(passage, self.lang), passage)
        if 2 * len(passage.text) > 3 * longest:  # new, or much longer than what others gave of it
            self.database.conn.executemany(
                "INSERT OR IGNORE INTO passage_blocks (block, passage_id) VALUES (?, ?)",
                [(storable(block), passage_id) for block in blocks],
            )
        return fact_id

    def _fact_of_others(self, passage: Passage, blocks: tuple[str, ...]) -> tuple[int | None, int]:
        """The fact of the passages filed under one of these blocks that say the same, and the length of the longest."""
        longest = 0
        fact_id: int | None = None
        for other_id, other_fact, article_id, other_lang, *columns in self.database.execute(
            _CANDIDATES, (json.dumps(blocks), MOST_CANDIDATES)
        ).fetchall():
            if fact_id not in (None, other_fact) or not _may_meet(passage, self.lang, other_lang):
                continue
            other = passage_of(tuple(columns))
            if not same_passage(passage, other, self.lang, self.context):
                continue
            if other_fact is None:
                if self.database.execute(_PUBLISHER, (article_id,)).fetchone() == (self.publisher,):
                    continue
                other_fact = fact_of_key(self.database, _own_key(other, self.lang), other)
                _lead(self.database, other_id, other_fact)
                self.concerned.add(article_id)
            fact_id, longest = other_fact, max(longest, len(other.text))
        return fact_id, longest


def _own_key(passage: Passage, lang: str) -> str:
    """The key of a fact that a passage is the first to give: the same for the same words of the same speaker.

    Of a happening the whole sentence: "two men were arrested" may be told of two towns.
    """
    said = passage.sentence if passage.type is FactType.HAPPENING else passage.text
    words = "\n".join((_base(lang), folded(passage.source or ""), folded(said)))
    return f"{passage.type}|{passage.topic}|{hashlib.blake2b(words.encode(), digest_size=8).hexdigest()}"


def _lead(database: Database, passage_id: int, fact_id: int) -> None:
    database.execute("UPDATE passages SET fact_id = ? WHERE id = ?", (fact_id, passage_id))


def _may_meet(passage: Passage, lang: str, other_lang: str) -> bool:
    """Whether passages are compared: of two languages only happenings, which names and numbers tell."""
    is_by_words = passage.type is FactType.STATEMENT or passage.topic == SHARED
    return not is_by_words or _base(lang) == _base(other_lang)


def _base(lang: str) -> str:
    """The language without its region: "en-GB" and "en" are compared."""
    return lang.partition("-")[0]
