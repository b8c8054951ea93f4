"""The tables, indexes and views of the store's first schema, named for the people who open it. docs/store.md explains.

Every list that the dashboard pages through has an index in its order; every foreign key has one too.
"""

from __future__ import annotations

APPLICATION_ID = 0x53574348  # "SWCH" in the file's header: tells a store from any other SQLite file
SCHEMA_VERSION = 1  # how many migrations store.migrations holds

STORY = """
CREATE TABLE story (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    start TEXT,
    places TEXT NOT NULL,
    parties TEXT NOT NULL,
    official TEXT NOT NULL,
    terms_fingerprint TEXT
) STRICT
"""

COVERAGE = (
    """
CREATE TABLE outlets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    publisher TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    lang TEXT,
    domains TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    outlet_id INTEGER NOT NULL REFERENCES outlets (id),
    url TEXT NOT NULL UNIQUE,
    moved_to TEXT,
    every INTEGER,
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT,
    next_visit_at TEXT NOT NULL,
    interval REAL NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    is_stopped INTEGER NOT NULL DEFAULT 0,
    is_in_config INTEGER NOT NULL DEFAULT 1,
    unconditional_at TEXT,
    last_visit_id INTEGER REFERENCES visits (id),
    entry_count INTEGER NOT NULL DEFAULT 0,
    on_story_count INTEGER NOT NULL DEFAULT 0
) STRICT
""",
    """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    outlet_id INTEGER NOT NULL REFERENCES outlets (id),
    url TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    canonical_url TEXT,
    title TEXT NOT NULL,
    byline TEXT,
    lang TEXT,
    published_at TEXT,
    published_basis TEXT,
    modified_at TEXT,
    credit TEXT,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT,
    etag TEXT,
    last_modified TEXT,
    next_visit_at TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    duplicate_of INTEGER REFERENCES articles (id),
    latest_revision_id INTEGER REFERENCES revisions (id),
    revision_count INTEGER NOT NULL DEFAULT 0,
    claim_count INTEGER NOT NULL DEFAULT 0
) STRICT
""",
    """
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    feed_id INTEGER NOT NULL REFERENCES feeds (id),
    guid TEXT NOT NULL,
    url TEXT,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    published_at TEXT,
    modified_at TEXT,
    first_seen_at TEXT NOT NULL,
    is_on_story INTEGER NOT NULL,
    credit TEXT,
    article_id INTEGER REFERENCES articles (id),
    UNIQUE (feed_id, guid)
) STRICT
""",
    """
CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    feed_id INTEGER REFERENCES feeds (id),
    article_id INTEGER REFERENCES articles (id),
    url TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    reason TEXT,
    size INTEGER
) STRICT
""",
    """
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    lang TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    seen_not_before TEXT,
    seen_from TEXT NOT NULL,
    modified_at TEXT,
    UNIQUE (article_id, number)
) STRICT
""",
    """
CREATE TABLE poller (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    pid INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    beat_at TEXT NOT NULL,
    next_visit_at TEXT,
    state TEXT NOT NULL,
    note TEXT
) STRICT
""",
)

CONTENT = (
    """
CREATE TABLE facts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER,
    qualifier TEXT NOT NULL,
    party TEXT NOT NULL,
    is_partial INTEGER NOT NULL,
    group_name TEXT,
    scope TEXT NOT NULL,
    modality TEXT NOT NULL,
    voice TEXT NOT NULL,
    speaker TEXT,
    speaker_class TEXT NOT NULL,
    first_at TEXT NOT NULL,
    first_not_before TEXT,
    first_not_after TEXT NOT NULL,
    first_outlets TEXT NOT NULL,
    outlet_count INTEGER NOT NULL,
    origin_count INTEGER NOT NULL,
    report_count INTEGER NOT NULL,
    withdrawn_count INTEGER NOT NULL,
    last_at TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE claims (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    fact_id INTEGER REFERENCES facts (id) ON DELETE SET NULL,
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
CREATE TABLE reports (
    fact_id INTEGER NOT NULL REFERENCES facts (id),
    article_id INTEGER NOT NULL REFERENCES articles (id),
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    claim_id INTEGER NOT NULL REFERENCES claims (id),
    at TEXT NOT NULL,
    not_before TEXT,
    not_after TEXT NOT NULL,
    basis TEXT NOT NULL,
    origin TEXT NOT NULL,
    origin_how TEXT NOT NULL,
    voice TEXT NOT NULL,
    is_official INTEGER NOT NULL,
    withdrawn_at TEXT,
    is_superseded INTEGER NOT NULL,
    is_first INTEGER NOT NULL DEFAULT 0,
    change INTEGER NOT NULL,
    PRIMARY KEY (fact_id, article_id)
) STRICT, WITHOUT ROWID
""",
    # The last change of a report, and how many were ever removed: readers take in what is new since their last look.
    """
CREATE TABLE report_changes (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last INTEGER NOT NULL,
    removed INTEGER NOT NULL
) STRICT
""",
    "INSERT INTO report_changes (id, last, removed) VALUES (1, 0, 0)",
    """
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    not_before TEXT,
    not_after TEXT NOT NULL,
    event TEXT NOT NULL,
    label TEXT NOT NULL,
    detail TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    fact_id INTEGER REFERENCES facts (id),
    claim_id INTEGER REFERENCES claims (id),
    words TEXT NOT NULL
) STRICT
""",
)

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
    refusal TEXT
) STRICT
""",
    "CREATE INDEX marks_of_judgement ON marks (judgement, id)",
    "CREATE INDEX marks_of_article ON marks (article_id) WHERE article_id IS NOT NULL",
    "CREATE INDEX marks_of_fact ON marks (fact_key) WHERE fact_key IS NOT NULL",
    "CREATE INDEX marks_of_other_fact ON marks (other_key) WHERE other_key IS NOT NULL",
    "CREATE INDEX marked_articles_of_article ON marked_articles (article_id)",
    "CREATE INDEX requests_of_mark ON requests (mark_id) WHERE mark_id IS NOT NULL",
)

INDEXES = (
    "CREATE INDEX feeds_of_outlet ON feeds (outlet_id)",
    "CREATE INDEX feeds_last_visit ON feeds (last_visit_id)",
    "CREATE INDEX articles_of_outlet ON articles (outlet_id)",
    "CREATE INDEX articles_by_canonical_url ON articles (canonical_url, outlet_id) WHERE canonical_url IS NOT NULL",
    "CREATE INDEX articles_due ON articles (next_visit_at, id) WHERE next_visit_at IS NOT NULL",
    "CREATE INDEX articles_due_of_host ON articles (host, next_visit_at, id) WHERE next_visit_at IS NOT NULL",
    "CREATE INDEX articles_newest ON articles (first_seen_at, id)",
    "CREATE INDEX articles_duplicates ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL",
    "CREATE INDEX articles_latest_revision ON articles (latest_revision_id)",
    "CREATE INDEX entries_of_url ON entries (feed_id, url)",
    "CREATE INDEX entries_of_article ON entries (article_id)",
    "CREATE INDEX visits_of_feed ON visits (feed_id, finished_at) WHERE feed_id IS NOT NULL",
    "CREATE INDEX visits_of_article ON visits (article_id, finished_at) WHERE article_id IS NOT NULL",
    "CREATE INDEX revisions_as_of ON revisions (article_id, seen_from)",
    "CREATE INDEX claims_of_revision ON claims (revision_id, text_start)",
    "CREATE INDEX claims_of_fact ON claims (fact_id)",
    "CREATE INDEX facts_newest ON facts (first_at, id)",
    "CREATE INDEX facts_of_scope ON facts (scope, first_at, id)",
    "CREATE INDEX facts_of_kind ON facts (kind, first_at, id)",
    "CREATE INDEX facts_of_scope_and_kind ON facts (scope, kind, first_at, id)",
    "CREATE INDEX reports_in_time ON reports (fact_id, at, article_id)",
    "CREATE INDEX reports_by_change ON reports (change)",
    "CREATE INDEX reports_of_article ON reports (article_id)",
    "CREATE INDEX reports_of_revision ON reports (revision_id)",
    "CREATE INDEX reports_of_claim ON reports (claim_id)",
    "CREATE INDEX events_newest ON events (at, id)",
    "CREATE INDEX events_of_fact ON events (fact_id) WHERE fact_id IS NOT NULL",
    "CREATE INDEX events_of_article ON events (article_id)",
    "CREATE INDEX events_of_revision ON events (revision_id)",
    "CREATE INDEX events_of_claim ON events (claim_id) WHERE claim_id IS NOT NULL",
)

# sqlite-utils' own trigger fires on every UPDATE; these only when a text really changes.
FULL_TEXT = (
    """
CREATE VIRTUAL TABLE revisions_fts USING fts5 (
    title, text, content = 'revisions', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
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

VIEWS = (
    """
CREATE VIEW first_reports AS
SELECT facts.label AS fact, facts.scope, outlets.name AS outlet, reports.at, reports.not_before, reports.not_after,
    reports.basis, reports.voice, claims.source AS speaker, reports.origin, claims.sentence, articles.title,
    articles.url, facts.outlet_count AS outlets, facts.origin_count AS origins, facts.id AS fact_id,
    articles.id AS article_id, claims.id AS claim_id
FROM reports
JOIN facts ON facts.id = reports.fact_id
JOIN claims ON claims.id = reports.claim_id
JOIN articles ON articles.id = reports.article_id
JOIN outlets ON outlets.id = articles.outlet_id
WHERE reports.is_first
""",
    """
CREATE VIEW toll_by_speaker AS
WITH figures AS (
    SELECT facts.id AS fact_id, facts.kind, facts.label, facts.low, facts.high, facts.qualifier, reports.voice,
        max(reports.is_official) AS is_official, min(reports.at) AS since, count(*) AS reports
    FROM facts
    JOIN reports ON reports.fact_id = facts.id
    WHERE facts.scope = 'event' AND facts.party = 'victims' AND NOT facts.is_partial
        AND facts.modality IN ('reported', 'feared')
    GROUP BY facts.id, reports.voice
    HAVING sum(reports.withdrawn_at IS NULL AND NOT reports.is_superseded) > 0
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY kind, voice ORDER BY since DESC, fact_id DESC) AS place FROM figures
)
SELECT kind, voice, label AS figure, low, high, qualifier, since, reports, is_official, fact_id
FROM ranked WHERE place = 1
""",
    """
CREATE VIEW timeline AS
SELECT events.at, events.not_before, events.not_after, events.event, events.label, events.detail,
    outlets.name AS outlet, articles.title, articles.url, claims.sentence, events.fact_id, events.article_id,
    events.revision_id, events.claim_id, events.id
FROM events
JOIN articles ON articles.id = events.article_id
JOIN outlets ON outlets.id = articles.outlet_id
LEFT JOIN claims ON claims.id = events.claim_id
""",
)

FIRST_SCHEMA = (STORY, *COVERAGE, *CONTENT, *COPIES, *MARKS, *INDEXES, *FULL_TEXT, *VIEWS)
