"""User names and passwords for feeds: from the environment or a file that only its owner reads, never from the TOML."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fetchers import Login, without_login
from storywatch.config.errors import ConfigError
from storywatch.config.structs import Config, FeedConfig, LoginConfig

CREDENTIALS = "CREDENTIALS_DIRECTORY"  # where systemd lays what LoadCredential= names; only the service can read there
LONGEST = 1_000  # characters of a user name or a password
OTHERS = stat.S_IRWXG | stat.S_IRWXO

_HIDDEN_LOGIN = re.compile(r"\s*https?:", re.IGNORECASE)


def take_out_logins(table: dict[str, Any], path: Path) -> dict[str, Login]:
    """Take user names and passwords out of every address in a configuration, before anything can show them.

    Changes the table in place. Returns them by the address without them. Raises ConfigError for an address whose
    password can't be told from its host.
    """
    found: dict[str, Login] = {}

    def cleaned(value: Any, where: str) -> Any:
        if isinstance(value, str) and _HIDDEN_LOGIN.match(value):
            try:
                url, login = without_login(value)
            except ValueError as problem:
                raise ConfigError(
                    f"{path}: {where}: the address can't be used: {problem}; put them into a [logins.NAME] section"
                ) from None
            if login is not None:
                found[url] = login
            return url
        if isinstance(value, dict):
            for key, inner in value.items():
                value[key] = cleaned(inner, f"{where}.{key}" if where else key)
        elif isinstance(value, list):
            value[:] = [cleaned(inner, f"{where}[{number}]") for number, inner in enumerate(value)]
        return value

    cleaned(table, "")
    return found


def login_problem(login: LoginConfig) -> tuple[str, str] | None:
    """What is wrong with a [logins] section as it is written, field and problem; None if nothing is."""
    if (login.user is None) == (login.user_env is None):
        return "user", "give one of user = “…” and user_env = “VARIABLE”"
    if (login.password_env is None) == (login.password_file is None):
        return "password_env", "give one of password_env = “VARIABLE” and password_file = “FILE”"
    if login.user is not None and (problem := _problem(login.user, is_user=True)):
        return "user", problem
    return None


def read_login(name: str, login: LoginConfig, path: Path) -> Login:
    """The user name and password that a [logins] section names. Raises ConfigError, which never shows them."""

    def refuse(field: str, problem: str) -> ConfigError:
        return ConfigError(f"{path}: logins.{name}.{field}: {problem}")

    def from_environment(field: str, variable: str) -> str:
        value = os.environ.get(variable)
        if not value:
            raise refuse(field, f"the environment has no {variable}; set it where storywatch is started")
        return value

    user = login.user if login.user is not None else from_environment("user_env", login.user_env or "")
    if problem := _problem(user, is_user=True):
        raise refuse("user_env", problem)
    if login.password_file is not None:
        field = "password_file"
        try:
            password = _from_file(login.password_file, path)
        except ValueError as error:
            raise refuse(field, str(error)) from None
    else:
        field = "password_env"
        password = from_environment(field, login.password_env or "")
    if problem := _problem(password):
        raise refuse(field, problem)
    return Login(user, password)


def login_warnings(config: Config, in_urls: Iterable[str]) -> tuple[str, ...]:
    """What works but shouldn't stay so, a line each: passwords in addresses or sent in the clear, idle sections."""
    feeds = [feed for outlet in config.outlets for feed in outlet.feeds if isinstance(feed, FeedConfig) and feed.login]
    idle = sorted(set(config.logins) - {feed.login for feed in feeds})
    clear = [url for url in (*in_urls, *(feed.url for feed in feeds)) if urlsplit(url).scheme == "http"]
    return (
        *(
            f"{url}: its address holds a user name or password; move them into a [logins.NAME] section"
            for url in in_urls
        ),
        *(f"{url}: its password is sent in the clear; use https if the server can" for url in clear),
        *(f"[logins.{name}]: no feed uses it" for name in idle),
    )


def _problem(text: str, *, is_user: bool = False) -> str | None:
    what = "user name" if is_user else "password"
    if not text:
        return f"the {what} is empty"
    if len(text) > LONGEST:
        return f"the {what} has more than {LONGEST} characters"
    if not text.isprintable():
        return f"the {what} holds a line break or another character that can't be printed"
    if is_user and ":" in text:
        return "the user name holds a colon, which no server could tell from the password's beginning"
    return None


def _from_file(name: str, config: Path) -> str:
    """The first line of a file. Raises ValueError with what is wrong.

    A bare name is looked for among systemd's credentials first; else it starts from the configuration's folder.
    """
    if "\0" in name:
        raise ValueError("a file's name can't hold a NUL character")
    credentials = os.environ.get(CREDENTIALS)
    if credentials and name == Path(name).name and os.path.isfile(Path(credentials) / name):
        file, is_guarded = Path(credentials) / name, True
    else:
        try:
            file, is_guarded = config.parent / Path(name).expanduser(), False
        except RuntimeError as error:
            raise ValueError(f"{name!r} is no usable path: {error}") from None
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe without a writer holds nothing up
        try:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                raise ValueError(f"{file} is no file")
            if state.st_mode & OTHERS and not is_guarded:
                mode = stat.S_IMODE(state.st_mode)
                raise ValueError(f"{file} can be read by others (mode {mode:03o}); run: chmod 600 {file}")
            body = os.read(handle, 4 * LONGEST + 2)
        finally:
            os.close(handle)
    except OSError as error:
        raise ValueError(f"{file} can't be read ({error.strerror})") from None
    try:
        return body.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise ValueError(f"{file} is not UTF-8 text") from None
