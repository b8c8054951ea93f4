"""The dashboard's own two themes, and which one a terminal gets when nobody chose."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="storywatch-dark",
    primary="#6ea8d8",
    secondary="#9fb4c7",
    accent="#f0b95b",
    warning="#e8a33d",
    error="#f07178",
    success="#8fc98f",
    foreground="#dfe3e8",
    background="#11151a",
    surface="#161b22",
    panel="#1e252e",
    dark=True,
    variables={
        "border": "#f0b95b",
        "border-blurred": "#3a4654",
        "footer-background": "#1e252e",
    },
)

LIGHT = Theme(
    name="storywatch-light",
    primary="#1f5f99",
    secondary="#42566b",
    accent="#9a3412",
    warning="#8a5a00",
    error="#b3261e",
    success="#22682b",
    foreground="#1b1f24",
    background="#fbfaf7",
    surface="#f5f3ee",
    panel="#ebe8e0",
    dark=False,
    variables={
        "border": "#9a3412",
        "border-blurred": "#b9b4a7",
        "footer-background": "#ebe8e0",
    },
)


def own_colours(theme: Theme) -> dict[str, str]:
    """Names that only we use: `muted` for what matters less and must still be read, `selected-row` for the ground."""
    if theme.ansi:
        return {"muted": "ansi_bright_black", "selected-row": "ansi_default"}
    if theme.dark:
        return {"muted": "#98a3b0", "selected-row": "#27435c"}
    return {"muted": "#5b636d", "selected-row": "#cddff0"}


NAMES = {
    "dark": DARK.name,
    "light": LIGHT.name,
    "ansi": "ansi-dark",
    "ansi-light": "ansi-light",
    "ansi-dark": "ansi-dark",
}


def theme_for(choice: str | None, environment: Mapping[str, str]) -> str:
    """The theme's full name: the reader's choice, or dark, or light where the terminal says that it is light.

    With NO_COLOR set the terminal's own colours are kept, whatever was chosen.
    """
    is_light = _is_light(environment)
    if "NO_COLOR" in environment:
        return "ansi-light" if is_light or choice in ("light", LIGHT.name) else "ansi-dark"
    if choice:
        return NAMES.get(choice, choice)
    return LIGHT.name if is_light else DARK.name


def _is_light(environment: Mapping[str, str]) -> bool:
    """What COLORFGBG tells, where a terminal sets it: "0;15" is dark text on a white ground."""
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return ground in ("7", "15")
