"""The picky and hostile servers of the fetchers' tests, and the whole program's."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from fetchers import Workers
from tests.fetchers.conftest import client, server
from tests.storywatch.conftest import config, environment, other, program, site

__all__ = ["client", "config", "environment", "other", "program", "readings", "server", "site"]


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
