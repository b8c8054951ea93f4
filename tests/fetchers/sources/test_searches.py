"""GDELT's list and news searches: queries as they are asked, answers as they come."""

import json
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest

from fetchers import FeedReading, Question, is_wall_of_search, search_url, source_of
from fetchers.sources.gdelt import joined
from story import Terms

NOW = datetime(2024, 9, 19, 10, tzinfo=UTC)
ARTICLE = {
    "url": "https://www.rfi.fr/fr/a?utm_source=x",
    "title": "Mali : l ' armée , débordée",
    "seendate": "20240919T081500Z",
    "domain": "rfi.fr",
    "language": "French",
    "sourcecountry": "France",
}


def gdelt(body: str | bytes, content_type: str = "application/json; charset=utf-8") -> FeedReading:
    data = body.encode() if isinstance(body, str) else body
    return source_of("gdelt").read(data, {"content-type": content_type}, "https://api.example/doc?query=x", NOW)


def test_gdelt_gives_link_title_and_language_but_no_time_of_publication() -> None:
    (entry,) = gdelt(json.dumps({"articles": [ARTICLE]})).entries
    assert (entry.link, entry.title, entry.lang) == ("https://www.rfi.fr/fr/a", "Mali : l'armée, débordée", "fr")
    assert entry.published_at is entry.modified_at is None


def test_gdelts_control_characters_and_bad_escapes_are_read() -> None:
    body = '{"articles": [{"url": "https://a.example/b", "title": "A \t\x01 \\d title\\, here\x7f"}]}'
    (entry,) = gdelt(body).entries
    assert entry.title.isprintable()
    assert "title" in entry.title


def test_gdelts_complaints_with_status_200_are_failures_and_no_news_is_none() -> None:
    assert gdelt("Your query was too short or too long.", "text/html").failure == (
        "GDELT gave no list but says: Your query was too short or too long."
    )
    assert "<" not in (gdelt("<html><b>Timespan is invalid</b></html>").failure or "")
    assert gdelt("{}").failure is None
    assert gdelt("{}").entries == ()
    assert gdelt('{"articles": 3}').failure is not None
    assert gdelt("").failure is not None
    assert gdelt('{"articles": [' + "[" * 100_000).failure is not None


ARTLIST = """{ "articles": [ {
    "url": "https:\\/\\/www.rfi.fr\\/fr\\/afrique\\/20240919-mali",
    "url_mobile": "https:\\/\\/amp.rfi.fr\\/fr\\/afrique\\/20240919-mali",
    "title": "Mali : 77 morts , selon une source de s\u00e9curit\u00e9",
    "seendate": "20240919T081500Z",
    "socialimage": "https:\\/\\/s.rfi.fr\\/media\\/1.jpg",
    "domain": "rfi.fr",
    "language": "French",
    "sourcecountry": "France"
  } , {
    "url": "https://example.org/no-title", "url_mobile": "", "title": "", "seendate": "", "socialimage": "",
    "domain": "", "language": "", "sourcecountry": ""
  }  ] }
"""


def test_a_list_is_read_as_the_service_writes_it() -> None:
    known, bare = gdelt(ARTLIST).entries
    assert known.title == "Mali : 77 morts, selon une source de sécurité"
    assert known.link == "https://www.rfi.fr/fr/afrique/20240919-mali"  # never the lighter twin
    assert known.lang == "fr"
    assert bare.title == "https://example.org/no-title"


TOO_OFTEN = "Please limit requests to one every 5 seconds or contact somebody@example.org for larger queries."


@pytest.mark.parametrize(
    ("body", "says", "is_paused"),
    [
        (TOO_OFTEN, TOO_OFTEN, True),
        (f"<html><body><p>{TOO_OFTEN}</p></body></html>", TOO_OFTEN, True),
        ("<html><head><style>p {}</style></head><h1>429 Too Many Requests</h1>", "429 Too Many Requests", True),
        ("Your query was too short or too long.", "Your query was too short or too long.", False),
        ("The specified phrase is too short.", "The specified phrase is too short.", False),
        ("Timespan is too short.", "Timespan is too short.", False),
        ("Invalid/Unsupported Country.", "Invalid/Unsupported Country.", False),
        ("Queries containing OR'd terms must be surrounded by ().\n", "Queries containing OR'd terms", False),
        (
            "<!DOCTYPE html><title>Error</title><h2>The server is being updated</h2>",
            "The server is being updated",
            False,
        ),
        ("[]", "[]", False),
    ],
)
def test_what_gdelt_says_instead_is_one_line_and_a_pause_where_it_asks_for_one(
    body: str, says: str, is_paused: bool
) -> None:
    reading = gdelt(body, "text/html; charset=utf-8")
    assert says in (reading.failure or "")
    assert "\n" not in (reading.failure or "")
    assert "{}" not in (reading.failure or "")
    assert (reading.pause is not None) == is_paused


@pytest.mark.parametrize(
    "body", ["<html></html>", "<script>while(1);</script>", "\ufeff  ", "\0\0", "{", '{"articles": [{"url":']
)
def test_answers_without_a_word_or_cut_short_are_failures_in_words(body: str) -> None:
    failure = gdelt(body, "text/html").failure
    assert failure is not None
    assert failure.strip(": ") == failure
    assert failure.isprintable()


def test_gdelt_isnt_asked_for_quoted_phrases_that_it_refuses_with_the_whole_query() -> None:
    assert asked("gdelt", Terms(any=("G-5", "Bamako", "Iran"))) == "(Bamako OR Iran)"
    assert asked("search", Terms(any=("G-5", "Bamako"))) == '("G-5" OR Bamako)'


@pytest.mark.parametrize(
    ("url", "is_wall"),
    [
        ("https://consent.google.com/m?continue=https://news.google.com/rss/articles/CBMi1", True),
        ("https://accounts.google.com/ServiceLogin", True),
        ("https://www.google.com/maps", False),
        ("https://consent.paper.example/m", False),
        ("https://paper.example/a", False),
    ],
)
def test_a_search_engines_own_wall_is_known(url: str, is_wall: bool) -> None:
    assert is_wall_of_search(url, "news.google.com") is is_wall
    assert not is_wall_of_search(url, "localhost:8080")


@pytest.mark.parametrize("odd", [None, 3, [], {"url": 3}, {"url": "javascript:x"}, {"url": "file:///etc/passwd"}])
def test_articles_that_are_none_are_passed_over(odd: object) -> None:
    assert len(gdelt(json.dumps({"articles": [odd, ARTICLE]})).entries) == 1


@pytest.mark.parametrize(
    ("spaced", "title"),
    [
        ("Mali ' s army , 1 , 000 dead", "Mali's army, 1,000 dead"),
        ("Qu ' est - ce que l ' attaque ?", "Qu'est - ce que l'attaque ?"),
        ("Bamako ( Mali ) attacked", "Bamako (Mali) attacked"),
        ("Attack - The Paper", "Attack - The Paper"),
        ("Dead : 3 , 4 wounded", "Dead : 3, 4 wounded"),
    ],
)
def test_tokens_are_put_together_where_they_surely_belong(spaced: str, title: str) -> None:
    assert joined(spaced) == title


def asked(kind: str, terms: Terms, lang: str | None = None) -> str:
    url = search_url(Question(kind, terms, lang), "https://search.example/?q={query}")
    return unquote(url).partition("?q=")[2]


def test_a_query_names_groups_phrases_and_exclusions() -> None:
    terms = Terms(any=("Bamako", "Burkina Faso"), all=(("attack", "killed"),), none=("football",))
    assert asked("search", terms) == '(Bamako OR "Burkina Faso") (attack OR killed) -football'
    assert asked("gdelt", terms, "fr") == '(Bamako OR "Burkina Faso") (attack OR killed) -football sourcelang:french'


def test_a_group_that_cant_be_said_in_whole_is_left_out_rather_than_made_narrower() -> None:
    assert asked("search", Terms(any=("Mali", "jihad*"), all=(("attack*", "dead"),))) == "Mali"


def test_gdelt_is_not_asked_for_words_that_it_refuses() -> None:
    assert asked("gdelt", Terms(any=("IS", "Gao", "OR", 'a "quoted" one'))) == '(Gao OR "a quoted one")'


def test_a_long_query_is_cut_to_what_the_service_takes_the_first_terms_kept() -> None:
    terms = Terms(any=tuple(f"place{n}" for n in range(200)), all=(("killed", "dead"),), none=("football",))
    for kind, most in (("gdelt", 240), ("search", 400)):
        query = asked(kind, terms, "en")
        assert query.startswith("(place0 OR place1")
        assert len(query) <= most
        assert query.count("(") == query.count(")") == 1


def test_terms_that_leave_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="whole words"):
        search_url(Question("gdelt", Terms(any=("jihad*",))))
    with pytest.raises(ValueError, match="whole words"):
        search_url(Question("search", Terms()))


def test_an_address_without_a_place_for_the_query_gets_the_services_own_parameters() -> None:
    url = search_url(Question("gdelt", Terms(any=("Bamako",))), "http://127.0.0.1:8000/doc")
    assert url.startswith("http://127.0.0.1:8000/doc?query=Bamako&mode=artlist&format=json")
    assert "{" not in search_url(Question("search", Terms(any=("Bamako",)), "fr"))


RSS = """<rss version="2.0"><channel><title>S</title><language>fr</language><item>
<title>Mali : l'attaque - et après - RFI</title><link>{link}</link><guid isPermaLink="false">CBM1</guid>
<pubDate>Thu, 19 Sep 2024 09:12:00 GMT</pubDate>
<description>&lt;ol&gt;&lt;li&gt;Others&lt;/li&gt;&lt;/ol&gt;</description>
<source url="https://www.rfi.fr">RFI</source></item></channel></rss>"""


def hit(link: str, rss: str = RSS) -> tuple[str | None, str, str | None, str | None]:
    body = rss.replace("{link}", link.replace("&", "&amp;")).encode()
    (entry,) = source_of("search").read(body, {}, "https://news.example/rss/search?q=x", NOW).entries
    assert entry.summary == ""
    return entry.link, entry.title, entry.credit, entry.source_url


def test_a_hit_loses_its_outlets_name_and_credits_it() -> None:
    link = "https://news.example/rss/articles/CBM1"
    assert hit(link) == (link, "Mali : l'attaque - et après", "RFI", "https://www.rfi.fr/")
    assert hit(link, RSS.replace("RFI", "Al-Monitor - En"))[1] == "Mali : l'attaque - et après"
    assert hit(link, RSS.replace(">RFI</source>", ">Other</source>"))[1] == "Mali : l'attaque - et après - RFI"


def test_a_link_that_carries_its_target_leads_there() -> None:
    carried = "https://news.example/apiclick.aspx?ref=x&url=https%3a%2f%2fwww.rfi.fr%2ffr%2fa%3futm_source%3dx&c=1"
    assert hit(carried)[0] == "https://www.rfi.fr/fr/a"
    assert hit("https://news.example/c?url=javascript:x&u=file:///etc/passwd")[0] is not None
    assert (hit("https://news.example/c?url=https://news.example/loop")[0] or "").startswith("https://news.example/c")
