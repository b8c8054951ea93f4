"""What is wrong with a configuration, in one line for people."""

from __future__ import annotations


class ConfigError(Exception):
    """The configuration can't be used; the message is one line for people."""
