"""The live keys of the pane that has the focus, as they are really bound."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.keys import ALL_KEYS, HELP_KEYS, bindings

KEY_WIDTH = 16
GLOSSES = (
    ("▶ ◆ ○", "on the board: the headline's voice, the official one, one that stands apart from the range"),
    ("out/ind", "outlets that carry a figure / independent origins among them"),
    ("A = B", "a photo finish: their times overlap, nobody can tell who was first"),
    ("≤09:12", "by 09:12: published or edited at that time or before, we can't tell when"),
    ("✗ 20 killed", "a figure that no article gives any more: withdrawn"),
    ("# > !", "a figure, a statement (quoted or reported words), a happening"),
    ("✓ ? *", "somebody called the fact confirmed, disputed, or noted something on it"),
    ("first also edit", "on the timeline: a new fact, another outlet with it, an article changed in place"),
    ("▌", "came since you last were there"),
)


class HelpScreen(ModalScreen[None]):
    """Opened by `?`, closed by any of the keys that go back."""

    CSS_PATH = "help_screen.tcss"
    BINDINGS = bindings(HELP_KEYS)

    def __init__(self, bindings: Sequence[ActiveBinding]) -> None:
        super().__init__()
        self._live = list(bindings)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help") as box:
            box.border_title = Content("keys here · escape closes")
            yield Static(self._content())

    def action_help_scroll(self, lines: int) -> None:
        self.query_one("#help").scroll_relative(y=lines, animate=False)

    def _content(self) -> Content:
        keys: dict[str, list[str]] = {}
        words: dict[str, str] = {}
        order = {key.id: place for place, key in enumerate(ALL_KEYS)}
        for active in self._live:
            binding = active.binding
            if binding.system or not binding.id:
                continue
            keys.setdefault(binding.id, []).append(self.app.get_key_display(binding))
            words[binding.id] = binding.tooltip or binding.description
        lines = [
            Content.assemble(
                (f"{' '.join(dict.fromkeys(names)):<{KEY_WIDTH}} ", "bold $text-accent"),
                (words[key_id], ""),
                (f"  {key_id}", "$muted"),
            )
            for key_id, names in sorted(keys.items(), key=lambda item: order.get(item[0], len(order)))
        ]
        lines.append(
            Content.styled(
                "\nThe last word of a line is the key's name in the [keys] table of config.toml.\n", "$muted"
            )
        )
        lines += [Content.assemble((f"{sign:<{KEY_WIDTH}} ", "bold"), meaning) for sign, meaning in GLOSSES]
        return Content("\n").join(lines)
