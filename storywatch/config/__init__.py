"""The configuration: one TOML file describes one story. Read once, checked whole, frozen after.

Every error is one line that names the file, the field, the value and what is expected.
"""

from storywatch.config.errors import ConfigError
from storywatch.config.loading import duration, find_config, load_config, parse_config
from storywatch.config.settings import Settings, search_name
from storywatch.config.structs import DashboardConfig, Duration, MatchConfig, PollingConfig, StoreConfig

__all__ = [
    "ConfigError",
    "DashboardConfig",
    "Duration",
    "MatchConfig",
    "PollingConfig",
    "Settings",
    "StoreConfig",
    "duration",
    "find_config",
    "load_config",
    "parse_config",
    "search_name",
]
