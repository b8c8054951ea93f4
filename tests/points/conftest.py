"""The picky and hostile servers of the fetchers' tests, and the whole program's."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fetchers import Workers
from tests.fetchers.conftest import client, server
from tests.storywatch.conftest import Site, config, config_for, environment, other, program, site

__all__ = ["client", "config", "environment", "other", "program", "readings", "server", "site", "story"]


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each of our readers was set to work on a body, by its name."""
    counted: Counter[str] = Counter()
    run = Workers.run

    async def count(workers: Workers, function: Callable[..., Any], *arguments: object, **limits: Any) -> Any:
        counted[function.__name__] += 1
        return await run(workers, function, *arguments, **limits)

    monkeypatch.setattr(Workers, "run", count)
    return counted


@pytest.fixture
def story(site: Site, tmp_path: Path) -> Site:
    """A site with one article on the story and its feed, and a configuration that names them."""
    site.put_feed("/rss", ("Attack in Bamako", "/a"), ("Football: a draw in Lomé", "/b"), etag='"one"')
    sentence = "A security source said on Thursday that 77 people were killed and 255 wounded in the attack in Bamako."
    more = "The attackers stormed the gendarmerie school before dawn and reached the airport soon after, people said."
    site.put_page("/a", "Attack in Bamako", sentence, more)
    (tmp_path / "config.toml").write_text(
        config_for(site, "/rss").replace("[polling]", '[polling]\nworkers = 1\ncontact = "desk@example.org"')
    )
    return site
