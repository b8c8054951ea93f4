"""The boundary between texts from outside and the terminal: what may be drawn, and how wide it is.

Everything that came from a feed, a page, a config or a store passes one of these on its way to the screen.
None of them returns markup, and none of their results may be given to a widget as a `str`: wrap it in Content.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

FORBIDDEN = frozenset(
    [code for code in range(0x20) if code not in (0x09, 0x0A)]
    + list(range(0x7F, 0xA0))
    + list(range(0x202A, 0x202F))
    + list(range(0x2066, 0x206A))
    + [0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF, 0x061C]
    + list(range(0xFFF9, 0xFFFC))
)
"""C0 but newline and tab, DEL, C1, the bidi controls and the invisible marks. 200C and 200D (the joiners) stay."""

_SURROGATES = range(0xD800, 0xE000)
_ONE_LINE = dict.fromkeys(FORBIDDEN) | dict.fromkeys(_SURROGATES, 0xFFFD) | {0x09: " ", 0x0A: " "}
_IN_PLACE = dict.fromkeys(FORBIDDEN, 0xFFFD) | dict.fromkeys(_SURROGATES, 0xFFFD) | {0x09: 0x20}
ELLIPSIS = "…"
LONGEST_LINE = 4_000  # code points that are looked at for one line of a list: no screen is wider


def display_line(text: str) -> str:
    """`text` as one line without anything that a terminal would obey.

    Runs of space are one space, and only the first 4,000 code points count.
    """
    return " ".join(text[:LONGEST_LINE].translate(_ONE_LINE).split())


def display_in_place(text: str) -> str:
    """`text` cleaned one code point for one, so that a claim's offsets still hold; what is forbidden shows as �."""
    return text.translate(_IN_PLACE)


def clipped(text: str, width: int) -> str:
    """`text` in at most `width` cells, with … where something was cut off. A wide character is never halved."""
    if width <= 0:
        return ""
    if len(text) <= width and text.isascii():
        return text
    if cell_len(text[: width + 1]) <= width and len(text) <= width + 1:
        return text
    if cell_len(text[: 4 * width + 4]) <= width and len(text) <= 4 * width + 4:
        return text
    if width == 1:
        return ELLIPSIS
    return set_cell_size(text[: 4 * width + 4], width - 1).rstrip() + ELLIPSIS


def cell(text: str, width: int, align: str = "left") -> str:
    """`text` in exactly `width` cells, clipped or padded; `align` is "left" or "right"."""
    short = clipped(text, width)
    space = " " * max(0, width - cell_len(short))
    return space + short if align == "right" else short + space
