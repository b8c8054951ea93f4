"""One line of Content as the terminal gets it."""

from __future__ import annotations

from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions
from textual.widget import Widget

from tui.display import display_in_place


def line_strip(widget: Widget, content: Content, width: int, style: Style) -> Strip:
    """The line in exactly `width` cells, cut off or filled up in the widget's style.

    The last boundary before the terminal: what slipped through uncleaned shows as �, spans stay where they were.
    """
    plain = content.plain
    cleaned = display_in_place(plain)
    if cleaned != plain:
        content = Content(cleaned, list(content.spans))
    options = RenderOptions(widget._get_style, widget.styles.get_rules())
    strips = content.render_strips(max(1, width), 1, style, options)
    line = strips[0] if strips else Strip.blank(width)
    return line.adjust_cell_length(width, style.rich_style)
