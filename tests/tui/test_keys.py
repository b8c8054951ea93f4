"""The keys and what `[keys]` may make of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.keys import _character_to_key

from tui import DashboardOptions, key_clash, key_ids, key_problem
from tui.app import Dashboard
from tui.key_names import keys_in
from tui.keys import ALL_KEYS

from .reading import messages_of, press


def test_every_key_has_an_id_a_help_and_no_id_means_two_things_in_one_place() -> None:
    assert key_ids() == {key.id for key in ALL_KEYS}
    assert all(key.help and key.key for key in ALL_KEYS)
    assert len(key_ids()) == len(ALL_KEYS)


def test_the_keys_as_they_are_can_all_be_sent_and_never_clash() -> None:
    assert {key_problem(key.id, key.key) for key in ALL_KEYS} == {None}
    assert key_clash({}) is None


@pytest.mark.parametrize(
    "value", ["c", "C", "é", "5", "?", ",", "question_mark", "ctrl+x", "f12", "shift+tab", "pageup", "a, b", " left "]
)
def test_a_key_that_a_terminal_sends_may_be_given(value: str) -> None:
    assert key_problem("cite", value) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("a,", "a comma too many"),
        ("strg+x", "is no key that a terminal sends"),
        ("F5", "is no key that a terminal sends"),
        ("f25", "is no key that a terminal sends"),
        ("\x1b", r"'\x1b' is no key"),
        ("two words", "is no key"),
        ("ctrl+i", "a terminal sends tab for ctrl+i"),
        ("ctrl+p", "opens the palette"),
    ],
)
def test_what_no_terminal_sends_is_refused_in_one_line(value: str, words: str) -> None:
    problem = key_problem("cite", value)
    assert problem is not None
    assert words in problem
    assert "\n" not in problem


def test_a_name_that_no_key_has_is_refused() -> None:
    assert key_problem("zit", "c") == "no key of the dashboard has this name"


@pytest.mark.parametrize(
    ("keys", "clash"),
    [
        ({"cite": "c"}, None),
        ({"cite": "o", "browser": "y"}, None),
        ({"article-cite": "t"}, None),
        ({"cite": "o"}, "cite"),
        ({"zoom": "s"}, "zoom"),
        ({"quit": "?"}, "quit"),
        ({"cite": "c", "browser": "c"}, "cite"),
        ({"help": "ctrl+c"}, "help"),
        ({"changes": "p"}, "changes"),
    ],
)
def test_two_ids_on_one_key_clash_only_where_both_are_heard(keys: dict[str, str], clash: str | None) -> None:
    found = key_clash(keys)
    assert (found and found[0]) == clash
    assert found is None or "is already the key of" in found[1]


def test_signs_have_the_names_that_the_screen_library_gives_them() -> None:
    signs = [chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum()]
    assert [keys_in(sign) for sign in signs] == [[_character_to_key(sign)] for sign in signs]


async def test_signs_and_lists_of_keys_are_really_bound(
    make_options: Callable[..., DashboardOptions], store_path: Path
) -> None:
    app = Dashboard(make_options(store_path, keys={"zoom": "!, f6", "pause": ""}))
    messages = messages_of(app)
    async with app.run_test(size=(80, 24)) as pilot:
        for key, is_zoomed in (("!", True), ("f6", False), ("z", False)):
            await press(pilot, key)
            assert app.main.has_class("zoomed") is is_zoomed
    assert ["pause: is empty" in message for message in messages] == [True]
