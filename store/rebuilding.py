"""All texts read again with a better grammar: first beside what there is, then put in its place at one stroke.

Readings are kept as they come, so that a rebuild that was ended goes on where it stopped; until all are there,
everything else in the store stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store.claim_rows import CLAIM_COLUMNS, claim_columns, claim_of, storable_claim
from store.facts import fact_of_claim
from store.moments import from_text
from store.outlets import insert
from store.passage_rows import PASSAGE_COLUMNS, passage_columns, passage_of, storable_passage
from store.replay import Progress, bring_about, forget_what_follows
from store.rows import RereadRevision, StoredText
from store.settings import StorySetting
from story import Claim, Passage, Reading, admission, edited_words

if TYPE_CHECKING:
    from sqlite_utils import Database

_UNREAD = """
SELECT revisions.id, title, text, stated_lang, stated_at
FROM revisions LEFT JOIN rereadings ON rereadings.revision_id = revisions.id AND rereadings.grammar = ?
WHERE revisions.id > ? AND rereadings.revision_id IS NULL
ORDER BY revisions.id LIMIT ?
"""


def unread_texts(database: Database, grammar: str, after_id: int, limit: int) -> list[StoredText]:
    """A page of the texts that this grammar hasn't read yet, by the id of their revision."""
    return [
        StoredText(row[0], row[1], row[2], row[3], from_text(row[4]))
        for row in database.execute(_UNREAD, (grammar, after_id, limit)).fetchall()
    ]


def count_unread(database: Database, grammar: str) -> int:
    """How many texts this grammar hasn't read yet."""
    row = database.execute(
        """
        SELECT (SELECT count FROM totals WHERE name = 'revisions')
            - (SELECT count(*) FROM rereadings WHERE grammar = ?)
        """,
        (grammar,),
    ).fetchone()
    return int(row[0])


def keep_readings(database: Database, grammar: str, readings: Iterable[tuple[int, Reading]]) -> None:
    """Keeps what the grammar read in revisions, until all are read."""
    import msgspec

    database.conn.executemany(
        "INSERT OR REPLACE INTO rereadings (revision_id, grammar, reading) VALUES (?, ?, ?)",
        [(revision_id, grammar, msgspec.json.encode(reading).decode()) for revision_id, reading in readings],
    )


def forget_readings(database: Database) -> None:
    """Drops what was read and not put in place."""
    database.execute("DELETE FROM rereadings")


def changed_readings(database: Database, grammar: str) -> Iterator[RereadRevision]:
    """The revisions in which the grammar reads something else than what stands, in order of their ids."""
    for revision_id, reading in _readings(database, grammar):
        before = Counter(given for _, given in _given(database, revision_id))
        after = Counter(_storable(database, revision_id, reading))
        if before != after:
            yield _reread(database, revision_id, tuple((after - before).elements()), tuple((before - after).elements()))


def put_in_place(database: Database, grammar: str, setting: StorySetting, progress: Progress | None = None) -> None:
    """Makes what the grammar read what stands, and brings about anew all that follows. Inside a transaction.

    A claim or passage that both read keeps its id. Raises ValueError if a text hasn't been read with the grammar.
    """
    if unread_texts(database, grammar, 0, 1):
        raise ValueError("there are texts that this grammar hasn't read yet")
    forget_what_follows(database)
    for revision_id, reading in _readings(database, grammar):
        left = list(_given(database, revision_id))
        for given in _storable(database, revision_id, reading):
            known = next((pair for pair in left if pair[1] == given), None)
            if known is not None:
                left.remove(known)
            elif isinstance(given, Claim):
                fact_id = fact_of_claim(database, given)
                insert(database, "claims", {"revision_id": revision_id, "fact_id": fact_id, **claim_columns(given)})
            else:
                insert(database, "passages", {"revision_id": revision_id, **passage_columns(given)})
        for row_id, given in left:
            table = "claims" if isinstance(given, Claim) else "passages"
            database.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))  # noqa: S608 the names are ours
        database.execute("UPDATE revisions SET lang = ? WHERE id = ?", (reading.lang, revision_id))
    database.execute(
        """
        UPDATE articles SET claim_count = (
            SELECT count(*) FROM claims WHERE claims.revision_id = articles.latest_revision_id
        )
        """
    )
    _judge_edits_again(database)
    bring_about(database, setting, progress)
    forget_readings(database)


def _judge_edits_again(database: Database) -> None:
    """What edits did to the words of texts, and whether they own up to it, by the present words for that."""
    last = 0
    while rows := database.execute(
        """
        SELECT revisions.id, before.text, revisions.text
        FROM revisions JOIN revisions AS before
            ON before.article_id = revisions.article_id AND before.number = revisions.number - 1
        WHERE revisions.id > ? ORDER BY revisions.id LIMIT 200
        """,
        (last,),
    ).fetchall():
        database.conn.executemany(
            "UPDATE revisions SET admission = ?, edited_words = ? WHERE id = ?",
            [(admission(before, text).value, edited_words(before, text), id) for id, before, text in rows],
        )
        last = rows[-1][0]


def _readings(database: Database, grammar: str) -> Iterator[tuple[int, Reading]]:
    import msgspec

    last = 0
    while rows := database.execute(
        "SELECT revision_id, reading FROM rereadings WHERE revision_id > ? AND grammar = ? "
        "ORDER BY revision_id LIMIT 500",
        (last, grammar),
    ).fetchall():
        for revision_id, reading in rows:
            yield revision_id, msgspec.json.decode(reading, type=Reading)
        last = rows[-1][0]


def _given(database: Database, revision_id: int) -> Iterator[tuple[int, Claim | Passage]]:
    """The claims and passages that stand, with the ids of their rows."""
    for claim_id, *columns in database.execute(
        f"SELECT id, {CLAIM_COLUMNS} FROM claims WHERE revision_id = ? ORDER BY id",  # noqa: S608
        (revision_id,),
    ).fetchall():
        yield claim_id, claim_of(tuple(columns))
    for passage_id, *columns in database.execute(
        f"SELECT id, {PASSAGE_COLUMNS} FROM passages WHERE revision_id = ? ORDER BY id",  # noqa: S608
        (revision_id,),
    ).fetchall():
        yield passage_id, passage_of(tuple(columns))


def _storable(database: Database, revision_id: int, reading: Reading) -> Iterator[Claim | Passage]:
    (text,) = database.execute("SELECT text FROM revisions WHERE id = ?", (revision_id,)).fetchone()
    for claim in sorted(reading.claims, key=lambda claim: claim.start):
        yield storable_claim(claim, text)
    for passage in sorted(reading.passages, key=lambda passage: passage.start):
        yield storable_passage(passage, text)


def _reread(
    database: Database, revision_id: int, came: tuple[Claim | Passage, ...], went: tuple[Claim | Passage, ...]
) -> RereadRevision:
    row = database.execute(
        """
        SELECT articles.id, revisions.number, outlets.name, revisions.title, articles.url
        FROM revisions JOIN articles ON articles.id = revisions.article_id
        JOIN outlets ON outlets.id = articles.outlet_id WHERE revisions.id = ?
        """,
        (revision_id,),
    ).fetchone()
    return RereadRevision(revision_id, row[0], row[1], row[2], row[3], row[4], came, went)
