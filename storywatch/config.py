"""The configuration: one TOML file describes one story. Read once, checked whole, frozen after.

Every error is one line that names the file, the field, the value and what is expected.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
import typing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import platformdirs

from store import LONGEST_AUTHOR, FeedSpec, OutletSpec
from story import Matcher, OutletKind, Party, StoryContext, StoryParty, Terms
from tui import key_clash, key_ids, key_problem

ENVIRONMENT_VARIABLE = "STORYWATCH_CONFIG"
FILE_NAME = "config.toml"

_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(s|m|min|h|d)\s*")
_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}

FORMS = {  # what msgspec expected, in words for people; the first that fits counts
    "datetime": "a moment with its offset, such as 2024-09-17T05:00:00Z, without quotation marks",
    "RFC3339": "a moment with its offset, such as 2024-09-17T05:00:00Z, without quotation marks",
    "str | object": 'a feed\'s address in "quotation marks", or { url = "…", every = "10m" }',
    "array": 'a list: ["one", "two"], or for outlets and parties one [[double-bracketed]] section each',
    "object": "a [section]",
    "str": 'text in "quotation marks"',
    "bool": "true or false",
    "int": "a whole number",
}
LEAST = {"shortest_interval": 30, "longest_interval": 30, "deadline": 1, "gap_per_host": 0}  # seconds
LONGEST_DURATION = 7 * 86400


class ConfigError(Exception):
    """The configuration can't be used; the message is one line for people."""


class Duration(float):
    """Seconds, written in the file as "30s", "2m", "4h" or "8d"."""


class TermsConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an entry must say: one of `any`, one of each group of `all`, nothing of `none`."""

    any: tuple[str, ...] = ()
    all: tuple[str | tuple[str, ...], ...] = ()
    none: tuple[str, ...] = ()

    def terms(self) -> Terms:
        """The same as the matcher takes them: each member of `all` a group of alternatives."""
        groups = tuple((group,) if isinstance(group, str) else group for group in self.all)
        return Terms(any=self.any, all=groups, none=self.none)


class MatchConfig(TermsConfig, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[story.match]`: terms for every language, and more for single ones in `[story.match.languages.fr]`."""

    languages: dict[str, TermsConfig] = {}


class PartyConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[story.parties]]`: somebody whose own figures are shown apart, with every spelling of the name."""

    name: str
    side: Party
    names: tuple[str, ...] = ()


class StoryConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[story]`: the one running event."""

    name: Annotated[str, msgspec.Meta(min_length=1)]
    place: str
    time_zone: str = "UTC"
    start: datetime
    places: tuple[str, ...] = ()
    match: MatchConfig = MatchConfig()
    parties: tuple[PartyConfig, ...] = ()


class FeedConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A feed with its own pace: `{ url = "…", every = "10m" }`; a plain string is a feed without one."""

    url: str
    every: Duration | None = None


class OutletConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[outlets]]`: a publisher and its feeds."""

    name: Annotated[str, msgspec.Meta(min_length=1)]
    domains: tuple[str, ...] = ()
    kind: OutletKind = OutletKind.UNKNOWN
    country: str | None = None
    language: str | None = None
    publisher: str | None = None
    feeds: tuple[str | FeedConfig, ...] = ()


class PollingConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[polling]`: how often, how much, how politely."""

    shortest_interval: Duration = Duration(2 * 60)
    longest_interval: Duration = Duration(15 * 60)
    deadline: Duration = Duration(60)
    largest_answer: Annotated[int, msgspec.Meta(ge=10_000, le=100_000_000)] = 5_000_000
    gap_per_host: Duration = Duration(2)
    in_flight: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    workers: Annotated[int, msgspec.Meta(ge=1, le=64)] = 2
    respect_robots: bool = True
    contact: str = ""
    allowed_hosts: tuple[str, ...] = ()
    allowed_ports: tuple[Annotated[int, msgspec.Meta(ge=1, le=65535)], ...] = ()


class StoreConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[store]`: where it is kept; empty for the platform's folder of application data."""

    path: str = ""


class DashboardConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[dashboard]`: how it looks; an empty theme follows the terminal."""

    theme: str = ""
    mouse: bool = True


class UserConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[user]`: who judges; an empty name stands for the login name."""

    name: str = ""


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole file."""

    story: StoryConfig
    outlets: tuple[OutletConfig, ...] = ()
    polling: PollingConfig = PollingConfig()
    store: StoreConfig = StoreConfig()
    dashboard: DashboardConfig = DashboardConfig()
    user: UserConfig = UserConfig()
    keys: dict[str, str] = {}


@dataclass(frozen=True)
class Settings:
    """A configuration with the file it came from, and what the rooms need of it, each made once."""

    path: Path
    config: Config

    @cached_property
    def store_path(self) -> Path:
        """Where the store is: as configured (from the file's folder if relative), else in the platform's folder."""
        if self.config.store.path:
            return (self.path.parent / Path(self.config.store.path).expanduser()).resolve()
        slug = re.sub(r"[\W_]+", "-", self.config.story.name.lower()).strip("-") or "story"
        return Path(platformdirs.user_data_dir("storywatch", appauthor=False)) / f"{slug}.db"

    @cached_property
    def context(self) -> StoryContext:
        """What is known of the story before a text is read."""
        story = self.config.story
        return StoryContext(
            name=story.name,
            place=story.place,
            start=story.start.astimezone(UTC),
            places=story.places,
            parties=tuple(StoryParty(party.name, party.side, party.names) for party in story.parties),
            outlets=tuple(outlet.name for outlet in self.config.outlets),
        )

    @cached_property
    def matcher(self) -> Matcher:
        """What decides whether an entry is on the story."""
        match = self.config.story.match
        return Matcher(match.terms(), {lang: terms.terms() for lang, terms in match.languages.items()})

    @cached_property
    def outlets(self) -> tuple[OutletSpec, ...]:
        """The outlets as the store takes them."""
        return tuple(
            OutletSpec(
                name=outlet.name,
                domains=outlet.domains,
                kind=outlet.kind,
                country=outlet.country,
                lang=outlet.language,
                publisher=outlet.publisher or outlet.name,
                feeds=tuple(_feed_spec(feed) for feed in outlet.feeds),
            )
            for outlet in self.config.outlets
        )


def _feed_spec(feed: str | FeedConfig) -> FeedSpec:
    if isinstance(feed, str):
        return FeedSpec(feed)
    return FeedSpec(feed.url, None if feed.every is None else round(feed.every))


def find_config(given: Path | None) -> Path:
    """The configuration's file: the one given, STORYWATCH_CONFIG, ./config.toml, else the platform's folder.

    Raises ConfigError when there is none, with the places looked at.
    """
    if given is not None:
        return given
    if named := os.environ.get(ENVIRONMENT_VARIABLE):
        return Path(named)
    places = [Path(FILE_NAME), Path(platformdirs.user_config_dir("storywatch", appauthor=False)) / FILE_NAME]
    for place in places:
        if place.is_file():
            return place
    looked = " and ".join(str(place) for place in places)
    raise ConfigError(f"no configuration: looked at {looked}; name one with --config FILE or {ENVIRONMENT_VARIABLE}")


def load_config(path: Path) -> Settings:
    """Read and check a configuration. Raises ConfigError with one line that says what, where and what to do."""
    if path.exists() and not path.is_file():
        raise ConfigError(f"{path}: is no file; name a configuration with --config FILE")
    try:
        text = path.read_bytes().decode("utf-8-sig")  # Windows' editors put a mark at the beginning
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({error.strerror}); name another with --config FILE") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    return parse_config(text, path)


def parse_config(text: str, path: Path) -> Settings:
    """Check a configuration's text; `path` is for its errors and for relative paths. Raises ConfigError."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else error
        raise ConfigError(f"{path}: not valid TOML: {reason}") from error
    _refuse_unknown_keys(table, Config, path, "")
    try:
        config = msgspec.convert(table, Config, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {_explained(str(error), table)}") from error
    _check(config, path)
    return Settings(path, config)


def _decode(kind: type, value: object) -> object:
    if kind is Duration:
        return _duration(value)
    raise TypeError(f"{kind} is no type of the configuration")


def _duration(value: object) -> Duration:
    if isinstance(value, str) and (match := _DURATION.fullmatch(value)):
        return Duration(float(match[1]) * _SECONDS[match[2]])
    raise ValueError(f'{value!r} is not a duration such as "30s", "2m" or "4h"')


def _explained(message: str, table: dict[str, Any]) -> str:
    """msgspec's message turned round: field first, then value, then what is expected."""
    what, _, where = message.partition(" - at `$.")
    field = re.sub(r"\[\.\.\.\]", "", where.rstrip("`"))
    what = what.replace("`", "'")
    missing = re.match(r"Object missing required field '(.+)'", what)
    if missing:
        return f"{f'{field}.' if field else ''}{missing[1]}: is missing and must be given"
    value: Any = table
    for name, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", where.rstrip("`")):
        try:
            value = value[name] if name else value[int(index)]
        except (KeyError, IndexError, TypeError):
            return f"{field or 'the file'}: {what[0].lower()}{what[1:]}"
    shown = str(value) if isinstance(value, date) else repr(value)
    shown = shown if len(shown) < 80 else f"{shown[:77]}…"
    if what.startswith("Invalid enum value"):
        return f"{field}: {shown} is not one of the values allowed here{_enum_choices(field)}"
    expected = next((form for name, form in FORMS.items() if f"xpected '{name}" in what or name in what), None)
    if expected is None:
        return f"{field or 'the file'}: {shown}: {what[0].lower()}{what[1:]}"
    return f"{field or 'the file'}: {shown} is not {expected}"


def _enum_choices(field: str) -> str:
    choices = {"kind": OutletKind, "side": Party}.get(field.rpartition(".")[2])
    return f" ({', '.join(choices)})" if choices else ""


def _refuse_unknown_keys(table: dict[str, Any], struct: Any, path: Path, where: str) -> None:
    """Find a misspelt key, at any depth, and suggest the right one. Raises ConfigError."""
    hints = typing.get_type_hints(struct)
    for key, value in table.items():
        if key not in hints:
            close = difflib.get_close_matches(key, hints, n=1, cutoff=0.5)
            advice = f"did you mean '{close[0]}'?" if close else f"known here: {', '.join(hints)}"
            raise ConfigError(f"{path}: {where}{key}: unknown key; {advice}")
        inner = _structs_in(hints[key])
        if inner is None:
            continue
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    _refuse_unknown_keys(item, inner, path, f"{where}{key}[{index}].")
        elif isinstance(value, dict) and typing.get_origin(hints[key]) is dict:
            for name, item in value.items():
                if isinstance(item, dict):
                    _refuse_unknown_keys(item, inner, path, f"{where}{key}.{name}.")
        elif isinstance(value, dict):
            _refuse_unknown_keys(value, inner, path, f"{where}{key}.")


def _structs_in(hint: Any) -> Any:
    """The struct that a field holds, alone, in a tuple or as a dict's value; None if it holds none."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint
    for part in typing.get_args(hint):
        if (found := _structs_in(part)) is not None:
            return found
    return None


def _check(config: Config, path: Path) -> None:
    """What types can't say. Raises ConfigError."""

    def refuse(field: str, problem: str) -> None:
        raise ConfigError(f"{path}: {field}: {problem}")

    try:
        ZoneInfo(config.story.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        refuse("story.time_zone", f"{config.story.time_zone!r} is not a time zone such as 'Africa/Bamako'")
    start = config.story.start
    if start.tzinfo is None:
        refuse("story.start", f"{start.isoformat()} has no time zone; add Z for UTC or an offset")
    if not 1900 <= start.year <= 9000:
        refuse("story.start", f"{start.isoformat()} is no time of a running story")
    try:
        if "\0" in config.store.path:
            raise ValueError("a file's name can't hold a NUL character")
        Path(config.store.path).expanduser()
    except (RuntimeError, ValueError) as error:
        refuse("store.path", f"{config.store.path!r} is no usable path: {error}")
    names: dict[str, int] = {}
    feeds: dict[str, str] = {}
    for number, outlet in enumerate(config.outlets):
        if outlet.name in names:
            refuse(f"outlets[{number}].name", f"{outlet.name!r} is already outlets[{names[outlet.name]}]")
        names[outlet.name] = number
        for index, feed in enumerate(outlet.feeds):
            every = None if isinstance(feed, str) else feed.every
            if every is not None and not LEAST["shortest_interval"] <= every <= LONGEST_DURATION:
                refuse(f"outlets[{number}].feeds[{index}].every", f"{every:g} s is not between 30 s and 7 days")
            url = feed if isinstance(feed, str) else feed.url
            field = f"outlets[{number}].feeds[{index}]"
            if not _is_web_url(url):
                refuse(field, f"{url!r} is not an http or https URL")
            if url in feeds:
                refuse(field, f"{url!r} is already {feeds[url]}")
            feeds[url] = field
    for name in config.keys:
        if name not in key_ids():
            close = difflib.get_close_matches(name, key_ids(), n=1, cutoff=0.5)
            advice = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(key_ids())}"
            refuse(f"keys.{name}", f"no key of the dashboard has this name; {advice}")
        if problem := key_problem(name, config.keys[name]):
            refuse(f"keys.{name}", problem)
    if clash := key_clash(config.keys):
        refuse(f"keys.{clash[0]}", clash[1])
    polling = config.polling
    for name, least in LEAST.items():
        if not least <= getattr(polling, name) <= LONGEST_DURATION:
            refuse(f"polling.{name}", f"{getattr(polling, name):g} s is not between {least:g} s and 7 days")
    if not polling.contact.isascii() or not polling.contact.isprintable():
        refuse("polling.contact", f"{polling.contact!r} goes into a request's header: ASCII letters only, in one line")
    if len(config.user.name) > LONGEST_AUTHOR:
        refuse("user.name", f"has {len(config.user.name)} characters; at most {LONGEST_AUTHOR}")
    if polling.shortest_interval > polling.longest_interval:
        refuse("polling.shortest_interval", "is longer than polling.longest_interval")


def _is_web_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
