"""Point 23: one line an event, for people or as JSON; no article text. No secrets: tests/storywatch/test_logins.py."""

import json
import re
from pathlib import Path

import pytest

from tests.storywatch.conftest import Program, Site, config_for


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("form", ["human", "json"])
def test_point_23_the_log_is_a_line_an_event_and_holds_no_text_of_an_article(
    program: Program, story: Site, tmp_path: Path, form: str
) -> None:
    story.pages["/html"] = (200, {"Content-Type": "text/html"}, b"<p>not a feed</p>\n<p>\x1b]0;title\x07 at all</p>")
    config = config_for(story, "/rss", "/html", "/missing")
    (tmp_path / "config.toml").write_text(config.replace("[polling]", '[polling]\ncontact = "desk@example.org"'))
    done = program("poll", "--once", *(["--log-json"] if form == "json" else []))
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 6  # start, three feeds, the article, stop
    if form == "json":
        rows = [json.loads(line) for line in lines]
        assert all(list(row)[:4] == ["time", "level", "event", "message"] for row in rows)
        assert sorted(row["event"] for row in rows) == ["article", "failed", "failed", "new", "start", "stop"]
        assert {row["level"] for row in rows if row["event"] == "failed"} == {"warning"}
    else:
        assert all(re.match(r"\d\d:\d\d:\d\d [a-z]+ +\S", line) for line in lines)
    assert "security source" not in done.stderr.decode()
    assert "gendarmerie" not in done.stderr.decode()
    assert "\x1b" not in done.stderr.decode()
