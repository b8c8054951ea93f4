"""What the rooms need of a configuration, each made once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from functools import cached_property
from pathlib import Path

import platformdirs

from fetchers import DEFAULT_ADDRESSES, Login, Question, Revisits, host_of, search_url
from store import FeedSpec, OutletSpec
from story import Matcher, OutletKind, SearchKind, StoryContext, StoryParty, Terms
from storywatch.config.logins import login_warnings, read_login
from storywatch.config.structs import Config, FeedConfig, SearchConfig

_SERVICES = {SearchKind.GDELT: "GDELT", SearchKind.SEARCH: "Google News"}


@dataclass(frozen=True)
class Settings:
    """A configuration with the file it came from, and what the rooms need of it, each made once.

    `logins_in_urls` are user names and passwords that stood in feeds' addresses, by the address without them.
    """

    path: Path
    config: Config
    logins_in_urls: Mapping[str, Login] = field(default_factory=dict, repr=False)

    @cached_property
    def store_path(self) -> Path:
        """Where the store is: as configured (from the file's folder if relative), else in the platform's folder."""
        if self.config.store.path:
            # not Path.resolve, which raises for links that go round in a circle: whoever opens the store says so
            return Path(os.path.realpath(self.path.parent / Path(self.config.store.path).expanduser()))
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
    def revisits(self) -> tuple[Revisits, ...]:
        """How often pages are visited again, by their age."""
        return tuple(Revisits(step.until, step.every) for step in self.config.polling.revisits)

    @cached_property
    def logins(self) -> Mapping[str, Login]:
        """The logins of feeds that need one, by the feed's address. Raises ConfigError if one can't be read.

        Only who visits feeds asks for them: a dashboard needs no password.
        """
        read = {name: read_login(name, login, self.path) for name, login in self.config.logins.items()}
        named = {
            feed.url: read[feed.login]
            for outlet in self.config.outlets
            for feed in outlet.feeds
            if isinstance(feed, FeedConfig) and feed.login is not None
        }
        searches = {
            self.search_address(search): self.logins_in_urls[search.url]
            for search in self.config.searches
            if search.url in self.logins_in_urls
        }
        return {**self.logins_in_urls, **searches, **named}

    @property
    def warnings(self) -> tuple[str, ...]:
        """What works but shouldn't stay so, a line each."""
        warnings = login_warnings(self.config, self.logins_in_urls)
        if self.config.polling.contact or not any(outlet.feeds for outlet in self.outlets):
            return warnings
        return (*warnings, "polling.contact: is empty; publishers can't write to you before they block you")

    @cached_property
    def outlets(self) -> tuple[OutletSpec, ...]:
        """The outlets as the store takes them, and each search as an outlet that lists others' articles."""
        named = tuple(
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
        return named + self._searches

    @cached_property
    def outlets_of_several_feeds(self) -> frozenset[str]:
        """The names of outlets that alone don't say which feed is meant."""
        return frozenset(spec.name for spec in self.outlets if len(spec.feeds) > 1)

    @cached_property
    def _searches(self) -> tuple[OutletSpec, ...]:
        """Those of one name are one outlet. Its domain is the service's, so that a link by way of it is nobody's."""
        specs: dict[str, OutletSpec] = {}
        for search in self.config.searches:
            url = self.search_address(search)
            name = search_name(search)
            feeds = specs[name].feeds if name in specs else ()
            specs[name] = OutletSpec(
                name=name,
                domains=(host_of(url).partition(":")[0],),
                kind=OutletKind.AGGREGATOR,
                lang=search.language,
                feeds=(*feeds, FeedSpec(url, round(search.every), search.kind)),
            )
        return tuple(specs.values())

    def search_address(self, search: SearchConfig) -> str:
        """The address that a search asks. Raises ValueError when its terms leave nothing to ask for."""
        match = self.config.story.match
        if search.terms:
            groups = tuple((group,) if isinstance(group, str) else group for group in search.terms)
            terms = Terms(all=groups)
        else:
            own = match.languages.get(search.language) if search.language else None
            terms = match.terms() | own.terms() if own else match.terms()
        return search_url(Question(search.kind, terms, search.language, search.country), search.url)

    @cached_property
    def search_hosts(self) -> frozenset[str]:
        """The hosts by whose links searches lead to others' articles, as `fetchers.host_of` spells them."""
        return frozenset(
            host_of(feed.url) for spec in self._searches for feed in spec.feeds if feed.kind is SearchKind.SEARCH
        )


def search_name(search: SearchConfig) -> str:
    """What a search is called: as configured, else the service, else the host that is asked."""
    if search.name or not search.url or search.url == DEFAULT_ADDRESSES[search.kind]:
        return search.name or _SERVICES[search.kind]
    return host_of(search.url).partition(":")[0] or search.url


def _feed_spec(feed: str | FeedConfig) -> FeedSpec:
    if isinstance(feed, str):
        return FeedSpec(feed)
    return FeedSpec(feed.url, None if feed.every is None else round(feed.every), feed.kind)
