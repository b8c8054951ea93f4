"""What follows from coverage, most of it as versions: facts, reports and the timeline; and what counts rows."""

from __future__ import annotations

FOLLOWING = (
    # A fact as it stands now; `fact_history` and `fact_counts` hold how it stood before.
    """
CREATE TABLE facts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    kind TEXT,
    low INTEGER,
    high INTEGER,
    party TEXT,
    is_partial INTEGER NOT NULL,
    scope TEXT NOT NULL,
    report_count INTEGER NOT NULL DEFAULT 0,
    withdrawn_count INTEGER NOT NULL DEFAULT 0,
    last_at TEXT,
    label TEXT NOT NULL DEFAULT '',
    qualifier TEXT,
    group_name TEXT,
    modality TEXT NOT NULL DEFAULT 'reported',
    voice TEXT NOT NULL DEFAULT '',
    speaker TEXT,
    speaker_class TEXT NOT NULL DEFAULT 'unknown',
    first_at TEXT,
    first_not_before TEXT,
    first_not_after TEXT,
    first_outlets TEXT NOT NULL DEFAULT '[]',
    first_articles TEXT NOT NULL DEFAULT '[]',
    origin TEXT NOT NULL DEFAULT '',
    origin_how TEXT NOT NULL DEFAULT 'own',
    outlet_count INTEGER NOT NULL DEFAULT 0,
    origin_count INTEGER NOT NULL DEFAULT 0,
    words TEXT NOT NULL DEFAULT ''
) STRICT
""",
    # Who was first, and what the fact is called; a row each time that it changed.
    """
CREATE TABLE fact_history (
    fact_id INTEGER NOT NULL REFERENCES facts (id),
    known_from TEXT NOT NULL,
    known_until TEXT,
    label TEXT NOT NULL,
    qualifier TEXT,
    group_name TEXT,
    modality TEXT NOT NULL,
    voice TEXT NOT NULL,
    speaker TEXT,
    speaker_class TEXT NOT NULL,
    first_at TEXT NOT NULL,
    first_not_before TEXT,
    first_not_after TEXT NOT NULL,
    first_outlets TEXT NOT NULL,
    first_articles TEXT NOT NULL,
    origin TEXT NOT NULL,
    origin_how TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (fact_id, known_from)
) STRICT, WITHOUT ROWID
""",
    # How many articles, outlets and origins gave a fact; a row for each report that came, held until the next one.
    """
CREATE TABLE fact_counts (
    fact_id INTEGER NOT NULL REFERENCES facts (id),
    known_from TEXT NOT NULL,
    report_count INTEGER NOT NULL,
    withdrawn_count INTEGER NOT NULL,
    outlet_count INTEGER NOT NULL,
    origin_count INTEGER NOT NULL,
    last_at TEXT,
    PRIMARY KEY (fact_id, known_from)
) STRICT, WITHOUT ROWID
""",
    # Whose reports a fact has now, from where: what outlets and independent origins are counted from.
    """
CREATE TABLE fact_sources (
    fact_id INTEGER NOT NULL REFERENCES facts (id),
    publisher TEXT NOT NULL,
    origin_key TEXT NOT NULL,
    report_count INTEGER NOT NULL,
    PRIMARY KEY (fact_id, publisher, origin_key)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    fact_id INTEGER NOT NULL REFERENCES facts (id),
    article_id INTEGER NOT NULL REFERENCES articles (id),
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    claim_id INTEGER REFERENCES claims (id),
    passage_id INTEGER REFERENCES passages (id),
    publisher TEXT NOT NULL,
    at TEXT NOT NULL,
    earliest TEXT NOT NULL,
    not_before TEXT,
    not_after TEXT NOT NULL,
    basis TEXT NOT NULL,
    origin TEXT NOT NULL,
    origin_how TEXT NOT NULL,
    origin_key TEXT NOT NULL,
    voice TEXT NOT NULL,
    voice_key TEXT NOT NULL,
    is_official INTEGER NOT NULL,
    withdrawn_at TEXT,
    is_superseded INTEGER NOT NULL,
    known_from TEXT NOT NULL,
    known_until TEXT
) STRICT
""",
    """
CREATE TABLE events (
    version INTEGER PRIMARY KEY,
    id INTEGER NOT NULL,
    at TEXT NOT NULL,
    not_before TEXT,
    not_after TEXT NOT NULL,
    event TEXT NOT NULL,
    label TEXT NOT NULL,
    detail TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    fact_id INTEGER REFERENCES facts (id),
    publisher TEXT,
    claim_id INTEGER REFERENCES claims (id),
    passage_id INTEGER REFERENCES passages (id),
    words TEXT NOT NULL,
    known_from TEXT NOT NULL,
    known_until TEXT,
    UNIQUE (id, known_from)
) STRICT
""",
    # The latest moment at which the store learned anything: what follows from coverage is known no earlier.
    """
CREATE TABLE knowledge (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    latest TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE totals (
    name TEXT PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID
""",
    "INSERT INTO totals (name, count) VALUES ('entries', 0), ('articles', 0), ('revisions', 0), ('claims', 0)",
    *(
        f"CREATE TRIGGER {table}_{done} AFTER {event} ON {table} "  # noqa: S608 our own names
        f"BEGIN UPDATE totals SET count = count {sign} 1 WHERE name = '{table}'; END"
        for table in ("entries", "articles", "revisions", "claims")
        for done, event, sign in (("came", "INSERT", "+"), ("went", "DELETE", "-"))
    ),
    "CREATE INDEX facts_newest ON facts (first_at, id) WHERE first_at IS NOT NULL",
    "CREATE INDEX facts_of_type ON facts (type, scope, first_at, id) WHERE first_at IS NOT NULL",
    "CREATE INDEX facts_of_scope ON facts (scope, first_at, id) WHERE first_at IS NOT NULL",
    "CREATE INDEX facts_of_kind ON facts (kind, first_at, id) WHERE first_at IS NOT NULL",
    "CREATE INDEX facts_of_figure ON facts (kind, low)",
    "CREATE INDEX facts_of_scope_and_kind ON facts (scope, kind, first_at, id) WHERE first_at IS NOT NULL",
    "CREATE INDEX fact_history_newest ON fact_history (first_at, fact_id, known_from, known_until)",
    "CREATE UNIQUE INDEX reports_now ON reports (fact_id, article_id) WHERE known_until IS NULL",
    "CREATE INDEX reports_in_time ON reports (fact_id, at, article_id)",
    "CREATE INDEX reports_earliest ON reports (fact_id, earliest) WHERE known_until IS NULL",
    "CREATE INDEX reports_of_publisher ON reports (fact_id, publisher, is_superseded, at, article_id) "
    "WHERE known_until IS NULL",
    "CREATE INDEX reports_of_article ON reports (article_id) WHERE known_until IS NULL",
    "CREATE INDEX reports_of_revision ON reports (revision_id)",
    "CREATE INDEX reports_of_claim ON reports (claim_id) WHERE claim_id IS NOT NULL",
    "CREATE INDEX reports_of_passage ON reports (passage_id) WHERE passage_id IS NOT NULL",
    "CREATE INDEX events_newest ON events (at, id) WHERE known_until IS NULL",
    "CREATE INDEX events_as_of ON events (at, id, known_from, known_until)",
    "CREATE INDEX events_known ON events (known_from)",
    "CREATE INDEX events_of_fact ON events (fact_id, event, known_until, publisher) WHERE fact_id IS NOT NULL",
    "CREATE INDEX events_of_revision ON events (revision_id)",
    "CREATE INDEX events_of_claim ON events (claim_id) WHERE claim_id IS NOT NULL",
    "CREATE INDEX events_of_passage ON events (passage_id) WHERE passage_id IS NOT NULL",
    "CREATE INDEX events_of_article ON events (article_id) WHERE known_until IS NULL AND fact_id IS NULL",
)

# Parts of words, for filtering the timeline; of short ones the list itself is looked through.
WORDS_OF_EVENTS = (
    "CREATE VIRTUAL TABLE events_fts USING fts5 (words, content = 'events', content_rowid = 'version', "
    "tokenize = 'trigram', detail = 'none')",
    """
CREATE TRIGGER events_fts_insert AFTER INSERT ON events BEGIN
    INSERT INTO events_fts (rowid, words) VALUES (new.version, new.words);
END
""",
    """
CREATE TRIGGER events_fts_delete AFTER DELETE ON events BEGIN
    INSERT INTO events_fts (events_fts, rowid, words) VALUES ('delete', old.version, old.words);
END
""",
)
