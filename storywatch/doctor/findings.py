"""What was looked at, how it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from storywatch import exits


class State(StrEnum):
    """How something is: good, working but worth a look, or in the way."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `says` is one line on how it is, `advice` what to do, "" if nothing.

    `code` is the program's exit code if it is bad.
    """

    what: str
    state: State
    says: str
    advice: str = ""
    code: int = exits.UNAVAILABLE


def good(what: str, says: str) -> Finding:
    """All is well."""
    return Finding(what, State.OK, says)


def worth_a_look(what: str, says: str, advice: str) -> Finding:
    """It works, but not as well as it could, or not for long."""
    return Finding(what, State.WARN, says, advice)


def in_the_way(what: str, says: str, advice: str, code: int) -> Finding:
    """It doesn't work."""
    return Finding(what, State.BAD, says, advice, code)


def exit_code(findings: Iterable[Finding]) -> int:
    """The gravest of what is bad: configuration, then store, then reach; 0 if nothing is."""
    return max((finding.code for finding in findings if finding.state is State.BAD), default=exits.OK)
