"""Sources and searches in the configuration: what they become, and what is refused in one line."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from fetchers import host_of
from storywatch.config import ConfigError, Settings, parse_config
from tests.storywatch.conftest import CONFIG, Program

PATH = Path("config.toml")
SHIPPED = Path(__file__).parents[2] / "config.toml"
MATCH = '\n[story.match]\nany = ["Bamako", "Mali"]\n[story.match.languages.fr]\nall = [["tué", "mort"]]\n'


def parsed(text: str) -> Settings:
    return parse_config(CONFIG + MATCH + text, PATH)


def test_a_search_asks_for_the_storys_terms_in_its_language() -> None:
    settings = parsed('[[searches]]\nkind = "gdelt"\nlanguage = "fr"\n[[searches]]\nkind = "search"\ncountry = "ML"\n')
    gdelt, google = settings.outlets
    assert (gdelt.name, gdelt.lang, gdelt.feeds[0].kind, gdelt.feeds[0].every) == ("GDELT", "fr", "gdelt", 900)
    assert "?query=(Bamako OR Mali) (tué OR mort) sourcelang:french&" in unquote(gdelt.feeds[0].url)
    assert google.feeds[0].url.startswith("https://news.google.com/rss/search?q=%28Bamako%20OR%20Mali%29%20when%3A1d&")
    assert google.feeds[0].url.endswith("&gl=ML&ceid=ML:en")
    assert settings.search_hosts == {host_of("https://news.google.com/")}


def test_other_engines_are_not_asked_in_googles_words() -> None:
    url = "https://www.bing.com/news/search?q={query}&format=rss"
    (bing,) = parsed(f'[[searches]]\nkind = "search"\nurl = "{url}"\n').outlets
    assert unquote(bing.feeds[0].url) == url.format(query="(Bamako OR Mali)")


def test_searches_of_one_name_are_one_outlet() -> None:
    settings = parsed("".join(f'[[searches]]\nkind = "gdelt"\nterms = ["{term}"]\n' for term in ("Bamako", "Kati")))
    (outlet,) = settings.outlets
    assert len(outlet.feeds) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[[searches]]\nkind = "bing"',
            "searches[0].kind: 'bing' is not one of the values allowed here (gdelt, search)",
        ),
        ('[[searches]]\nurl = "x"', "searches[0].kind: is missing and must be given"),
        ('[[searches]]\nkind = "gdelt"\nurl = "htp://x"', "searches[0].url: 'htp://x' is not an http or https URL"),
        (
            '[[searches]]\nkind = "search"\nurl = "https://x.example/?format=rss"',
            "searches[0].url: 'https://x.example/?format=rss' doesn't say where the query goes; write {query} there",
        ),
        ('[[searches]]\nkind = "gdelt"\nlanguage = "french"', "searches[0].language: 'french' is not two letters"),
        ('[[searches]]\nkind = "gdelt"\nevery = "1s"', "searches[0].every: 1 s is not between 30 s and 7 days"),
        ('[[searches]]\nkind = "gdelt"\nterms = ["x*"]', "searches[0].terms: the terms leave nothing to search for"),
        ('[[searches]]\nkind = "gdelt"\n' * 2, "searches[1]: asks the same as searches[0]"),
        (
            '[[outlets]]\nname = "GDELT"\n[[searches]]\nkind = "gdelt"',
            "searches[0].name: 'GDELT' is the name of an outlet",
        ),
        ('[[searches]]\nkind = "gdelt"\nterm = ["x"]', "searches[0].term: unknown key; did you mean 'terms'?"),
        (
            '[[outlets]]\nname = "P"\nfeeds = [{ url = "https://p.example/", kind = "page" }]',
            "outlets[0].feeds[0].kind: 'page' is not one of the values allowed here (feed, sitemap, section)",
        ),
    ],
)
def test_a_mistake_is_one_line_that_names_it(text: str, expected: str) -> None:
    with pytest.raises(ConfigError) as error:
        parsed(text)
    assert str(error.value).startswith(f"config.toml: {expected}")
    assert "\n" not in str(error.value)


def test_check_prints_what_will_be_asked(program: Program, tmp_path: Path) -> None:
    text = CONFIG + MATCH + '[[searches]]\nkind = "gdelt"\n'
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    assert b"search   GDELT: https://api.gdeltproject.org/api/v2/doc/doc?query=" in program("check").stdout


def test_the_shipped_examples_can_be_used_as_they_stand() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    start = text.index("# [[searches]]")
    lines = text[start : text.index("\n\n\n", start)].splitlines()
    example = "\n".join(line[2:] for line in lines if re.match(r"# [\w\[\] ]+(?:=|\]|$)|#     \{", line))
    settings = parse_config(f"{text}\n{example}", PATH)
    assert [[feed.kind for feed in outlet.feeds] for outlet in settings.outlets[-3:]] == [
        ["sitemap", "section"],
        ["gdelt"],
        ["search"],
    ]
