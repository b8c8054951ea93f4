"""What the dashboard's tests share: a store of the invented story, and the real application on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tui import DashboardOptions

from . import invented_store

WALL = datetime(2031, 3, 5, 21, 0, 10, tzinfo=UTC)


@pytest.fixture(scope="session")
def finished_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented story in a store, its poller alive; to be copied, not to be written."""
    return invented_store.make_store(tmp_path_factory.mktemp("store") / "story.db", wall=WALL)


@pytest.fixture
def store_path(finished_store: Path, tmp_path: Path) -> Path:
    """A store of the test's own."""
    return Path(shutil.copy(finished_store, tmp_path / "story.db"))


@pytest.fixture
def options(store_path: Path) -> DashboardOptions:
    """The dashboard on it, at a fixed moment."""
    return options_for(store_path)


def options_for(path: Path, **changes: Any) -> DashboardOptions:
    values: dict[str, Any] = {
        "store_path": path,
        "story_name": "Fire at Port Ostrel",
        "place": "Port Ostrel",
        "time_zone": "Africa/Bamako",
        "now": lambda: invented_store.NOW,
        "poller": "its own poller",
        "poller_pid": lambda: 4242,
        "theme": "dark",
        "wall_now": lambda: WALL,
    }
    return DashboardOptions(**(values | changes))


@pytest.fixture
def make_options() -> Callable[..., DashboardOptions]:
    """Options for any path, with changes."""
    return options_for
