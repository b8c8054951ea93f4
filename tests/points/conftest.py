"""The picky and hostile servers of the fetchers' tests, and the whole program's."""

from tests.fetchers.conftest import client, server
from tests.storywatch.conftest import config, environment, other, program, site

__all__ = ["client", "config", "environment", "other", "program", "server", "site"]
