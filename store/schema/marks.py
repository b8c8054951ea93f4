"""What people judged."""

from __future__ import annotations

# What people judged, never counted anew: docs/marks.md. `requests` are those that the inbox handed over.
MARKS = (
    """
CREATE TABLE marks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    judgement TEXT NOT NULL,
    target TEXT NOT NULL,
    label TEXT NOT NULL,
    note TEXT NOT NULL,
    article_id INTEGER REFERENCES articles (id),
    revision_number INTEGER,
    kind TEXT,
    low INTEGER,
    high INTEGER,
    text_start INTEGER,
    text_end INTEGER,
    sentence TEXT,
    fact_key TEXT,
    other_key TEXT,
    undone_at TEXT,
    undone_by TEXT
) STRICT
""",
    """
CREATE TABLE marked_articles (
    mark_id INTEGER NOT NULL REFERENCES marks (id),
    article_id INTEGER NOT NULL REFERENCES articles (id),
    PRIMARY KEY (mark_id, article_id)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    request TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    mark_id INTEGER REFERENCES marks (id),
    refusal TEXT,
    feeds_asked INTEGER NOT NULL DEFAULT 0,
    feeds_waiting INTEGER NOT NULL DEFAULT 0
) STRICT
""",
    "CREATE INDEX marks_of_judgement ON marks (judgement, id)",
    "CREATE INDEX marks_of_article ON marks (article_id) WHERE article_id IS NOT NULL",
    "CREATE INDEX marks_of_fact ON marks (fact_key) WHERE fact_key IS NOT NULL",
    "CREATE INDEX marks_of_other_fact ON marks (other_key) WHERE other_key IS NOT NULL",
    "CREATE INDEX marked_articles_of_article ON marked_articles (article_id)",
    "CREATE INDEX requests_of_mark ON requests (mark_id) WHERE mark_id IS NOT NULL",
)
