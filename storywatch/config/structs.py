"""The configuration file's sections as they stand in it: one struct a section, with its defaults."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from story import ListKind, OutletKind, Party, SearchKind, Terms


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
    """A list of articles: `{ url = "…", kind = "sitemap", every = "10m", login = "wire" }`.

    A plain string is a feed (RSS, Atom, RDF, JSON) with neither pace nor login of its own.
    """

    url: str
    kind: ListKind = ListKind.FEED
    every: Duration | None = None
    login: str | None = None


class SearchConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[searches]]`: a service that finds many outlets' articles by the story's terms, or by its own `terms`.

    `terms` are groups of alternatives, of which each must be met, as in `[story.match] all`. `url` takes the place of
    the service's address.
    """

    kind: SearchKind
    name: str = ""
    url: str = ""
    terms: tuple[str | tuple[str, ...], ...] = ()
    language: str | None = None
    country: str | None = None
    every: Duration = Duration(15 * 60)


class OutletConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[outlets]]`: a publisher and its feeds."""

    name: Annotated[str, msgspec.Meta(min_length=1)]
    domains: tuple[str, ...] = ()
    kind: OutletKind = OutletKind.UNKNOWN
    country: str | None = None
    language: str | None = None
    publisher: str | None = None
    feeds: tuple[str | FeedConfig, ...] = ()


class LoginConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[logins.NAME]`: where the user name and the password for a feed are; never the password itself."""

    user: str | None = None
    user_env: str | None = None
    password_env: str | None = None
    password_file: str | None = None


class RevisitConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`{ until = "6h", every = "20m" }`: how often a page is visited again while it is younger than that."""

    until: Duration
    every: Duration


class PollingConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[polling]`: how often, how much, how politely."""

    shortest_interval: Duration = Duration(2 * 60)
    longest_interval: Duration = Duration(15 * 60)
    revisits: tuple[RevisitConfig, ...] = (
        RevisitConfig(until=Duration(6 * 3600), every=Duration(20 * 60)),
        RevisitConfig(until=Duration(24 * 3600), every=Duration(3600)),
        RevisitConfig(until=Duration(96 * 3600), every=Duration(4 * 3600)),
    )
    deadline: Duration = Duration(60)
    largest_answer: Annotated[int, msgspec.Meta(ge=10_000, le=100_000_000)] = 5_000_000
    gap_per_host: Duration = Duration(2)
    in_flight: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    workers: Annotated[int, msgspec.Meta(ge=1, le=64)] = 2
    most_entries_a_day: Annotated[int, msgspec.Meta(ge=100)] = 10_000
    most_text_a_day: Annotated[int, msgspec.Meta(ge=100_000)] = 20_000_000
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
    logins: dict[str, LoginConfig] = {}
    searches: tuple[SearchConfig, ...] = ()
    polling: PollingConfig = PollingConfig()
    store: StoreConfig = StoreConfig()
    dashboard: DashboardConfig = DashboardConfig()
    user: UserConfig = UserConfig()
    keys: dict[str, str] = {}
