"""What users read beside the program: config.toml explains every key, README.md every command, each page is linked."""

import re
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from storywatch.cli import COMMANDS
from storywatch.config.structs import Config
from tui import key_ids

ROOT = Path(__file__).resolve().parents[2]
CONFIG = (ROOT / "config.toml").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))


def structs_in(hint: typing.Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for part in typing.get_args(hint):
        yield from structs_in(part)


def keys_of(struct: type[msgspec.Struct], section: str) -> Iterator[tuple[str, str]]:
    """Each key with the section in which it stands; what a list's members hold stands in the list's section."""
    for name, hint in typing.get_type_hints(struct).items():
        inner = list(structs_in(hint))
        is_section = not section or (section == "story" and name in ("match", "parties"))
        if not is_section:
            yield section, name
        for each in inner:
            yield from keys_of(each, f"{section}.{name}".lstrip(".") if is_section else section)


def chapter(section: str) -> str:
    """The part of config.toml that holds a section's heading, be it a comment, with what is said above it."""
    parts = CONFIG.split("\n\n\n")
    return "\n".join(part for part in parts if re.search(rf"^#? ?\[\[?{re.escape(section)}[\].]", part, re.MULTILINE))


KEYS = sorted(set(keys_of(Config, "")))


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_the_shipped_configuration_explains_every_key(section: str, key: str) -> None:
    assert re.search(rf"(?<![\w-]){key}(?![\w-])", chapter(section)), f"config.toml says nothing of {section}.{key}"


def test_the_keys_of_all_sections_are_looked_for() -> None:
    assert {("story", "time_zone"), ("story.match", "none"), ("outlets", "every"), ("logins", "user_env")} <= set(KEYS)
    assert {("polling", "until"), ("searches", "terms"), ("story.parties", "side"), ("user", "name")} <= set(KEYS)


def test_the_dashboards_keys_that_the_shipped_configuration_names_exist() -> None:
    named = set(re.findall(r"^#  .*$", chapter("keys"), re.MULTILINE))
    ids = {name for line in named for name in re.findall(r"([a-z-]+) = \"", line)}
    assert len(ids) > 20
    assert ids <= set(key_ids())


@pytest.mark.parametrize("command", list(COMMANDS))
def test_the_readme_names_every_command(command: str) -> None:
    assert re.search(rf"`(?:storywatch )?{command}[` ]", README)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_is_reached_from_the_readme_and_leads_to_files_that_exist(document: str) -> None:
    assert f"({document})" in README
    text = (ROOT / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    missing = [link for link in links if "://" not in link and not ((ROOT / document).parent / link).exists()]
    assert missing == []
