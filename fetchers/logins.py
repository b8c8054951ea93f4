"""User names and passwords for feeds, held so that no log, error or trace shows them."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from fetchers.urls import host_of, without_password


@dataclass(frozen=True, slots=True)
class Login:
    """Who asks for a feed, for HTTP's Basic scheme (RFC 7617, in UTF-8). Its repr says nothing."""

    user: str = field(repr=False)
    password: str = field(repr=False)

    def header(self) -> bytes:
        """The value of the Authorization header."""
        return b"Basic " + b64encode(f"{self.user}:{self.password}".encode())


def without_login(url: str) -> tuple[str, Login | None]:
    """A URL without its user name and password, and these; None if it has none.

    Raises ValueError for a password that hides where the URL's host ends, such as one with a slash.
    """
    clean = without_password(url)
    if clean == url:
        return url, None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ValueError("its user name or password holds a character that an address can't") from None
    return clean, Login(unquote(parts.username or ""), unquote(parts.password or ""))


def same_door(one: str, other: str) -> bool:
    """Whether what is told to one URL in confidence may be told to the other: same scheme, host and port."""
    return host_of(one) == host_of(other) != "" and urlsplit(one).scheme == urlsplit(other).scheme
