"""What is wrong with a configuration's searches: names, letters, addresses, terms that leave nothing to ask for."""

from __future__ import annotations

import re

from fetchers import host_of
from storywatch.config.checks import pace_problem
from storywatch.config.errors import ConfigError
from storywatch.config.settings import Settings, search_name


def check_searches(settings: Settings) -> None:
    """Raises ConfigError with one line."""
    outlets = {outlet.name for outlet in settings.config.outlets}
    feeds = {feed if isinstance(feed, str) else feed.url for outlet in settings.config.outlets for feed in outlet.feeds}
    addresses: dict[str, int] = {}
    for number, search in enumerate(settings.config.searches):

        def refuse(field: str, problem: str, where: str = f"searches[{number}]") -> None:
            raise ConfigError(f"{settings.path}: {where}{field}: {problem}")

        if search.url and not host_of(search.url):
            refuse(".url", f"{search.url!r} is not an http or https URL")
        if "?" in search.url.rstrip("?") and "{query}" not in search.url:
            refuse(".url", f"{search.url!r} doesn't say where the query goes; write {{query}} there")
        for field, value in (("language", search.language), ("country", search.country)):
            if value is not None and not re.fullmatch("[A-Za-z]{2}", value):
                refuse(f".{field}", f"{value!r} is not two letters such as 'fr'")
        if problem := pace_problem(search.every):
            refuse(".every", problem)
        if (name := search_name(search)) in outlets:
            refuse(".name", f"{name!r} is the name of an outlet; give the search another")
        try:
            address = settings.search_address(search)
        except ValueError as error:
            refuse(".terms", str(error))
        if address in addresses or address in feeds:
            other = f"searches[{addresses[address]}]" if address in addresses else "an outlet's feed"
            refuse("", f"asks the same as {other}")
        addresses[address] = number
