"""The toll, as it is and as it was."""

from __future__ import annotations

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
