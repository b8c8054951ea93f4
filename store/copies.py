"""Which articles copy which: each text is judged when it comes, against those that share words with it.

Whether two texts are copies is `story.copies`' matter; here stands how the few texts worth comparing are found among
hundreds of thousands. Of each text a fixed share of its shingles is kept in `copy_index`, and each of them belongs to
the earliest text that has it. So nothing grows with the number of copies: a hundredth copy adds no row, and its
shingles lead to the first text at once. A copy owns only what it adds, which leads whoever copies that to it.

All of it follows from the order in which texts come: judged again in that order, they give the same rows.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from store.moments import from_text, to_text
from store.report_rows import origin_from
from story import COPY, Original, containment, shingles

if TYPE_CHECKING:
    from sqlite_utils import Database

SAMPLE = 6  # one shingle in so many is indexed: some 60 of a text of 400 words, 6 of the shortest that is judged
COMPARED = 2  # articles that a new text is compared with, those that share most
CLAIMED = 4  # later texts that a text which came late is compared with as their original
CASCADE = 100  # articles whose origins are led anew at one time


@dataclass(frozen=True, slots=True)
class CopyOf:
    """What an article copies: the text of it that does, the original, and how much of the shorter one they share."""

    revision_id: int
    original_id: int
    original_revision_id: int
    containment: float


@dataclass(frozen=True, slots=True, order=True)
class _Text:
    """A judged text; texts are in order of their time, then of their articles."""

    at: str
    article_id: int
    revision_id: int


_COPY_OF = "SELECT revision_id, original_id, original_revision_id, containment FROM copies WHERE article_id = ?"


def judge_text(database: Database, revision_id: int, at: datetime, known_from: datetime) -> list[int]:
    """Finds out whether a text is a copy or an original, and keeps it.

    Returns the articles whose origins may change, originals before their copies.

    To be called once for each revision, in the order in which they become known, within the transaction that saves
    it; again when its time changes; the second call with the same time does nothing. `at` is the best estimate of when
    the text appeared, `known_from` the story-clock moment at which the store learned it.

    An article's first text decides. A later one is judged, by what it adds, only if those before were no copies.
    A text is compared with the COMPARED articles of other publishers that share most of its words, and copies the one
    with which it shares most (then the earliest). If it came late, up to CLAIMED later texts that share words with it
    get it for their original. Their copies keep them as theirs, and reach the new original through them, so that only
    facts have to be led anew: for the CASCADE articles nearest in the chain. The others follow with their next text.
    """
    (article_id,) = database.execute("SELECT article_id FROM revisions WHERE id = ?", (revision_id,)).fetchone()
    known = database.execute("SELECT at FROM copy_texts WHERE revision_id = ?", (revision_id,)).fetchone()
    here = _Text(to_text(at), article_id, revision_id)
    if known is not None and known[0] == here.at:
        return []
    database.execute(
        "INSERT INTO copy_texts (revision_id, article_id, at) VALUES (?, ?, ?) "
        "ON CONFLICT (revision_id) DO UPDATE SET at = excluded.at",
        (revision_id, article_id, here.at),
    )
    texts = [here]
    if known is not None:  # its time has moved: who copied it may be the earlier one now
        texts = [text for text in sorted(_texts_of_copies(database, article_id)) if text < here] + texts
    changed: set[int] = set()
    for text in texts:
        changed |= _judge(database, text, known_from)
    return with_their_copies(database, changed)


def _judge(database: Database, here: _Text, known_from: datetime) -> set[int]:
    """Looks for a text's original and for texts of which it is the original. Returns the articles that this changes."""
    changed = set()
    _, text, before = _texts_of(database, here.revision_id)
    added = shingles(text) - shingles(before)
    owners = _owners(database, added)
    others = Counter(owner for owner in owners.values() if owner.article_id != here.article_id)
    current = copy_of(database, here.article_id)
    if current is None or current.revision_id >= here.revision_id:
        found = _original_among(database, here, added, {owner: n for owner, n in others.items() if owner < here})
        if found is None and current is not None and current.revision_id > here.revision_id:
            found = current  # a later text of the article still copies, whenever this one appeared
        if found != current:
            changed.add(here.article_id)
            _set_copy(database, here.article_id, found, known_from)
    later = [owner for owner in others if owner > here]
    for copier in sorted(later, key=lambda owner: (-others[owner], owner))[:CLAIMED]:
        if _claim(database, here, copier, known_from):
            changed.add(copier.article_id)
    _own(database, here, added, owners)
    return changed


def judged_texts(database: Database, article_id: int) -> dict[int, str]:
    """The texts of an article that were judged, by revision, each with the time at which it was taken to appear."""
    found = database.execute("SELECT revision_id, at FROM copy_texts WHERE article_id = ?", (article_id,))
    return dict(found.fetchall())


def copy_of(database: Database, article_id: int, as_of: datetime | None = None) -> CopyOf | None:
    """What an article copies, as known now or at a moment; None if nothing."""
    if as_of is None:
        row = database.execute(f"{_COPY_OF} AND known_until IS NULL", (article_id,)).fetchone()
    else:
        moment = to_text(as_of)
        known = "known_from <= ? AND (known_until IS NULL OR known_until > ?)"
        row = database.execute(f"{_COPY_OF} AND {known}", (article_id, moment, moment)).fetchone()
    return CopyOf(*row) if row else None


def original_of(database: Database, article_id: int) -> Original | None:
    """What the article that this one copies reports itself, as known now, for `story.article_reports`; None if none."""
    found = copy_of(database, article_id)
    if found is None:
        return None
    outlet, publisher = database.execute(
        "SELECT outlets.name, outlets.publisher FROM articles JOIN outlets ON outlets.id = articles.outlet_id "
        "WHERE articles.id = ?",
        (found.original_id,),
    ).fetchone()
    rows = database.execute(
        "SELECT facts.key, reports.at, reports.origin, reports.origin_how, reports.origin_key "
        "FROM reports JOIN facts ON facts.id = reports.fact_id "
        "WHERE reports.article_id = ? AND reports.known_until IS NULL",
        (found.original_id,),
    ).fetchall()
    facts = {key: (from_text(at), origin_from(*origin)) for key, at, *origin in rows}
    return Original(found.original_id, outlet, publisher, found.revision_id, facts)


def copies_of(database: Database, article_id: int, limit: int = CASCADE) -> list[int]:
    """The articles that copy this one itself, those first that are known longest."""
    rows = database.execute(
        "SELECT article_id FROM copies WHERE original_id = ? AND known_until IS NULL ORDER BY id LIMIT ?",
        (article_id, limit),
    )
    return [row[0] for row in rows.fetchall()]


def with_their_copies(database: Database, articles: Iterable[int]) -> list[int]:
    """These articles and their copies down the chain, CASCADE at most; originals before their copies."""
    reached = dict.fromkeys(sorted(articles))
    newest = list(reached)
    while newest and len(reached) < CASCADE:
        found = [copy for article_id in newest for copy in copies_of(database, article_id)]
        newest = [copy for copy in dict.fromkeys(found) if copy not in reached][: CASCADE - len(reached)]
        reached.update(dict.fromkeys(newest))
    return originals_first(database, reached)


def originals_first(database: Database, articles: Iterable[int]) -> list[int]:
    """These articles in an order in which those that copy others of them come behind these."""
    originals = {article_id: copy_of(database, article_id) for article_id in articles}
    in_order: dict[int, None] = {}
    for article_id in originals:
        chain: list[int] = []
        here: int | None = article_id
        while here in originals and here not in in_order and here not in chain:
            chain.append(here)
            original = originals[here]
            here = original.original_id if original else None
        in_order.update(dict.fromkeys(reversed(chain)))
    return list(in_order)


def forget_copies(database: Database) -> None:
    """Empties what was judged, so that all texts can be judged again."""
    for table in ("copies", "copy_index", "copy_texts"):
        database.execute(f"DELETE FROM {table}")  # noqa: S608 the names are ours


def _texts_of(database: Database, revision_id: int) -> tuple[int, str, str]:
    """A revision's article, its text, and the one that stood before it ("" for the first)."""
    row: tuple[int, str, str] = database.execute(
        """
        SELECT revisions.article_id, revisions.text, coalesce(before.text, '')
        FROM revisions LEFT JOIN revisions AS before
            ON before.article_id = revisions.article_id AND before.number = revisions.number - 1
        WHERE revisions.id = ?
        """,
        (revision_id,),
    ).fetchone()
    return row


def _publishers(database: Database, article_ids: Iterable[int]) -> dict[int, str]:
    """Whose each of these articles is."""
    found = database.execute(
        "SELECT articles.id, outlets.publisher FROM articles JOIN outlets ON outlets.id = articles.outlet_id "
        "WHERE articles.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(article_ids)),),
    )
    return dict(found.fetchall())


def _owners(database: Database, hashes: Iterable[int]) -> dict[int, _Text]:
    """The texts to which the sampled ones of these shingles belong."""
    rows = database.execute(
        """
        SELECT copy_index.shingle, copy_texts.at, copy_texts.article_id, copy_texts.revision_id
        FROM json_each(?) AS asked
        JOIN copy_index ON copy_index.shingle = asked.value
        JOIN copy_texts ON copy_texts.revision_id = copy_index.revision_id
        """,
        (json.dumps([each for each in hashes if each % SAMPLE == 0]),),
    )
    return {shingle: _Text(*text) for shingle, *text in rows.fetchall()}


def _texts_of_copies(database: Database, article_id: int) -> list[_Text]:
    """The texts of an article's copies that copy it."""
    rows = database.execute(
        """
        SELECT copy_texts.at, copy_texts.article_id, copy_texts.revision_id
        FROM copies JOIN copy_texts ON copy_texts.revision_id = copies.revision_id
        WHERE copies.original_id = ? AND copies.known_until IS NULL ORDER BY copies.id LIMIT ?
        """,
        (article_id, CASCADE),
    )
    return [_Text(*text) for text in rows.fetchall()]


def _original_among(
    database: Database, here: _Text, added: frozenset[int], earlier: Mapping[_Text, int]
) -> CopyOf | None:
    """The earlier text that a text copies, if it copies any: the one with which it shares most, then the earliest."""
    if not earlier:
        return None
    by_article: dict[int, Counter[_Text]] = {}
    for text, votes in earlier.items():
        by_article.setdefault(text.article_id, Counter())[text] = votes
    publishers = _publishers(database, [here.article_id, *by_article])
    found: list[tuple[float, _Text]] = []
    compared = 0
    for texts in sorted(by_article.values(), key=lambda texts: (-texts.total(), min(texts))):
        if publishers[min(texts).article_id] == publishers[here.article_id]:
            continue
        for text in {max(texts), min(texts, key=lambda each: (-texts[each], each))}:  # the latest, the most likely
            share = round(containment(added, shingles(_texts_of(database, text.revision_id)[1])), 3)
            found += [(-share, text)] if share >= COPY else []
        compared += 1
        if compared == COMPARED:
            break
    if not found:
        return None
    share, text = min(found)
    return CopyOf(here.revision_id, text.article_id, text.revision_id, -share)


def _claim(database: Database, here: _Text, later: _Text, known_from: datetime) -> bool:
    """Makes a text that came late the original of a later one, if that copies it more than what it was a copy of."""
    current = copy_of(database, later.article_id)
    if current is not None and current.revision_id < later.revision_id:
        return False
    if len(set(_publishers(database, (here.article_id, later.article_id)).values())) == 1:
        return False
    _, text, before = _texts_of(database, later.revision_id)
    whole = shingles(_texts_of(database, here.revision_id)[1])
    share = round(containment(shingles(text) - shingles(before), whole), 3)
    if share < COPY:
        return False
    if current is not None and current.revision_id == later.revision_id:
        (at,) = database.execute(
            "SELECT at FROM copy_texts WHERE revision_id = ?", (current.original_revision_id,)
        ).fetchone()
        original = _Text(at, current.original_id, current.original_revision_id)
        if (-current.containment, original) <= (-share, here):
            return False
    _set_copy(
        database, later.article_id, CopyOf(later.revision_id, here.article_id, here.revision_id, share), known_from
    )
    return True


def _set_copy(database: Database, article_id: int, found: CopyOf | None, known_from: datetime) -> None:
    """Ends what was known of an article, and begins a version with what is found; one of no length isn't kept."""
    moment = to_text(known_from)
    database.execute(
        "DELETE FROM copies WHERE article_id = ? AND known_until IS NULL AND known_from >= ?", (article_id, moment)
    )
    database.execute(
        "UPDATE copies SET known_until = ? WHERE article_id = ? AND known_until IS NULL", (moment, article_id)
    )
    if found is not None:
        database.execute(
            "INSERT INTO copies (article_id, revision_id, original_id, original_revision_id, containment, known_from) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                article_id,
                found.revision_id,
                found.original_id,
                found.original_revision_id,
                found.containment,
                moment,
            ),
        )


def _own(database: Database, here: _Text, added: frozenset[int], owners: dict[int, _Text]) -> None:
    """Indexes the sampled shingles that no earlier text has."""
    database.conn.executemany(
        "INSERT INTO copy_index (shingle, revision_id) VALUES (?, ?) "
        "ON CONFLICT (shingle) DO UPDATE SET revision_id = excluded.revision_id",
        [
            (shingle, here.revision_id)
            for shingle in sorted(added)
            if shingle % SAMPLE == 0 and (shingle not in owners or here < owners[shingle])
        ],
    )
