"""The log's three forms: for people, for systemd's journal, for machines."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.storywatch.conftest import Program, Site, config_for

SAYS_ALL = """
import logging, sys, warnings
from storywatch.logs import LOGGER, log_event, start_logging
start_logging(as_json="--json" in sys.argv)
log_event("new", "Le Phare: 3 new\\n\\x1b[2Jentries", entries=3)
log_event("failed", "Le Phare: HTTP 500", is_warning=True)
try:
    1 / 0
except ZeroDivisionError:
    LOGGER.exception("a visit failed by a bug of storywatch")
logging.getLogger("asyncio").error("a task was never awaited")
logging.getLogger("asyncio").info("not worth a line")
warnings.warn("that is old", DeprecationWarning, stacklevel=1)
"""


def said(folder: Path, *arguments: str, **environment: str) -> list[str]:
    """The lines that reach a file in place of standard error."""
    log = folder / "log"
    with log.open("wb") as file:
        state = os.fstat(file.fileno())
        told = {name: value.replace("THIS", f"{state.st_dev}:{state.st_ino}") for name, value in environment.items()}
        subprocess.run(
            [sys.executable, "-Wdefault", "-c", SAYS_ALL, *arguments], stderr=file, env=os.environ | told, check=True
        )
    return log.read_text().splitlines()


def test_people_get_a_line_an_event_with_its_time(tmp_path: Path) -> None:
    lines = said(tmp_path)
    assert re.fullmatch(r"\d\d:\d\d:\d\d new       Le Phare: 3 new \S*entries", lines[0])
    assert lines[1][9:] == "failed    Le Phare: HTTP 500"
    assert lines[2][9:] == "bug       a visit failed by a bug of storywatch"
    assert "ZeroDivisionError" in lines[-3]
    assert lines[-2][9:] == "library   a task was never awaited"
    assert "that is old" in lines[-1]
    assert not any("\x1b" in line or "not worth" in line for line in lines)


def test_the_journal_gets_priorities_in_place_of_times(tmp_path: Path) -> None:
    lines = said(tmp_path, JOURNAL_STREAM="THIS")
    assert lines[0].startswith("<6>new       Le Phare")
    assert lines[1] == "<4>failed    Le Phare: HTTP 500"
    assert lines[2] == "<3>bug       a visit failed by a bug of storywatch"
    assert all(re.match(r"<[346]>", line) for line in lines)
    assert said(tmp_path, JOURNAL_STREAM="1:2")[0].endswith("entries")  # the journal of somebody else


def test_machines_get_an_object_a_line(tmp_path: Path) -> None:
    new, failed, bug, library, warning = [json.loads(line) for line in said(tmp_path, "--json", JOURNAL_STREAM="THIS")]
    assert (new["level"], new["event"], new["entries"]) == ("info", "new", 3)
    assert failed["level"] == "warning"
    assert (bug["level"], bug["event"]) == ("error", "bug")
    assert "ZeroDivisionError" in bug["trace"]
    assert (library["event"], library["message"]) == ("library", "a task was never awaited")
    assert "that is old" in warning["message"]


def test_a_line_names_the_feed_where_an_outlet_has_several(program: Program, site: Site, tmp_path: Path) -> None:
    for feed in ("/africa", "/world", "/own"):
        site.put_feed(feed, (f"Attack in Bamako{feed}", f"{feed}/a"))
    several = config_for(site, "/africa", "/own").replace(
        f'feeds = ["{site.url}/africa"]', f'feeds = ["{site.url}/africa", "{site.url}/world"]'
    )
    (tmp_path / "config.toml").write_text(several)
    rows = [json.loads(line) for line in program("poll", "--once", "--log-json").stderr.splitlines()]
    assert sorted(row["message"] for row in rows if row.get("subject") == "feed") == [
        f"Outlet 1: {site.url}/africa: 1 new entry, 1 on the story",
        f"Outlet 1: {site.url}/world: 1 new entry, 1 on the story",
        "Outlet 2: 1 new entry, 1 on the story",
    ]


def test_what_libraries_think_of_a_page_is_no_line_of_the_log(program: Program, site: Site, tmp_path: Path) -> None:
    pages = [b"", b"<html>", b"<html><body><p>\x00\xff&#27;</p>", b"%PDF-1.4", b"<!-- " * 9_000]
    site.put_feed("/rss", *((f"Attack in Bamako: part {number}", f"/{number}") for number in range(len(pages))))
    for number, page in enumerate(pages):
        site.pages[f"/{number}"] = (200, {"Content-Type": "text/html"}, page)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    rows = [json.loads(line) for line in program("poll", "--once", "--log-json").stderr.splitlines()]
    (feed,) = [row for row in rows if row.get("subject") == "feed"]
    assert (feed["event"], feed["outlet"], feed["status"], feed["entries"]) == ("new", "Outlet 1", 200, len(pages))
    failed = [row for row in rows if row["event"] == "failed"]
    assert failed
    assert all(row["subject"] == "article" and row["reason"] and row["level"] == "warning" for row in failed)
