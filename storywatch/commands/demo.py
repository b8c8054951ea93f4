"""`storywatch demo`: the Bamako story as it unfolded, from made-up outlets on this machine."""

from __future__ import annotations

import asyncio
import errno
import logging
import math
import signal
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from fetchers import end_with_parent
from store import open_reader
from story import FactType, Scope
from storywatch import exits, plain
from storywatch.children import child, end_with_arguments
from storywatch.clock import parse_fast_clock, str_of_fast_clock
from storywatch.commands import need_terminal
from storywatch.commands.facts import all_facts, facts_summary
from storywatch.commands.toll import toll_summary
from storywatch.commands.watch import open_dashboard
from storywatch.config import Settings, load_config
from storywatch.demo.playing import DemoFolder, clock_from, play_headless, revisions_summary, serve_until_stopped
from storywatch.demo.world import END
from storywatch.logs import start_logging
from storywatch.serial import to_builtin, to_json

NOTE = "demo · made-up outlets"
START_TIME = 15.0  # seconds that the outlets get to come up


class CannotPlay(click.ClickException):
    """The demo's folder can't be used."""

    exit_code = exits.DISK


@click.command("demo", epilog="Example: storywatch demo --speed 30")
@click.option(
    "--speed",
    type=click.FloatRange(min=0.1, max=2000),
    default=90.0,
    show_default=True,
    help="Story minutes a second.",
)
@click.option("--headless", is_flag=True, help="Without a screen, to the end, at full speed; prints what came of it.")
@click.option("--json", "as_json", is_flag=True, help="With --headless: print JSON.")
@click.option("--dir", "folder", type=click.Path(path_type=Path), help="Keep the store there, and go on with it.")
@click.option("--theme", type=click.Choice(["dark", "light"]), help="Colours; else as the terminal.")
@click.option("--serve", "serving", hidden=True, help="Only serve the outlets, on this clock.")
@click.option("--end-with", hidden=True, type=int, help="The process whose end ends this one.")
def command(
    speed: float,
    headless: bool,
    as_json: bool,
    folder: Path | None,
    theme: str | None,
    serving: str | None,
    end_with: int | None,
) -> int:
    """Watch the attack of 17 September 2024 in Bamako unfold, as a dozen made-up outlets report it.

    A real web server on this machine plays the outlets over four days of story time; the real poller polls it and
    the real dashboard shows it. Nothing leaves this machine.
    """
    if math.isnan(speed):
        raise click.BadParameter("is not a number", param_hint="--speed")
    if end_with is not None:
        end_with_parent(end_with, signal.SIGTERM)
    with ExitStack() as leaving:
        path = folder or Path(leaving.enter_context(tempfile.TemporaryDirectory(prefix="storywatch-demo-")))
        stage = DemoFolder(path.resolve())
        _make_folder(stage.path)
        if serving is not None:
            asyncio.run(serve_until_stopped(parse_fast_clock(serving), stage))
        elif headless:
            start_logging(least=logging.ERROR)  # that some of its outlets fail is the story's doing
            _report(_played(stage), as_json=as_json)
        else:
            return _on_screen(stage, speed, theme)
    return exits.OK


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotPlay(f"{folder}: can't be made a folder ({reason}); name another with --dir") from error


def _played(stage: DemoFolder) -> Settings:
    try:
        return asyncio.run(play_headless(stage))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise CannotPlay(f"{stage.path}: a demo plays in this folder already; name another with --dir") from error


def _on_screen(stage: DemoFolder, speed: float, theme: str | None) -> int:
    """The outlets in a process of their own, the poller in another, the dashboard here."""
    need_terminal("storywatch demo --headless")
    clock = clock_from(stage.reached(), speed)
    stage.is_serving.unlink(missing_ok=True)
    arguments = ["demo", "--dir", str(stage.path), "--serve", str_of_fast_clock(clock), *end_with_arguments()]
    log = stage.path / "outlets.log"
    with child(arguments, log) as outlets:
        deadline = time.monotonic() + START_TIME
        while not stage.is_serving.exists():
            if outlets.process.poll() is not None or time.monotonic() > deadline:
                lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["no word from them"]
                click.echo(f"storywatch: the demo's outlets did not come up: {lines[-1]}", err=True)
                return exits.UNAVAILABLE
            time.sleep(0.02)
        return open_dashboard(load_config(stage.config), clock, theme=theme, note=NOTE)


def _report(settings: Settings, *, as_json: bool) -> None:
    """Print the toll and the first reports, and with JSON the revisions too."""
    zone = ZoneInfo(settings.config.story.time_zone)
    with open_reader(settings.store_path) as reader:
        kinds = reader.kinds()
        facts = all_facts(reader, kind=None, scope=Scope.EVENT)
        if as_json:
            summary = {
                "story": settings.config.story.name,
                "counts": to_builtin(reader.counts()),
                "toll": toll_summary(reader, kinds, END),
                "facts": facts_summary(reader, facts),
                "revisions": to_builtin(revisions_summary(settings)),
            }
            click.echo(to_json(summary))
            return
        click.echo(f"{settings.config.story.name} — {NOTE} — {plain.moment(END, zone)}")
        for kind in kinds:
            click.echo()
            for line in plain.toll_lines(reader.toll(kind, END), reader.toll_series(kind, END), zone):
                click.echo(line)
        for fact_type in FactType:
            click.echo(f"\nwho had each {fact_type} first")
            for fact in facts:
                if fact.type is fact_type:
                    click.echo()
                    for line in plain.fact_lines(fact, (), zone):
                        click.echo(line)
