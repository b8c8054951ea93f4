"""`storywatch feeds`: lists in, lists out, and what the configuration looks like after."""

import json
import stat
import tomllib
from pathlib import Path

from tests.storywatch.conftest import CONFIG, Program, Site, config_for

OUTLETS = """
[[outlets]]
name = "RFI \\"Afrique\\""
domains = ["rfi.fr"]
language = "fr"
feeds = ["https://www.rfi.fr/fr/afrique/rss", "https://www.rfi.fr/fr/rss"]

[[outlets]]
name = "The Paper"
domains = ["paper.example"]
feeds = ["https://paper.example/rss", { url = "https://paper.example/map.xml", kind = "sitemap" }]
"""


def test_what_is_exported_is_imported_again_as_the_same_outlets(program: Program, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG + OUTLETS, encoding="utf-8")
    exported = program("feeds", "export", "list.opml")
    assert exported.returncode == 0
    assert exported.stderr.decode() == "1 source left out: OPML holds only feeds\n"
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    done = program("feeds", "import", "list.opml")
    assert done.returncode == 0
    assert tomllib.loads(done.stdout.decode())["outlets"] == [
        {
            "name": 'RFI "Afrique"',
            "domains": ["rfi.fr"],
            "language": "fr",
            "feeds": ["https://www.rfi.fr/fr/afrique/rss", "https://www.rfi.fr/fr/rss"],
        },
        {"name": "The Paper", "domains": ["paper.example"], "feeds": ["https://paper.example/rss"]},
    ]


def test_written_feeds_stand_at_the_configurations_end_once_and_the_old_one_is_kept(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG + "# a comment that stays\n", encoding="utf-8")
    path.chmod(0o640)
    before = path.read_text(encoding="utf-8")
    names = ("The&#27;[31m Paper", "The Paper", "The Paper", "&quot;] [[outlets]]&#10;name = &quot;Evil")
    rows = "".join(
        f'<outline text="{name}" xmlUrl="https://paper{number}.example/rss"/>' for number, name in enumerate(names)
    )
    (tmp_path / "list.opml").write_text(f"<opml><body>{rows}</body></opml>", encoding="utf-8")
    for _ in range(2):
        done = program("feeds", "import", "list.opml", "--write", "--json")
        assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["known"] == 4
    text = path.read_text(encoding="utf-8")
    assert text.startswith(before.rstrip())
    assert "\x1b" not in text
    written = [outlet["name"] for outlet in tomllib.loads(text)["outlets"]]
    assert len(written) == len(set(written)) == 4
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert (tmp_path / "config.toml.bak").read_text(encoding="utf-8") == before
    assert program("check").returncode == 0


def test_a_list_that_cant_be_read_is_one_line(program: Program, config: Path, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_bytes(b"<html>")
    for arguments in (("list.opml",), ("missing.opml",), (".",)):
        done = program("feeds", "import", *arguments)
        assert done.returncode == 65
        assert len(done.stderr.decode().splitlines()) == 1
    assert program("feeds", "import", "-", stdin=b"<opml><body/></opml>").returncode == 0


def test_the_list_shows_kind_and_state_with_and_without_a_store(program: Program, site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    text = (
        config_for(site, "/rss")
        + f'\n[[outlets]]\nname = "Map"\nfeeds = [{{ url = "{site.url}/m", kind = "sitemap" }}]\n'
    )
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    assert program("feeds", "list").stdout.decode().split()[0] == "waiting"
    program("poll", "--once")
    rows = json.loads(program("feeds", "list", "--json").stdout)
    assert [(row["kind"], row["condition"]) for row in rows] == [("feed", "well"), ("sitemap", "failing")]
