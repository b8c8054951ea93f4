"""What `[keys]` in config.toml may say: which keys a terminal can send, and which are taken. Imports no textual."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from tui.keys import ALL_KEYS, PLACES

EXAMPLES = "a letter, a digit, a sign, ctrl+x, f5, enter, tab, space, left, pageup …"
_MOVING = ("left", "right", "up", "down", "home", "end", "insert", "delete", "pageup", "pagedown")
_NAMED = frozenset(
    ["escape", "enter", "tab", "space", "backspace", "shift+tab"]
    + [f"f{number}" for number in range(1, 25)]
    + [prefix + name for prefix in ("", "shift+", "ctrl+", "ctrl+shift+") for name in _MOVING]
    + [f"ctrl+f{number}" for number in range(1, 13)]
    + [f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    + ["ctrl+@", "ctrl+backslash", "ctrl+right_square_bracket", "ctrl+circumflex_accent", "ctrl+underscore"]
)
_SHORT_NAMES = {
    "SOLIDUS": "slash",
    "REVERSE SOLIDUS": "backslash",
    "COMMERCIAL AT": "at",
    "HYPHEN-MINUS": "minus",
    "PLUS SIGN": "plus",
    "LOW LINE": "underscore",
}
_SIGNS = {
    _SHORT_NAMES.get(name) or name.lower().replace("-", "_").replace(" ", "_"): sign
    for sign in map(chr, range(0x21, 0x7F))
    if not sign.isalnum() and (name := unicodedata.name(sign))
}
"""The signs of ASCII by the names that the screen library has for them: "question_mark" is "?"."""
_SAME_TO_A_TERMINAL = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace"}
_PALETTE = "ctrl+p"


def key_ids() -> frozenset[str]:
    """The ids that `[keys]` may name."""
    return frozenset(key.id for key in ALL_KEYS)


def key_problem(name: str, value: str) -> str | None:
    """What is wrong with giving the key `value` (or several, with commas) to the id `name`; None if nothing is.

    One line without the id, to stand behind it.
    """
    if name not in key_ids():
        return "no key of the dashboard has this name"
    if not value.strip():
        return f"is empty; give it a key: {EXAMPLES}"
    for key in keys_in(value):
        if not key:
            return f"{value!r} has a comma too many; the comma itself is called comma"
        if key in _SAME_TO_A_TERMINAL:
            return f"a terminal sends {_SAME_TO_A_TERMINAL[key]} for {key}; name that, or another key"
        if key == _PALETTE:
            return f"{key} opens the palette; choose another"
        if key not in _NAMED and key not in _SIGNS and not (len(key) == 1 and key.isalnum()):
            return f"{key!r} is no key that a terminal sends; known are {EXAMPLES}"
    return None


def key_clash(keys: Mapping[str, str]) -> tuple[str, str] | None:
    """The first id of `keys` whose key is another id's in the same place, and the problem in one line; None if none is.

    Counts what all ids have once `keys` has been taken up, so that two ids may change places.
    """
    for place in PLACES:
        holders: dict[str, str] = {}
        for key in place:
            for wanted in keys_in(keys.get(key.id, key.key)):
                other = holders.setdefault(wanted, key.id)
                if other == key.id:
                    continue
                moved, standing = (key.id, other) if key.id in keys else (other, key.id)
                return moved, f"{wanted!r} is already the key of {standing}; choose another, or give {standing} another"
    return None


def first_key(name: str, keys: Mapping[str, str]) -> str:
    """The first key of an id as people call it, "." for "full_stop"; `keys` are those of the configuration."""
    given = keys_in(keys.get(name, ""))[0] or next(key.key for key in ALL_KEYS if key.id == name).split(",")[0]
    return _SIGNS.get(given, given)


def keys_in(value: str) -> list[str]:
    """The keys that a value of `[keys]` names, each by its long name: "?, c" is "question_mark" and "c"."""
    signs = {sign: name for name, sign in _SIGNS.items()}
    names = [value.strip()] if value.strip() == "," else [name.strip() for name in value.split(",")]
    return [signs.get(name, name) for name in names]
