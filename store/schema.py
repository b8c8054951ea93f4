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
    listed_at TEXT,
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
    known_from TEXT NOT NULL,
    UNIQUE (article_id, number)
) STRICT
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
    note TEXT
) STRICT
""",
)

CONTENT = (
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
    # Under which words the passages that others are compared with are filed.
    """
CREATE TABLE passage_blocks (
    block TEXT NOT NULL,
    passage_id INTEGER NOT NULL REFERENCES passages (id),
    PRIMARY KEY (block, passage_id)
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
    "CREATE INDEX entries_dated ON entries (feed_id) WHERE seen_after IS NOT NULL AND published_at IS NOT NULL",
    "CREATE INDEX entries_bounded ON entries (feed_id) WHERE seen_after IS NOT NULL AND article_id IS NOT NULL",
    "CREATE INDEX clocks_of_outlet ON outlet_clocks (outlet_id, clock)",
    "CREATE INDEX visits_of_feed ON visits (feed_id, finished_at) WHERE feed_id IS NOT NULL",
    "CREATE INDEX visits_of_article ON visits (article_id, finished_at) WHERE article_id IS NOT NULL",
    "CREATE INDEX revisions_in_order ON revisions (known_from, id)",
    "CREATE INDEX article_datings_in_order ON article_datings (known_from)",
    "CREATE INDEX revisions_of_text ON revisions (article_id, essence_hash)",
    "CREATE INDEX claims_of_revision ON claims (revision_id, text_start)",
    "CREATE INDEX claims_of_fact ON claims (fact_id)",
    "CREATE INDEX passages_of_revision ON passages (revision_id, text_start)",
    "CREATE INDEX passages_of_fact ON passages (fact_id)",
    "CREATE INDEX passage_blocks_of_passage ON passage_blocks (passage_id)",
    "CREATE INDEX facts_newest ON facts (first_at, id) WHERE report_count > 0",
    "CREATE INDEX facts_of_scope ON facts (scope, first_at, id) WHERE report_count > 0",
    "CREATE INDEX facts_of_kind ON facts (kind, first_at, id) WHERE report_count > 0",
    "CREATE INDEX facts_of_figure ON facts (kind, low)",
    "CREATE INDEX facts_of_scope_and_kind ON facts (scope, kind, first_at, id) WHERE report_count > 0",
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

VIEWS = (
    """
CREATE VIEW first_reports AS
SELECT facts.label AS fact, facts.type, facts.scope, outlets.name AS outlet, reports.at, reports.not_before,
    reports.not_after, reports.basis, reports.voice, coalesce(claims.source, passages.source) AS speaker,
    reports.origin, coalesce(claims.sentence, passages.sentence) AS sentence, articles.title, articles.url,
    facts.outlet_count AS outlets, facts.origin_count AS origins, facts.id AS fact_id, articles.id AS article_id,
    reports.claim_id, reports.passage_id
FROM facts
JOIN json_each(facts.first_articles) AS first
JOIN reports ON reports.fact_id = facts.id AND reports.article_id = first.value AND reports.known_until IS NULL
JOIN articles ON articles.id = reports.article_id
JOIN outlets ON outlets.id = articles.outlet_id
LEFT JOIN claims ON claims.id = reports.claim_id
LEFT JOIN passages ON passages.id = reports.passage_id
""",
    """
CREATE VIEW toll_by_speaker AS
SELECT toll_standing.kind, toll_figures.voice, facts.label AS figure, toll_figures.low, toll_figures.high,
    toll_figures.qualifier, toll_figures.since, toll_standing.outlets, toll_standing.origins, toll_figures.is_official,
    toll_figures.outlet AS first_outlet, claims.sentence, facts.id AS fact_id, toll_figures.article_id,
    toll_figures.claim_id
FROM toll_standing
JOIN toll_figures ON toll_figures.kind = toll_standing.kind AND toll_figures.voice_key = toll_standing.voice_key
    AND toll_figures.fact_key = toll_standing.fact_key AND toll_figures.known_until IS NULL
LEFT JOIN facts ON facts.key = toll_figures.fact_key
LEFT JOIN claims ON claims.id = toll_figures.claim_id
WHERE toll_standing.known_until IS NULL
""",
    """
CREATE VIEW toll_over_time AS
SELECT toll_points.kind, toll_points.at, toll_points.range_low, toll_points.range_high, toll_points.range_is_open,
    headline.label AS headline, toll_points.headline_outlets, toll_points.headline_origins,
    official.label AS official, headline.id AS headline_fact_id, official.id AS official_fact_id
FROM toll_points
LEFT JOIN facts AS headline ON headline.key = toll_points.headline_fact_key
LEFT JOIN facts AS official ON official.key = toll_points.official_fact_key
WHERE toll_points.known_until IS NULL
""",
    """
CREATE VIEW timeline AS
SELECT events.at, events.not_before, events.not_after, events.event, events.label, events.detail,
    outlets.name AS outlet, articles.title, articles.url, coalesce(claims.sentence, passages.sentence) AS sentence,
    events.fact_id, events.article_id, events.revision_id, events.claim_id, events.passage_id, events.id
FROM events
JOIN articles ON articles.id = events.article_id
JOIN outlets ON outlets.id = articles.outlet_id
LEFT JOIN claims ON claims.id = events.claim_id
LEFT JOIN passages ON passages.id = events.passage_id
WHERE events.known_until IS NULL
""",
)

# The toll (store/toll_refresh.py): what it is worked out from as it is now, and what it showed as versions.
TOLL = (
    """
CREATE TABLE toll_carriers (
    kind TEXT NOT NULL,
    fact_key TEXT NOT NULL,
    voice_key TEXT NOT NULL,
    publisher TEXT NOT NULL,
    origin_key TEXT NOT NULL,
    start_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    until_at TEXT,
    reports INTEGER NOT NULL,
    voice TEXT NOT NULL,
    is_official INTEGER NOT NULL,
    is_party INTEGER NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER,
    qualifier TEXT NOT NULL,
    speaker TEXT,
    speaker_class TEXT NOT NULL,
    not_before TEXT,
    not_after TEXT NOT NULL,
    basis TEXT NOT NULL,
    outlet TEXT NOT NULL,
    article_id INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    PRIMARY KEY (kind, fact_key, voice_key, publisher, origin_key, start_at)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX toll_carriers_of_origin ON toll_carriers (kind, fact_key, origin_key, start_at)",
    """
CREATE TABLE toll_figures (
    kind TEXT NOT NULL,
    voice_key TEXT NOT NULL,
    fact_key TEXT NOT NULL,
    known_from TEXT NOT NULL,
    known_until TEXT,
    since TEXT NOT NULL,
    spans TEXT,
    changed_at TEXT NOT NULL,
    voice TEXT NOT NULL,
    is_official INTEGER NOT NULL,
    is_party INTEGER NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER,
    qualifier TEXT NOT NULL,
    speaker TEXT,
    speaker_class TEXT NOT NULL,
    not_before TEXT,
    not_after TEXT NOT NULL,
    basis TEXT NOT NULL,
    outlet TEXT NOT NULL,
    article_id INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    PRIMARY KEY (kind, voice_key, fact_key, known_from)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX toll_figures_in_order ON toll_figures (kind, voice_key, since) WHERE known_until IS NULL",
    "CREATE INDEX toll_figures_changed ON toll_figures (kind, changed_at, voice_key) WHERE known_until IS NULL",
    "CREATE INDEX toll_figures_since ON toll_figures (kind, fact_key, since) "
    "WHERE known_until IS NULL AND NOT is_party",
    """
CREATE TABLE toll_origins (
    kind TEXT NOT NULL,
    fact_key TEXT NOT NULL,
    origin_key TEXT NOT NULL,
    start_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    until_at TEXT,
    PRIMARY KEY (kind, fact_key, origin_key, start_at)
) STRICT
""",
    "CREATE INDEX toll_origins_counted ON toll_origins (kind, fact_key, last_at, start_at, until_at)",
    "CREATE INDEX toll_origins_started ON toll_origins (kind, start_at)",
    "CREATE INDEX toll_origins_last ON toll_origins (kind, last_at)",
    "CREATE INDEX toll_origins_withdrawn ON toll_origins (kind, until_at) WHERE until_at IS NOT NULL",
    """
CREATE TABLE toll_clock (
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    reports INTEGER NOT NULL,
    PRIMARY KEY (kind, at)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE toll_points (
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    known_from TEXT NOT NULL,
    known_until TEXT,
    range_low INTEGER,
    range_high INTEGER,
    range_is_open INTEGER NOT NULL,
    headline_voice_key TEXT,
    headline_fact_key TEXT,
    headline_outlets INTEGER,
    headline_origins INTEGER,
    official_voice_key TEXT,
    official_fact_key TEXT,
    official_outlets INTEGER,
    official_origins INTEGER,
    PRIMARY KEY (kind, at, known_from)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX toll_points_now ON toll_points (kind, at) WHERE known_until IS NULL",
    """
CREATE TABLE toll_standing (
    kind TEXT NOT NULL,
    voice_key TEXT NOT NULL,
    known_from TEXT NOT NULL,
    known_until TEXT,
    fact_key TEXT NOT NULL,
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    PRIMARY KEY (kind, voice_key, known_from)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX toll_standing_now ON toll_standing (kind) WHERE known_until IS NULL",
)

FIRST_SCHEMA = (
    STORY,
    *COVERAGE,
    *CONTENT,
    *TOLL,
    *COPIES,
    *REBUILDING,
    *MARKS,
    *INDEXES,
    *FULL_TEXT,
    *WORDS_OF_EVENTS,
    *VIEWS,
)
