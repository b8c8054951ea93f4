"""One spelling for each URL, so that an article found three ways is one article."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

LONGEST_URL = 8_000
LONGEST_REMEMBERED = 500  # characters of a URL that is kept for the next time: a thousand are
_DEFAULT_PORTS = {"http": 80, "https": 443}

# Characters that stay as they are in a path or query; everything else is percent-encoded as UTF-8.
_SAFE = "%/:@!$&'()*+,;=~-._?"
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_USER_AND_PASSWORD = re.compile(r"^(\s*(?:[a-zA-Z][\w+.-]*:)?[/\\]*)[^/?#]*@")
_ALL_BEFORE_AT = re.compile(r"^(\s*(?:[a-zA-Z][\w+.-]*:)?[/\\]*).*@", re.DOTALL)
_LOGIN = re.compile(
    r"(?:^|[/._-])(?:log-?in|log-?on|sign-?in|sign-?up|sso|o?auth\d?|accounts?|register|consent|paywall|captcha)(?:$|[/._-])"
)
# URLs that stand in their one spelling but for tracking parameters, as most links of feeds do: a fifth of the work.
_SPELLED = re.compile(
    r"(?P<page>https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(?:[1-9][0-9]{3}|[1-5][0-9]{4}))?"
    r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~!$()*+,;=:@-]*)+/?)(?:\?(?P<query>[A-Za-z0-9_.~!$()*+,;=:@&/-]*))?"
)
_SHORT = 250  # characters, no more than a host may have
_CONTROLS_AND_SPACE = "".join(map(chr, range(0x21)))
_BAD_HOST = re.compile(r"[\s<>\"\\^`{|}%/?#@\x00-\x20]")


def normalise_url(url: str) -> str | None:
    """The URL in the one spelling under which an article is kept; None for what is no http or https URL.

    Lower-case scheme and host (in ASCII), no default port, user name, fragment or dot segments, escapes spelled
    alike, tracking parameters gone. All other parameters stay in their order: outlets name articles with them.
    Idempotent. What has more than LONGEST_URL characters, also once it is spelled so, is never asked for: None.
    """
    url = url.strip(_CONTROLS_AND_SPACE)
    if len(url) > LONGEST_URL:
        return None
    if len(url) < _SHORT and (spelled := _SPELLED.fullmatch(url)):
        query = _query(spelled["query"] or "")
        return f"{spelled['page']}?{query}" if query else spelled["page"]
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = _ascii_host(parts.hostname or "")
    if scheme not in _DEFAULT_PORTS or host is None:
        return None
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    fragment = parts.fragment if parts.fragment.startswith("!") else ""  # "#!" once named pages
    try:
        path = _without_dot_segments(_spelled(parts.path)) or "/"
        normal = urlunsplit((scheme, netloc, path, _query(_spelled(parts.query)), _spelled(fragment)))
    except UnicodeError:
        return None
    return normal if len(normal) <= LONGEST_URL else None


def host_of(url: str) -> str:
    """Whom a URL asks: what turns and pauses are counted by. "" for what is no web URL.

    Host in lower case and ASCII, without user name and password, and without its scheme's own port, so that
    http and https of one host are one: "https://Me:pw@Example.org/a" → "example.org", "http://example.org:8080/" →
    "example.org:8080".
    """
    return _host_of(url) if len(url) <= LONGEST_REMEMBERED else _host_of.__wrapped__(url)


@lru_cache(1_000)
def _host_of(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    scheme, host = parts.scheme.lower(), _ascii_host(parts.hostname or "")
    if scheme not in _DEFAULT_PORTS or host is None:
        return ""
    return host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"


def without_password(url: str) -> str:
    """The URL without user name and password, otherwise as it is. Takes anything, a bad URL as well."""
    try:
        _ = urlsplit(url).port
        secret = _USER_AND_PASSWORD
    except ValueError:  # a password may hold the slash that ends the host: what stands before any @ is hidden
        secret = _ALL_BEFORE_AT
    return secret.sub(r"\1", url, count=1)


def shown_url(url: str, longest: int = 500) -> str:
    """A URL as a log or a failure line may show it: without user name, password and control characters, cut.

    Takes anything, for a line about a bad URL has to show it as well.
    """
    text = without_password(url)
    if not text.isprintable():
        text = "".join(character for character in text if character.isprintable())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def same_site(one: str, other: str) -> bool:
    """Whether two URLs belong to one site: the same host but for a leading www., m. or amp."""
    return _site(one) == _site(other) != ""


def looks_like_login(url: str) -> bool:
    """Whether a URL's host or path says that it asks people to sign in, to pay or to agree."""
    try:
        parts = urlsplit(url.lower())
    except ValueError:
        return False
    return _LOGIN.search(f"{parts.hostname or ''}{parts.path}") is not None


def _site(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return re.sub(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)", "", host)


def _ascii_host(host: str) -> str | None:
    host = host.rstrip(".").lower()
    if not host or len(host) > 253 or _BAD_HOST.search(host):
        return None
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None


def _spelled(text: str) -> str:
    """Escapes in upper case, none for characters that need none, all others escaped."""

    def unescape(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    encoded = quote(_BARE_PERCENT.sub("%25", text), safe=_SAFE)
    return _ESCAPE.sub(unescape, encoded)


def _without_dot_segments(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    return "&".join(piece for piece in query.split("&") if piece and not _is_tracking(piece))


def _is_tracking(piece: str) -> bool:
    name, _, value = piece.partition("=")
    name = name.lower()
    tracking = _tracking()
    return (
        name in tracking.names
        or name.startswith(tracking.prefixes)
        or (name in tracking.doubtful_names and value.lower() in tracking.telling_values)
    )


@dataclass(frozen=True, slots=True)
class _Tracking:
    """tracking.toml as read."""

    prefixes: tuple[str, ...]
    names: frozenset[str]
    doubtful_names: frozenset[str]
    telling_values: frozenset[str]


@cache
def _tracking() -> _Tracking:
    """The list is ours: courlan's pattern also takes cid=, eid=, uid= and even gallery=, which name pages."""
    read = tomllib.loads((Path(__file__).parent / "tracking.toml").read_text(encoding="utf-8"))
    return _Tracking(
        prefixes=tuple(read["prefixes"]),
        names=frozenset(read["names"]),
        doubtful_names=frozenset(read["only_with"]["names"]),
        telling_values=frozenset(read["only_with"]["values"]),
    )
