"""What must never be found in a store, as SQL: each row of a finding is one line for people.

What is derived is held to what it follows from: claims to their words, facts and toll to the reports that hold now,
versions to each other.
"""

from __future__ import annotations


def _differing(key: str, one: str, other: str, says: str) -> str:
    """Asks where two accounts of the same things differ; both have the columns of `key` and a `value`."""
    return f"""
SELECT {says} || coalesce(max(one), 'nothing') || ', has ' || coalesce(max(other), 'nothing') FROM (
    SELECT {key}, value AS one, NULL AS other FROM ({one}) UNION ALL SELECT {key}, NULL, value FROM ({other})
)
GROUP BY {key} HAVING max(one) IS NOT max(other)
"""  # noqa: S608 our own words


EVIDENCE = (
    """
SELECT 'report of fact ' || reports.fact_id || ' by article ' || reports.article_id || ' lacks its evidence'
FROM reports
LEFT JOIN claims ON claims.id = reports.claim_id
LEFT JOIN passages ON passages.id = reports.passage_id
LEFT JOIN revisions ON revisions.id = coalesce(claims.revision_id, passages.revision_id)
WHERE revisions.article_id IS NOT reports.article_id OR revisions.id IS NOT reports.revision_id
""",
    *(
        f"""
SELECT '{name} ' || given.id || ': its {what} in revision ' || revision_id
FROM {name}s AS given JOIN revisions ON revisions.id = given.revision_id
WHERE substr(revisions.text, {start} + 1, {end} - {start}) <> given.{column}
"""  # noqa: S608 our own names
        for name in ("claim", "passage")
        for what, column, start, end in (
            ("words are not at their place", "text", "text_start", "text_end"),
            ("sentence is not at its place", "sentence", "sentence_start", "sentence_end"),
        )
    ),
    """
SELECT 'article ' || articles.id || ' counts ' || revision_count || ' revisions, has ' || count(revisions.id)
FROM articles LEFT JOIN revisions ON revisions.article_id = articles.id
GROUP BY articles.id
HAVING count(revisions.id) <> revision_count OR max(revisions.id) IS NOT latest_revision_id
    OR coalesce(max(revisions.number), 0) <> revision_count
""",
    """
SELECT 'entry ' || id || ' is on the story but leads to no article' FROM entries
WHERE is_on_story AND url IS NOT NULL AND article_id IS NULL
""",
    *(
        f"""
SELECT 'totals count ' || count || ' {table}, there are ' || (SELECT count(*) FROM {table}) FROM totals
WHERE name = '{table}' AND count <> (SELECT count(*) FROM {table})
"""  # noqa: S608 our own names
        for table in ("entries", "articles", "revisions", "claims")
    ),
)

FACTS = (
    """
SELECT 'fact ' || facts.id || ' (' || label || ') counts ' || report_count || ' reports (' || withdrawn_count
    || ' withdrawn), has ' || count(reports.id) || ' (' || count(reports.withdrawn_at) || ')'
FROM facts LEFT JOIN reports ON reports.fact_id = facts.id AND reports.known_until IS NULL
GROUP BY facts.id HAVING (count(reports.id), count(reports.withdrawn_at)) <> (report_count, withdrawn_count)
""",
    """
SELECT 'fact ' || facts.id || ' (' || label || ') has no first report' FROM facts
WHERE report_count > 0 AND NOT EXISTS (
    SELECT 1 FROM json_each(first_articles) AS first
    JOIN reports ON reports.fact_id = facts.id AND reports.article_id = first.value AND known_until IS NULL
)
""",
    _differing(
        "fact_id, publisher, origin_key",
        "SELECT fact_id, publisher, origin_key, report_count AS value FROM fact_sources",
        "SELECT fact_id, publisher, origin_key, count(*) AS value FROM reports WHERE known_until IS NULL "
        "GROUP BY 1, 2, 3",
        "'fact ' || fact_id || ' counts as reports by ' || publisher || ' out of ' || origin_key || ': '",
    ),
    """
SELECT 'fact ' || facts.id || ' (' || facts.label || ') is not what its history says'
FROM facts LEFT JOIN fact_history AS history ON history.fact_id = facts.id AND history.known_until IS NULL
WHERE (
    report_count > 0 AND (
        history.first_at, history.first_articles, history.first_outlets, history.label, history.voice, history.words
    ) IS NOT (
        facts.first_at, facts.first_articles, facts.first_outlets, facts.label, facts.voice, facts.words
    )
) OR (report_count = 0 AND history.fact_id IS NOT NULL)
""",
    """
SELECT 'fact ' || facts.id || ' (' || facts.label || ') is not counted as its latest counts say'
FROM facts LEFT JOIN fact_counts AS counts ON counts.fact_id = facts.id
    AND counts.known_from = (SELECT max(known_from) FROM fact_counts WHERE fact_id = facts.id)
WHERE facts.report_count > 0 AND (
    counts.report_count, counts.withdrawn_count, counts.outlet_count, counts.origin_count, counts.last_at
) IS NOT (
    facts.report_count, facts.withdrawn_count, facts.outlet_count, facts.origin_count, facts.last_at
)
""",
    """
SELECT 'fact ' || fact_id || ' has ' || count(*) || ' "' || event || '" events of ' || max(publisher) FROM events
WHERE fact_id IS NOT NULL AND known_until IS NULL
GROUP BY fact_id, event, iif(event = 'fact', '', publisher) HAVING count(*) > 1
""",
    """
SELECT 'event ' || events.id || ' (' || events.label || ') shows a report that is not there'
FROM events LEFT JOIN reports ON reports.fact_id = events.fact_id AND reports.article_id = events.article_id
    AND reports.known_until IS NULL
WHERE events.fact_id IS NOT NULL AND events.known_until IS NULL AND (
    reports.at, reports.publisher, reports.claim_id, reports.passage_id
) IS NOT (events.at, events.publisher, events.claim_id, events.passage_id)
""",
)

# Tables whose rows hold from `known_from` until `known_until`, and the columns that say of what they are versions.
VERSIONED = {
    "reports": "fact_id, article_id",
    "events": "id",
    "fact_history": "fact_id",
    "copies": "article_id",
    "outlet_clocks": "outlet_id, clock",
    "toll_figures": "kind, voice_key, fact_key",
    "toll_points": "kind, at",
    "toll_standing": "kind, voice_key",
}
MOMENTS = {
    **dict.fromkeys(VERSIONED, ("known_from", "known_until")),
    "revisions": ("known_from",),
    "article_datings": ("known_from",),
    "fact_counts": ("known_from",),
    "marks": ("at", "undone_at"),
}

VERSIONS = (
    *(
        f"""
SELECT '{table}: a version of (' || {named} || ') that begins ' || known_from || ' ends '
    || coalesce(known_until, 'never') || ', the next one begins ' || coalesce(next, 'never')
FROM (
    SELECT *, lead(known_from) OVER (PARTITION BY {key} ORDER BY known_from, known_until) AS next FROM {table}
)
WHERE known_until <= known_from OR next < known_until OR (next IS NOT NULL AND known_until IS NULL)
"""  # noqa: S608 our own names
        for table, key in VERSIONED.items()
        for named in [key.replace(", ", " || ', ' || ")]
    ),
    *(
        f"""
SELECT '{table}: ' || count(*) || ' rows are known later than anything was learned'
FROM {table} WHERE {column} > coalesce((SELECT latest FROM knowledge), '') HAVING count(*) > 0
"""  # noqa: S608 our own names
        for table, columns in MOMENTS.items()
        for column in columns
    ),
)

_KEY = "kind, fact_key, voice_key, publisher, origin_key"
# As `story.is_on_toll` and `story.carrier_of` have it: which reports are counted.
_COUNTED = """
SELECT claims.kind, facts.key AS fact_key, reports.voice_key, reports.publisher, reports.origin_key, count(*) AS value
FROM reports JOIN facts ON facts.id = reports.fact_id JOIN claims ON claims.id = reports.claim_id
WHERE reports.known_until IS NULL AND NOT reports.is_superseded
    AND (reports.withdrawn_at IS NULL OR reports.withdrawn_at > reports.at)
    AND claims.party = 'victims' AND claims.scope = 'event' AND NOT claims.is_partial
    AND claims.modality IN ('reported', 'feared')
GROUP BY 1, 2, 3, 4, 5
"""
TOLL = (
    _differing(
        _KEY,
        f"SELECT {_KEY}, sum(reports) AS value FROM toll_carriers GROUP BY {_KEY}",  # noqa: S608 our own words
        _COUNTED,
        "'toll: ' || fact_key || ' of “' || voice_key || '” by ' || publisher || ' out of ' || origin_key "
        "|| ' counts '",
    ),
    _differing(
        "kind, voice_key, fact_key",
        "SELECT kind, voice_key, fact_key, since AS value FROM toll_figures WHERE known_until IS NULL",
        "SELECT kind, voice_key, fact_key, min(start_at) AS value FROM toll_carriers GROUP BY 1, 2, 3",
        "'toll: ' || fact_key || ' of “' || voice_key || '” is first given '",
    ),
    _differing(
        "kind, fact_key, origin_key",
        "SELECT kind, fact_key, origin_key, min(start_at) AS value FROM toll_origins GROUP BY 1, 2, 3",
        "SELECT kind, fact_key, origin_key, min(start_at) AS value FROM toll_carriers WHERE NOT is_party "
        "GROUP BY 1, 2, 3",
        "'toll: ' || fact_key || ' comes out of ' || origin_key || ' from '",
    ),
    _differing(
        "kind",
        "SELECT kind, sum(reports) AS value FROM toll_clock GROUP BY 1",
        "SELECT kind, sum(reports) AS value FROM toll_carriers WHERE NOT is_party GROUP BY 1",
        "'toll: the clock of ' || kind || ' counts '",
    ),
    """
SELECT 'toll: the voice “' || standing.voice_key || '” stands by ' || standing.fact_key || ', which it never gave'
FROM toll_standing AS standing
LEFT JOIN toll_figures AS figures ON figures.kind = standing.kind AND figures.voice_key = standing.voice_key
    AND figures.fact_key = standing.fact_key AND figures.known_until IS NULL
WHERE standing.known_until IS NULL AND figures.fact_key IS NULL
""",
    *(
        f"""
SELECT 'toll: the step of ' || points.kind || ' at ' || points.at || ' shows ' || points.{shown}_fact_key
    || ', which nobody gave'
FROM toll_points AS points
LEFT JOIN toll_figures AS figures ON figures.kind = points.kind AND figures.voice_key = points.{shown}_voice_key
    AND figures.fact_key = points.{shown}_fact_key AND figures.known_until IS NULL
WHERE points.known_until IS NULL AND points.{shown}_fact_key IS NOT NULL AND figures.fact_key IS NULL
"""  # noqa: S608 our own names
        for shown in ("headline", "official")
    ),
)

FINDINGS = (*EVIDENCE, *FACTS, *VERSIONS, *TOLL)
