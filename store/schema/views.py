"""What people ask, as views for SQLite shells and Datasette."""

from __future__ import annotations

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
