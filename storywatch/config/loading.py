"""Finding, reading and checking the configuration's file."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
import typing
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from storywatch.config.checks import check
from storywatch.config.complaints import explained
from storywatch.config.errors import ConfigError
from storywatch.config.logins import take_out_logins
from storywatch.config.search_checks import check_searches
from storywatch.config.settings import Settings
from storywatch.config.structs import Config, Duration, LoginConfig

ENVIRONMENT_VARIABLE = "STORYWATCH_CONFIG"
FILE_NAME = "config.toml"

_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(s|m|min|h|d)\s*")
_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}


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
        if os.path.isfile(place):
            return place
    looked = " and ".join(str(place) for place in places)
    raise ConfigError(f"no configuration: looked at {looked}; name one with --config FILE or {ENVIRONMENT_VARIABLE}")


def load_config(path: Path) -> Settings:
    """Read and check a configuration. Raises ConfigError with one line that says what, where and what to do."""
    if os.path.exists(path) and not os.path.isfile(path):
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
    logins = take_out_logins(table, path)
    _refuse_unknown_keys(table, Config, path, "")
    try:
        config = msgspec.convert(table, Config, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {explained(str(error), table)}") from error
    check(config, path, logins)
    settings = Settings(path, config, logins)
    check_searches(settings)
    return settings


def _decode(kind: type, value: object) -> object:
    if kind is Duration:
        return duration(value)
    raise TypeError(f"{kind} is no type of the configuration")


def duration(value: object) -> Duration:
    """Seconds from "30s", "2m", "4h" or "8d". Raises ValueError."""
    if isinstance(value, str) and (match := _DURATION.fullmatch(value)):
        return Duration(float(match[1]) * _SECONDS[match[2]])
    raise ValueError(f'{value!r} is not a duration such as "30s", "2m" or "4h"')


def _refuse_unknown_keys(table: dict[str, Any], struct: Any, path: Path, where: str) -> None:
    """Find a misspelt key, at any depth, and suggest the right one. Raises ConfigError."""
    hints = typing.get_type_hints(struct)
    for key, value in table.items():
        if key == "password" and struct is LoginConfig:
            raise ConfigError(
                f"{path}: {where}{key}: no password stands in this file; use password_env or password_file"
            )
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
