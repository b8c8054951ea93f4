"""What copies what."""

from __future__ import annotations

# What copies what (store/copies.py). `copies` holds versions; the other two only help to find the next ones.
COPIES = (
    """
CREATE TABLE copies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    original_id INTEGER NOT NULL REFERENCES articles (id),
    original_revision_id INTEGER NOT NULL REFERENCES revisions (id),
    containment REAL NOT NULL,
    known_from TEXT NOT NULL,
    known_until TEXT
) STRICT
""",
    """
CREATE TABLE copy_texts (
    revision_id INTEGER PRIMARY KEY REFERENCES revisions (id),
    article_id INTEGER NOT NULL REFERENCES articles (id),
    at TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE copy_index (
    shingle INTEGER PRIMARY KEY,
    revision_id INTEGER NOT NULL
) STRICT
""",
    "CREATE INDEX copies_of_article ON copies (article_id, known_from)",
    "CREATE INDEX copies_of_original ON copies (original_id, id) WHERE known_until IS NULL",
    "CREATE INDEX copies_of_revision ON copies (revision_id)",
    "CREATE INDEX copies_of_original_revision ON copies (original_revision_id)",
    "CREATE INDEX copy_texts_of_article ON copy_texts (article_id)",
)
