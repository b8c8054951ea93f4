"""The one table that makes untrusted text harmless: no terminal escapes, no hidden or reordering characters."""

from __future__ import annotations

import re

_DROPPED = (
    *(code for code in range(0x20) if chr(code) not in "\n\t"),
    0x7F,
    *range(0x80, 0xA0),
    0x061C,  # Arabic letter mark
    0x200B,  # zero-width space
    0x200E,  # left-to-right mark
    0x200F,  # right-to-left mark
    0x2028,  # line separator
    0x2029,  # paragraph separator
    *range(0x202A, 0x202F),  # embeddings and overrides
    *range(0x2066, 0x206A),  # isolates
    0xFEFF,  # byte order mark
)
_TABLE: dict[int, str | None] = dict.fromkeys(_DROPPED)
_TABLE |= dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
_IN_TABLE = re.compile(f"[{''.join(map(re.escape, map(chr, _TABLE)))}]")


# A terminal's sequences whole, since their numbers would be read as figures: CSI, then strings that end (OSC, DCS, …),
# then the short ones. Only those that ESC begins: as C1 characters they are too often a wrong decoding's remains.
_SEQUENCES = re.compile(
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|\x1b[\]PX^_][^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{0,8}[0-Z\\^-~]"
)


def plain_text(text: str) -> str:
    """The text without anything that could move a cursor, hide, reorder or break encoding.

    Escape sequences go whole ("\\x1b[2J" leaves no "2"); one that doesn't end takes nothing of the text with it.
    Drops C0 (but newline and tab), DEL, C1, bidi controls, zero-width space, line and paragraph separators and
    the byte order mark; replaces lone surrogates, which no UTF-8 file can hold. The joiners U+200C and U+200D
    stay: Persian, Hindi and emoji need them. Lengths change, so clean before taking offsets.
    """
    if "\x1b" in text:
        text = _SEQUENCES.sub("", text)
    # translating takes ten times as long as looking, but for ASCII; hardly any text needs it
    return text.translate(_TABLE) if _IN_TABLE.search(text) else text
