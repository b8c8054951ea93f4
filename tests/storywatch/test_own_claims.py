"""`--claims FILE`: one's own claims without store and configuration, and every way in which a file can be wrong."""

import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story import Kind, Origin, SpeakerClass
from storywatch.own_claims import LONGEST_LINE, BadFile, OwnClaims, read_own_claims
from storywatch.own_facts import own_facts
from storywatch.own_toll import own_tolls, toll_summary
from tests.storywatch.conftest import Program

NOW = datetime(2024, 6, 1, tzinfo=UTC)
CLAIM: dict[str, Any] = {"kind": "killed", "low": 93, "high": 93, "qualifier": "exact", "source": "the police"}
ARTICLE: dict[str, Any] = {"id": "a", "outlet": "rte.ie", "date": "2024-03-23", "lang": "en", "claims": [CLAIM]}


def article(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in (ARTICLE | fields).items() if value is not ...}


def claim(**fields: Any) -> dict[str, Any]:
    """An article with one claim."""
    return article(claims=[{name: value for name, value in (CLAIM | fields).items() if value is not ...}])


def lines(*rows: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def read(content: bytes) -> OwnClaims:
    return read_own_claims(io.BytesIO(content), NOW)


def numbered(*rows: dict[str, Any]) -> OwnClaims:
    """Articles of outlets A, B, … in a file."""
    named = [{"id": name, "outlet": name, **row} for name, row in zip("ABCDEFGH", rows, strict=False)]
    own = read(lines(*[article(**row) for row in named]))
    assert own.bad == []
    return own


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (article(id=...), '"id" is missing; it must be words in quotation marks'),
        (article(id=None), '"id" is null'),
        (article(outlet=...), '"outlet" is missing; it must be words in quotation marks'),
        (article(outlet=7), '"outlet" is the number 7'),
        (article(outlet=" "), '"outlet" is “ ”'),
        (article(claims=...), '"claims" is missing; it must be a list; [] if the article gives no figure'),
        (article(claims={}), '"claims" is an object'),
        (article(claims=["77"]), "claims[0] is a string, not an object"),
        (article(date=20240323), '"date" is the number 20240323; write a day ("2024-03-23")'),
        (article(date="23 March"), '"date" 23 March is no date'),
        (article(date="2024-02-30"), '"date" 2024-02-30 is no date'),
        (article(date="2024-03"), '"date" 2024-03 is no date'),
        (article(date=""), '"date"  is no date'),
        (article(date="2024-03-23T09:12"), "has no time zone"),
        (article(date="0001-01-01T00:00+14:00"), "is no date"),
        (article(date="1024-03-23"), "is long before any story"),
        (article(on_story="yes"), '"on_story" is “yes”; it must be true or false'),
        (article(url=[]), '"url" is a list'),
        (article(outlet="x" * 3000), '"outlet" is longer than 2,000 characters'),
        (claim(kind="dead"), 'claims[0]: "kind" is “dead”; it must be one of killed, injured'),
        (claim(kind=...), 'claims[0]: "kind" is missing'),
        (claim(low=-1), 'claims[0]: "low" is -1; a figure can\'t be negative'),
        (claim(low="93"), 'claims[0]: "low" is “93”; it must be a whole number'),
        (claim(low=True), 'claims[0]: "low" is true or false'),
        (claim(low=93.5), 'claims[0]: "low" is the number 93.5'),
        (claim(low=None), 'claims[0]: "low" is null'),
        (claim(high=...), 'claims[0]: "high" is missing; it must be a whole number, or null if it is open'),
        (claim(high=92), 'claims[0]: "high" 92 is less than "low" 93'),
        (claim(high=95), 'claims[0]: "exact" needs "high" equal to "low" (93)'),
        (claim(qualifier="over"), 'claims[0]: "over" is open upwards; "high" must be null'),
        (claim(qualifier="range", high=None), 'claims[0]: "range" needs a number for "high"'),
        (claim(low=10**30, high=10**30), 'claims[0]: "low" is more than there are people'),
        (claim(partial=0), 'claims[0]: "partial" is the number 0; it must be true or false'),
        (claim(party="army"), 'claims[0]: "party" is “army”; it must be one of victims, attackers'),
        (claim(source=3), 'claims[0]: "source" is the number 3'),
        (claim(speaker_class="king"), "must be one of government"),
    ],
)
def test_what_is_wrong_in_a_line_is_told_with_its_number_and_the_others_are_used(
    row: dict[str, Any], told: str
) -> None:
    own = read(lines(article(id="before"), row, article(id="behind")))
    assert [each.id for each in own.articles] == ["before", "behind"]
    (message,) = own.bad
    assert message.startswith("line 2: ")
    assert told in message


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "is not JSON"),
        (b"null", "is no object"),
        (b"77", "is no object"),
        (b'"words"', "is no object"),
        (b"\xff\xfe{}", "is not UTF-8 (byte 0)"),
        (b"[" * 100_000, "is not JSON"),
        (b"9" * 10_000, "is not JSON"),
        (b'{"id": NaN}', "NaN is no JSON value"),
        (b"\x00\x00", "is not JSON"),
        (b"x" * (LONGEST_LINE * 2 + 7), "is longer than 10 MB"),
    ],
)
def test_a_line_that_is_no_object_is_told(line: bytes, told: str) -> None:
    own = read(lines(article(id="before")) + line + b"\n" + lines(article(id="behind")))
    assert [each.id for each in own.articles] == ["before", "behind"]
    (message,) = own.bad
    assert message.startswith("line 2: ")
    assert told in message
    assert len(message) < 200


def test_empty_lines_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    own = read(b"\xef\xbb\xbf" + lines(article(id="a")).replace(b"\n", b"\r\n\r\n") + b"  \n" + lines(article(id="b")))
    assert ([each.number for each in own.articles], own.bad) == ([1, 4], [])
    assert read(b"").articles == []
    assert len(read(lines(article()).rstrip()).articles) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (gzip.compress(lines(article()), mtime=0), "gunzip"),
        (json.dumps([article()], indent=1).encode(), "one JSON list"),
        ("{}".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_file_of_another_sort_is_refused_with_what_to_do(content: bytes, told: str) -> None:
    with pytest.raises(BadFile, match=told):
        read(content)


def test_an_id_stands_once() -> None:
    own = read(lines(article(), article(outlet="other")))
    assert len(own.articles) == 1
    assert own.bad == ['line 2: the id "a" stands on line 1 already; give each article its own']


def test_a_date_in_the_future_is_not_believed() -> None:
    own = read(lines(article(date="2203-01-01")))
    assert own.articles[0].appeared.basis == "no date"
    assert own.remarks == ['line 1: "date" 2203-01-01 lies in the future; the article is taken as undated']


def test_articles_off_the_story_are_left_out_and_counted() -> None:
    own = read(lines(article(), article(id="b", on_story=False)))
    assert (len(own.articles), own.off_story) == (1, 1)


def test_speakers_are_put_in_classes_by_their_words_in_the_articles_language_or_english() -> None:
    def class_of(source: str, lang: str | None, **fields: Any) -> SpeakerClass:
        own = read(lines(claim(source=source, **fields) | {"lang": lang}))
        return own.articles[0].claims[0].speaker_class

    assert class_of("le ministère de la Santé", "fr") is SpeakerClass.GOVERNMENT
    assert class_of("health minister", "ar") is SpeakerClass.GOVERNMENT
    assert class_of("health minister", "fa") is SpeakerClass.GOVERNMENT
    assert class_of("health minister", None) is SpeakerClass.GOVERNMENT
    assert class_of("Kateryna", "en") is SpeakerClass.UNKNOWN
    assert class_of("Kateryna", "en", speaker_class="witness") is SpeakerClass.WITNESS


def test_an_agency_in_brackets_behind_an_outlets_name_is_its_credit() -> None:
    own = read(
        lines(claim(source=None) | {"outlet_name": "ATI Mag (AFP)"}, article(id="b", outlet_name="Pravda.ru (en)"))
    )
    assert [(report.outlet, report.origin) for report in own.reports()] == [
        ("ATI Mag", Origin("AFP", "copies")),
        ("Pravda.ru (en)", Origin("Pravda.ru (en)", "own")),
    ]


def test_dated_outlets_share_the_first_place_before_outdated_and_undated_ones() -> None:
    day, later = {"date": "2024-03-23"}, {"date": "2024-03-24"}
    outdated = {"claims": [CLAIM | {"superseded": True}, CLAIM | {"low": 115, "high": 115}]}
    own = numbered(day, day, later, {"date": None}, day | outdated)
    fact = next(fact for fact in own_facts(own.reports()) if fact.first[0].claim.low == 93)
    assert [report.outlet for report in fact.first] == ["A", "B"]
    assert [report.outlet for report in fact.reports] == ["A", "B", "E", "C", "D"]
    (outdated_fact,) = (
        fact for fact in own_facts(numbered(day | outdated, {"date": None}).reports()) if fact.first[0].claim.low == 93
    )
    assert ([report.outlet for report in outdated_fact.first], outdated_fact.at is None) == (["A"], False)
    (undated,) = own_facts(numbered({"date": None}, {"date": None}).reports())
    assert ([report.outlet for report in undated.first], undated.at) == (["A", "B"], None)


def test_undated_figures_are_told_apart_with_what_articles_say_of_their_order() -> None:
    own = numbered(
        {
            "date": "2024-03-27",
            "claims": [CLAIM | {"low": 143, "high": 143}, CLAIM | {"low": 140, "high": 140, "superseded": True}],
        },
        {
            "date": None,
            "claims": [CLAIM | {"low": 140, "high": 140}, CLAIM | {"low": 137, "high": 137, "superseded": True}],
        },
    )
    (killed,) = toll_summary(own, own_tolls(own, Kind.KILLED))["kinds"]
    assert [(day["day"], day["headline"]["low"]) for day in killed["days"]] == [("2024-03-27", 143)]
    assert killed["undated"][0]["low"] == 140
    assert killed["undated"][0]["before"] == [{"label": "143 killed", "outlets": ["A"]}]
    assert killed["undated"][0]["after"] == [{"label": "137 killed", "outlets": ["B"]}]


def test_the_whole_way_without_store_and_configuration(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(
        lines(
            article(outlet_name="RTÉ \x1b[31m\u202e"),
            article(id="b", date=None, outlet="b.org"),
            article(id="c", on_story=False),
        )
    )
    done = program("facts", "--claims", path)
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode()
    assert "2 articles, 1 without a date, 1 off the story left out; days and times are UTC" in shown
    assert "first    RTÉ" in shown
    assert "1 without a date, which may have had it earlier" in shown
    assert "\x1b" not in shown
    done = program("toll", "--claims", "-", "--kind", "killed", stdin=path.read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert "23 Mar 2024  93 (army and police)" in done.stdout.decode()
    assert [each.name for each in tmp_path.iterdir()] == ["own.jsonl"]


def test_bad_lines_are_told_on_standard_error_and_the_exit_code_says_so(program: Program) -> None:
    done = program("toll", "--claims", "-", "--json", stdin=b"no json\n" * 30 + lines(article()))
    told = done.stderr.decode().splitlines()
    assert done.returncode == 65
    assert told[0] == "storywatch: standard input, line 1: is not JSON: Expecting value"
    assert (len(told), told[-1]) == (21, "storywatch: standard input: and 10 more lines")
    answer = json.loads(done.stdout)
    assert answer["articles"] == {"on_story": 1, "undated": 0, "off_story": 0, "lines_left_out": 30}
    assert answer["kinds"][0]["days"][0]["headline"]["since"] == "2024-03-23"


def test_what_cannot_be_read_is_one_clear_line(program: Program, tmp_path: Path) -> None:
    for name, told in (("missing.jsonl", "there is no such file"), (".", "it is a directory")):
        done = program("facts", "--claims", tmp_path / name)
        assert done.returncode == 65
        (line,) = done.stderr.decode().splitlines()
        assert line.startswith("storywatch: ")
        assert told in line


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**12) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    ["id", "outlet", "outlet_name", "publisher", "credit", "date", "lang", "url", "on_story", "claims"]
)
CLAIM_FIELDS = st.sampled_from(
    [
        "kind",
        "low",
        "high",
        "qualifier",
        "party",
        "partial",
        "scope",
        "modality",
        "source",
        "via",
        "superseded",
        "group",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.dictionaries(FIELDS, JSON, max_size=2), st.dictionaries(CLAIM_FIELDS, JSON, max_size=2)),
        max_size=5,
    )
)
def test_no_file_of_json_makes_it_fail(changes: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    rows = [
        ARTICLE | {"id": str(number), "claims": [CLAIM | of_claim, CLAIM]} | of_article
        for number, (of_article, of_claim) in enumerate(changes)
    ]
    content = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    own = read(content)
    assert len(own.articles) + own.off_story + len(own.bad) == len(rows)
    for fact in own_facts(own.reports()):
        assert fact.first
        assert set(fact.first) <= set(fact.reports)
    toll_summary(own, own_tolls(own, None))


def test_of_several_first_reports_the_named_speaker_of_most_speaks_for_the_fact() -> None:
    named, other = {"source": "a hospital"}, {"source": "the police"}
    own = numbered(
        *({"claims": [CLAIM | fields]} for fields in (other, named, named, {"source": None}, {"source": None}))
    )
    (fact,) = own_facts(own.reports())
    assert fact.voice == "medical"
    assert len(fact.first) == 5
