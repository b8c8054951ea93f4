"""The config.toml at the top of the tree: it must be read, and say what it explains."""

from pathlib import Path

import pytest

from storywatch.config import DashboardConfig, PollingConfig, Settings, StoreConfig, load_config

FILE = Path(__file__).resolve().parents[2] / "config.toml"


@pytest.fixture(scope="module")
def shipped() -> Settings:
    return load_config(FILE)


def test_it_watches_two_dozen_outlets_and_more(shipped: Settings) -> None:
    with_feeds = [outlet for outlet in shipped.outlets if outlet.feeds]
    assert len(with_feeds) >= 24
    assert {outlet.lang for outlet in with_feeds} == {"en", "fr"}


def test_the_values_that_it_calls_defaults_are_the_defaults(shipped: Settings) -> None:
    assert shipped.config.polling == PollingConfig()
    assert shipped.config.store == StoreConfig()
    assert shipped.config.dashboard == DashboardConfig()
    assert shipped.config.keys == {}


@pytest.mark.parametrize(
    ("headline", "lang"),
    [
        ("Mali: more than 70 killed in attack on Bamako", "en"),
        ("Mali: le Jnim revendique une attaque contre une école de gendarmerie", "fr"),
        ("Au Mali, l’armée annonce la mort de vingt terroristes", "fr"),
        ("Burkina Faso: dozens dead as jihadists raid Barsalogho", "en"),
        ("Sahel: soldiers ambushed near the border", "en"),
        ("Mali : 77 morts à Bamako", None),
    ],
)
def test_news_of_the_conflict_is_on_the_story(shipped: Settings, headline: str, lang: str | None) -> None:
    match = shipped.matcher.match(headline, lang)
    assert match.is_on_story, match.reason


@pytest.mark.parametrize(
    ("headline", "lang"),
    [
        ("Somalia: attack kills five in Mogadishu", "en"),
        ("Football: Mali’s attack too strong for Ghana", "en"),
        ("Mali : la campagne cotonnière est lancée", "fr"),
        ("Malicious code attacks hospitals", "en"),
        ("Un malin génie tué par le ridicule", "fr"),
        ("Niger State: floods kill 200", "en"),
    ],
)
def test_other_news_is_not(shipped: Settings, headline: str, lang: str) -> None:
    match = shipped.matcher.match(headline, lang)
    assert not match.is_on_story, match.reason
