"""AMP pages and print views: other sights of an article that has an address of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from fetchers.model import PageReading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AMP = ("amp", "⚡")  # attributes by which AMP pages must mark their html element
_PRINT = re.compile(
    r"[/.](?:print(?:able|version|view|friendly|er)?|print-(?:version|view|friendly)|imprimer|impression|imprimir"
    r"|imprimible|drucken|druckansicht|druckversion|stampa|stampabile)(?=$|[/.])|[-_]print(?=\.\w{3,5}$)",
    re.IGNORECASE,
)
_PRINT_NAMES = frozenset(
    {"print", "printable", "printview", "printversion", "imprimer", "imprimir", "drucken", "stampa"}
)
_VIEW_NAMES = frozenset({"view", "mode", "format", "output", "tpl", "template", "layout", "display", "style", "action"})
_NO = frozenset({"0", "false", "no", "off"})
_SHORTEST_LINE = 20  # characters


def is_other_view(tree: HtmlElement, url: str) -> bool:
    """Whether a page is the AMP page or the print view of an article, by its html element and its address."""
    return any(tree.get(name) is not None for name in _AMP) or _is_print_view(url)


def tell_the_same(one: PageReading, other: PageReading) -> bool:
    """Whether two pages hold one article: the same headline, or half of the lines of the one in the other."""
    if one.title and one.title.casefold() == other.title.casefold():
        return True
    lines = {line for line in one.text.split("\n")[1:] if len(line) >= _SHORTEST_LINE}
    return bool(lines) and len(lines & set(other.text.split("\n"))) * 2 >= len(lines)


def _is_print_view(url: str) -> bool:
    try:
        parts = urlsplit(url)
        parameters = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return False
    if _PRINT.search(parts.path):
        return True
    return any(
        (name.lower() in _PRINT_NAMES and value.lower() not in _NO)
        or (name.lower() in _VIEW_NAMES and value.lower().startswith("print"))
        for name, value in parameters
    )
