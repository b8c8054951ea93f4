"""What came in: outlets, their feeds and entries, articles, visits, and the poller that brings it."""

from __future__ import annotations

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
    domains TEXT NOT NULL,
    recounted_to INTEGER
) STRICT
""",
    """
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    outlet_id INTEGER NOT NULL REFERENCES outlets (id),
    url TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL DEFAULT 'feed',
    moved_to TEXT,
    every INTEGER,
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT,
    next_visit_at TEXT NOT NULL,
    not_before TEXT,
    asked_at TEXT,
    interval REAL NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    failing_since TEXT,
    is_stopped INTEGER NOT NULL DEFAULT 0,
    is_in_config INTEGER NOT NULL DEFAULT 1,
    unconditional_at TEXT,
    ttl REAL,
    skip_hours TEXT NOT NULL DEFAULT '[]',
    moving_to TEXT,
    move_sightings INTEGER NOT NULL DEFAULT 0,
    parts TEXT NOT NULL DEFAULT '[]',
    listed_at TEXT,
    day_since TEXT,
    day_entries INTEGER NOT NULL DEFAULT 0,
    day_text INTEGER NOT NULL DEFAULT 0,
    day_left_out INTEGER NOT NULL DEFAULT 0,
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
    page_published_at TEXT,
    modified_at TEXT,
    credit TEXT,
    where_found TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(where_found)),
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT,
    etag TEXT,
    last_modified TEXT,
    next_visit_at TEXT,
    not_before TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    unchanged_visits INTEGER NOT NULL DEFAULT 0,
    duplicate_of INTEGER REFERENCES articles (id),
    latest_revision_id INTEGER REFERENCES revisions (id),
    revision_count INTEGER NOT NULL DEFAULT 0,
    claim_count INTEGER NOT NULL DEFAULT 0
) STRICT
""",
    # What feed and page said of an article's publication and credit; a row each time that it changed.
    """
CREATE TABLE article_datings (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    known_from TEXT NOT NULL,
    published_at TEXT,
    published_basis TEXT,
    credit TEXT,
    PRIMARY KEY (article_id, known_from)
) STRICT, WITHOUT ROWID
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
    seen_after TEXT,
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
    # Hosts that asked to be left alone (429 or 503): a name, with its port unless that is the usual one.
    """
CREATE TABLE pauses (
    host TEXT PRIMARY KEY,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    # What sites answered to the question for their robots.txt, and until when that counts.
    """
CREATE TABLE robots (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    status INTEGER,
    text TEXT NOT NULL,
    failure TEXT,
    until TEXT NOT NULL
) STRICT
""",
    # How many visits there were since the store was made, for those who count; `visits` forgets old ones.
    """
CREATE TABLE visit_totals (
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    visits INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (subject, outcome)
) STRICT, WITHOUT ROWID
""",
    # Judgements that an outlet's clock is wrong: what they concern, and while which they held.
    """
CREATE TABLE outlet_clocks (
    id INTEGER PRIMARY KEY,
    outlet_id INTEGER NOT NULL REFERENCES outlets (id),
    clock TEXT NOT NULL,
    ahead_by INTEGER,
    reason TEXT NOT NULL,
    since TEXT,
    known_from TEXT NOT NULL,
    known_until TEXT
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
    note TEXT,
    story_at TEXT,
    version TEXT
) STRICT
""",
    "CREATE INDEX outlets_recounted ON outlets (recounted_to) WHERE recounted_to IS NOT NULL",
    "CREATE INDEX feeds_of_outlet ON feeds (outlet_id)",
    "CREATE INDEX robots_until ON robots (until)",
    "CREATE INDEX feeds_last_visit ON feeds (last_visit_id)",
    "CREATE INDEX articles_of_outlet ON articles (outlet_id)",
    "CREATE INDEX articles_by_canonical_url ON articles (canonical_url, outlet_id) WHERE canonical_url IS NOT NULL",
    "CREATE INDEX articles_due ON articles (next_visit_at) WHERE next_visit_at IS NOT NULL",
    "CREATE INDEX articles_due_of_host ON articles (host, next_visit_at, id) WHERE next_visit_at IS NOT NULL",
    "CREATE INDEX articles_unread_of_host ON articles (host, next_visit_at, id) "
    "WHERE next_visit_at IS NOT NULL AND last_seen_at IS NULL AND failures = 0",
    "CREATE INDEX articles_newest ON articles (first_seen_at, id)",
    "CREATE INDEX articles_duplicates ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL",
    "CREATE INDEX articles_latest_revision ON articles (latest_revision_id)",
    "CREATE INDEX entries_of_url ON entries (feed_id, url)",
    "CREATE INDEX entries_of_article ON entries (article_id)",
    "CREATE INDEX entries_dated ON entries (feed_id) WHERE seen_after IS NOT NULL AND published_at IS NOT NULL",
    "CREATE INDEX entries_bounded ON entries (feed_id) WHERE seen_after IS NOT NULL AND article_id IS NOT NULL",
    "CREATE INDEX clocks_of_outlet ON outlet_clocks (outlet_id, clock)",
    "CREATE INDEX visits_of_feed ON visits (feed_id, finished_at) WHERE feed_id IS NOT NULL",
    "CREATE INDEX visits_of_article ON visits (article_id, finished_at) WHERE article_id IS NOT NULL",
    "CREATE INDEX article_datings_in_order ON article_datings (known_from)",
)
