"""The configuration: what is read, and one clear line for each mistake."""

import os
from pathlib import Path

import pytest

from storywatch.config import ConfigError, Settings, find_config, load_config, parse_config

GOOD = """
[story]
name = "Flood in Valencia"
place = "Valencia, Spain"
time_zone = "Europe/Madrid"
start = 2024-10-29T16:00:00Z

[story.match]
any = ["flood", "inundación"]
all = [["Valencia", "València"]]

[story.match.languages.es]
any = ["riada*"]

[[outlets]]
name = "The Daily"
domains = ["daily.example"]
kind = "newspaper"
feeds = ["https://daily.example/rss", { url = "https://daily.example/live", every = "10m" }]

[polling]
shortest_interval = "90s"
"""

PATH = Path("config.toml")


def parsed(text: str) -> Settings:
    return parse_config(text, PATH)


def refused(text: str) -> str:
    with pytest.raises(ConfigError) as error:
        parsed(text)
    message = str(error.value)
    assert "\n" not in message
    assert message.startswith("config.toml: ")
    return message.removeprefix("config.toml: ")


def test_whoever_polls_without_a_contact_is_warned() -> None:
    assert [warning.partition(":")[0] for warning in parsed(GOOD).warnings] == ["polling.contact"]
    assert parsed(f'{GOOD}contact = "desk@example.org"').warnings == ()
    assert parsed(GOOD.replace("feeds = [", "feeds = [] # [")).warnings == ()


def test_a_good_file_is_read_whole() -> None:
    settings = parsed(GOOD)
    assert settings.config.story.name == "Flood in Valencia"
    assert settings.context.start.isoformat() == "2024-10-29T16:00:00+00:00"
    assert [feed.url for feed in settings.outlets[0].feeds] == [
        "https://daily.example/rss",
        "https://daily.example/live",
    ]
    assert [feed.every for feed in settings.outlets[0].feeds] == [None, 600]
    assert settings.config.polling.shortest_interval == 90
    assert settings.config.polling.longest_interval == 900


def test_the_matcher_takes_common_terms_and_a_languages_own() -> None:
    matcher = parsed(GOOD).matcher
    assert matcher.match("Flood kills three in Valencia", "en").is_on_story
    assert matcher.match("Las riadas llegan a València", "es").is_on_story
    assert not matcher.match("Las riadas llegan a València", "en").is_on_story
    assert not matcher.match("Flood kills three in Brno", "en").is_on_story


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('place = "Val', 'plaec = "Val', "story.plaec: unknown key; did you mean 'place'?"),
        ("[polling]", "[poling]", "poling: unknown key; did you mean 'polling'?"),
        ('kind = "newspaper"', 'kidn = "newspaper"', "outlets[0].kidn: unknown key; did you mean 'kind'?"),
        ('any = ["riada*"]', 'ani = ["riada*"]', "story.match.languages.es.ani: unknown key; did you mean 'any'?"),
        ('every = "10m"', 'evry = "10m"', "outlets[0].feeds[1].evry: unknown key; did you mean 'every'?"),
        (
            '"https://daily.example/rss"',
            '"htp://x.example"',
            "outlets[0].feeds[0]: 'htp://x.example' is not an",
        ),
        ('"https://daily.example/rss"', '"http://["', "outlets[0].feeds[0]: 'http://[' is not an http or https URL"),
        (
            'kind = "newspaper"',
            'kind = "paper"',
            "outlets[0].kind: 'paper' is not one of the values allowed here",
        ),
        (
            'kind = "newspaper"',
            'language = "French"',
            "outlets[0].language: 'French' is no language's letters, such as",
        ),
        (
            'kind = "newspaper"',
            'country = "Mali"',
            "outlets[0].country: 'Mali' is not a country's two letters, such as",
        ),
        (
            "languages.es]",
            "languages.spanish]",
            "story.match.languages.spanish: is no language's letters, such as 'fr'",
        ),
        (
            '"daily.example"',
            '"https://daily.example/africa"',
            "outlets[0].domains[0]: 'https://daily.example/africa' is no domain; write 'daily.example'",
        ),
        ('"daily.example"', '"*.daily.example"', "outlets[0].domains[0]: '*.daily.example' is no domain; write 'daily"),
        ('"daily.example"', '""', "outlets[0].domains[0]: '' is no domain; write it like 'paper.example'"),
        ('"90s"', '"90"', "polling.shortest_interval: '90' is not a duration"),
        ('"90s"', "90", "polling.shortest_interval: 90 is not a duration"),
        ('"90s"', '"5h"', "polling.shortest_interval: is longer than polling.longest_interval"),
        (
            "[polling]",
            '[keys]\nquti = "x"\n[polling]',
            "keys.quti: no key of the dashboard has this name; did you mean '",
        ),
        ("[polling]", '[keys]\ncite = ""\n[polling]', "keys.cite: is empty; give it a key: a letter"),
        ("[polling]", '[keys]\ncite = "strg+x"\n[polling]', "keys.cite: 'strg+x' is no key that a terminal sends;"),
        ("[polling]", '[keys]\ncite = "z"\n[polling]', "keys.cite: 'z' is already the key of zoom; choose another"),
        ("Europe/Madrid", "Europe/Nowhere", "story.time_zone: 'Europe/Nowhere' is not a time zone"),
        ("16:00:00Z", "16:00:00", "story.start: 2024-10-29T16:00:00 has no time zone"),
        ('name = "Flood in Valencia"\n', "", "story.name: is missing and must be given"),
        ('name = "Flood in Valencia"', "name = 3", 'story.name: 3 is not text in "quotation marks"'),
        ("[story]", "[story", "not valid TOML:"),
        (
            "https://daily.example/live",
            "https://daily.example/rss",
            "outlets[0].feeds[1]: 'https://daily.example/",
        ),
    ],
)
def test_a_mistake_is_one_line_with_field_value_and_what_is_expected(old: str, new: str, expected: str) -> None:
    assert old in GOOD
    assert refused(GOOD.replace(old, new, 1)).startswith(expected)


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("[polling]\nworkers = [1]", "polling.workers: [1] is not a whole number"),
        ('[polling]\nworkers = "2"', "polling.workers: '2' is not a whole number"),
        ("[polling]\nworkers = 0", "polling.workers: 0 is too small; at least 1"),
        ("[polling]\nallowed_ports = [70000]", "polling.allowed_ports[0]: 70000 is too large; at most 65,535"),
        ('[polling]\nrespect_robots = "true"', "polling.respect_robots: 'true' is not true or false"),
        ("[polling]\ncontact = true", 'polling.contact: true is not text in "quotation marks"'),
        ('[polling]\ncontact = ["me"]', "polling.contact: ['me'] is not text in \"quotation marks\""),
        ('[polling]\nrevisits = ["6h"]', "polling.revisits[0]: '6h' is not a table such as { until ="),
        ('[polling]\nallowed_hosts = "a.example"', "polling.allowed_hosts: 'a.example' is not a list: ["),
        (
            '[polling]\nallowed_hosts = ["http://nas"]',
            "polling.allowed_hosts[0]: 'http://nas' is no host; write it like",
        ),
        ('[keys]\nquit = "x"\nhelp = 1', 'keys.help: 1 is not text in "quotation marks"'),
        ('[[outlets]]\nname = ""', "outlets[1].name: is empty; give it text"),
        (
            '[[searches]]\nkind = "gdelt"\nterms = [5]',
            'searches[0].terms[0]: 5 is not text in "quotation marks", or a list',
        ),
        ('[[story.parties]]\nname = "A"\nside = 1', 'story.parties[0].side: 1 is not text in "quotation marks"'),
        ('[logins.a]\nuser = "x"\n[logins.b]\nuser = 1', "logins.b.user: what stands here is not text in"),
    ],
)
def test_a_value_of_a_wrong_sort_is_told_with_what_is_expected_there(section: str, expected: str) -> None:
    without_polling = GOOD.partition("[polling]")[0]
    assert refused(f"{without_polling}\n{section}\n").startswith(expected)


@pytest.mark.parametrize("host", ["192.168.1.20:8000", "localhost", "::1", "nas.intern", "fd00::7"])
def test_hosts_of_ones_own_network_can_be_opened(host: str) -> None:
    assert parsed(f'{GOOD}allowed_hosts = ["{host}"]').config.polling.allowed_hosts == (host,)


def test_a_windows_editors_mark_at_the_beginning_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_config(tmp_path / "config.toml").config.story.name == "Flood in Valencia"


def test_a_file_that_is_missing_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere.toml: can't be read"):
        load_config(tmp_path / "nowhere.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    os.mkfifo(tmp_path / "pipe.toml")
    for path in (tmp_path, tmp_path / "pipe.toml"):
        with pytest.raises(ConfigError, match="is no file"):
            load_config(path)
    with pytest.raises(ConfigError, match="byte 0 is not UTF-8"):
        load_config(tmp_path / "binary.toml")


def test_the_environment_names_a_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    with pytest.raises(ConfigError, match=r"no configuration: looked at config.toml and"):
        find_config(None)
    (tmp_path / "config.toml").touch()
    assert find_config(None) == Path("config.toml")
    monkeypatch.setenv("STORYWATCH_CONFIG", "other.toml")
    assert find_config(None) == Path("other.toml")
    assert find_config(Path("given.toml")) == Path("given.toml")


def test_the_store_stands_in_the_platforms_folder_unless_the_file_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert parsed(GOOD).store_path == Path("/data/storywatch/flood-in-valencia.db")
    with_store = GOOD + '\n[store]\npath = "story.db"\n'
    assert parse_config(with_store, Path("/etc/story/config.toml")).store_path == Path("/etc/story/story.db")


def test_the_config_at_the_top_of_the_tree_is_good() -> None:
    settings = load_config(Path(__file__).resolve().parents[2] / "config.toml")
    assert len([outlet for outlet in settings.outlets if outlet.feeds]) >= 20
    assert {"en", "fr"} <= {outlet.lang for outlet in settings.outlets}
    matcher = settings.matcher
    assert matcher.match("Attack on gendarmerie school in Bamako kills dozens", "en").is_on_story
    assert matcher.match("Mali : attaque contre l'école de gendarmerie de Bamako", "fr").is_on_story
    assert not matcher.match("Mali beat Ghana in Africa Cup qualifier", "en").is_on_story
