"""What the articles say: revisions, and the claims and passages read in them."""

from __future__ import annotations

TEXTS = (
    """
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    lang TEXT NOT NULL,
    essence_hash TEXT NOT NULL,
    seen_not_before TEXT,
    seen_from TEXT NOT NULL,
    published_at TEXT,
    modified_at TEXT,
    credit TEXT,
    credit_how TEXT,
    admission TEXT NOT NULL,
    edited_words TEXT NOT NULL,
    stated_lang TEXT,
    stated_at TEXT,
    is_stub INTEGER NOT NULL,
    known_from TEXT NOT NULL,
    UNIQUE (article_id, number)
) STRICT
""",
    """
CREATE TABLE claims (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    fact_id INTEGER REFERENCES facts (id),
    kind TEXT NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER,
    qualifier TEXT NOT NULL,
    text TEXT NOT NULL,
    text_start INTEGER NOT NULL,
    text_end INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    party TEXT NOT NULL,
    is_partial INTEGER NOT NULL,
    scope TEXT NOT NULL,
    modality TEXT NOT NULL,
    is_superseded INTEGER NOT NULL,
    source TEXT,
    via TEXT,
    speaker_class TEXT NOT NULL,
    group_name TEXT,
    rule TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    fact_id INTEGER REFERENCES facts (id),
    type TEXT NOT NULL,
    topic TEXT NOT NULL,
    text TEXT NOT NULL,
    text_start INTEGER NOT NULL,
    text_end INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    source TEXT,
    actor TEXT,
    via TEXT,
    speaker_class TEXT NOT NULL,
    scope TEXT NOT NULL,
    rule TEXT NOT NULL
) STRICT
""",
    # The dated parts of a live blog's text.
    """
CREATE TABLE updates (
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    text_start INTEGER NOT NULL,
    text_end INTEGER NOT NULL CHECK (text_end > text_start),
    published_at TEXT NOT NULL,
    modified_at TEXT,
    PRIMARY KEY (revision_id, text_start)
) STRICT, WITHOUT ROWID
""",
    # Under which words the passages that others are compared with are filed.
    """
CREATE TABLE passage_blocks (
    block TEXT NOT NULL,
    passage_id INTEGER NOT NULL REFERENCES passages (id),
    PRIMARY KEY (block, passage_id)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX revisions_in_order ON revisions (known_from, id)",
    "CREATE INDEX revisions_of_text ON revisions (article_id, essence_hash)",
    "CREATE INDEX claims_of_revision ON claims (revision_id, text_start)",
    "CREATE INDEX claims_of_fact ON claims (fact_id)",
    "CREATE INDEX passages_of_revision ON passages (revision_id, text_start)",
    "CREATE INDEX passages_of_fact ON passages (fact_id)",
    "CREATE INDEX passage_blocks_of_passage ON passage_blocks (passage_id)",
)

# sqlite-utils' own trigger fires on every UPDATE; these only when a text really changes.
FULL_TEXT = (
    """
CREATE VIRTUAL TABLE revisions_fts USING fts5 (
    title, text, content = 'revisions', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
)
""",
    """
CREATE TRIGGER revisions_fts_insert AFTER INSERT ON revisions BEGIN
    INSERT INTO revisions_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END
""",
    """
CREATE TRIGGER revisions_fts_delete AFTER DELETE ON revisions BEGIN
    INSERT INTO revisions_fts (revisions_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END
""",
    """
CREATE TRIGGER revisions_fts_update AFTER UPDATE OF title, text ON revisions BEGIN
    INSERT INTO revisions_fts (revisions_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO revisions_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END
""",
)

# Texts read again, until all are (store/rebuilding.py): empty but while `storywatch rebuild` works or was ended.
REBUILDING = (
    """
CREATE TABLE rereadings (
    revision_id INTEGER PRIMARY KEY REFERENCES revisions (id),
    grammar TEXT NOT NULL,
    reading TEXT NOT NULL
) STRICT
""",
)
