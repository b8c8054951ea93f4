"""`storywatch discover`: what it finds on a real server, and what it prints."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from storywatch.config_lines import OutletLines, outlet_text, toml_string
from storywatch.discovery import full_addresses
from tests.storywatch.conftest import Program, Site, config_for

HOME = """<html lang="en"><head><title>The "Paper"\x1b]0;x\x07</title>
<link rel="alternate" type="application/rss+xml" title="All" href="/rss.xml">
<link rel="alternate" type="application/rss+xml" href="/comments/feed"></head>
<body><a href="/world/feed">RSS</a><a href="/login">in</a></body></html>"""


def put_site(site: Site) -> None:
    site.pages["/"] = (200, {"Content-Type": "text/html"}, HOME.encode())
    site.put_feed("/rss.xml", ("Attack in Bamako", "/a"), ("Football", "/b"))
    site.put_feed("/world/feed", ("Quiet in Niamey", "/c"))
    site.pages["/robots.txt"] = (
        200,
        {},
        f"User-agent: *\nSitemap: {site.url}/index.xml\nsitemap: http://169.254.169.254/x.xml\n".encode(),
    )
    site.pages["/index.xml"] = (
        200,
        {},
        f"<sitemapindex><sitemap><loc>{site.url}/news.xml</loc></sitemap></sitemapindex>".encode(),
    )
    site.pages["/news.xml"] = (
        200,
        {},
        f"<urlset><url><loc>{site.url}/d</loc><n:news xmlns:n='n'><n:title>Bamako again</n:title>"
        f"<n:publication_date>2024-09-19T09:00:00Z</n:publication_date></n:news></url></urlset>".encode(),
    )


def test_announced_and_linked_feeds_and_robots_sitemaps_are_found_and_tried(
    program: Program, site: Site, tmp_path: Path
) -> None:
    put_site(site)
    (tmp_path / "config.toml").write_text(config_for(site), encoding="utf-8")
    done = program("discover", f"{site.url}/")
    assert done.returncode == 0, done.stderr
    (outlet,) = tomllib.loads(done.stdout.decode())["outlets"]
    assert outlet["name"] == 'The "Paper"'
    assert outlet["language"] == "en"
    assert outlet["feeds"] == [
        f"{site.url}/rss.xml",
        f"{site.url}/world/feed",
        {"url": f"{site.url}/index.xml", "kind": "sitemap"},
    ]
    assert "2 entries, 1 on the story, newest 2024-09-19 09:12 UTC" in done.stdout.decode()
    assert "\x1b" not in done.stdout.decode()
    asked = [path for path, _ in site.requests if path != "/robots.txt"]
    assert sorted(asked) == sorted(["/", "/rss.xml", "/world/feed", "/index.xml", "/news.xml"])


def test_the_lines_can_be_pasted(program: Program, site: Site, tmp_path: Path) -> None:
    put_site(site)
    path = tmp_path / "config.toml"
    path.write_text(config_for(site), encoding="utf-8")
    lines = program("discover", site.url).stdout.decode()
    path.write_text(config_for(site) + lines, encoding="utf-8")
    assert program("check").returncode == 0
    done = program("poll", "--once")
    assert b"3 of 3 feeds answered; 2 articles" in done.stdout


def test_a_site_without_feeds_is_looked_at_in_the_usual_places_and_last_as_a_page(
    program: Program, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text(config_for(site), encoding="utf-8")
    link = '<a href="/world/attack-in-bamako-leaves-many">Attack in Bamako leaves many</a>'
    site.pages["/"] = (200, {"Content-Type": "text/html"}, f"<html><title>P</title>{link}</html>".encode())
    found = json.loads(program("discover", f"{site.url}/", "--json").stdout)
    assert [(source["kind"], source["on_story"]) for source in found["sources"]] == [("section", 1)]
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    found = json.loads(program("discover", f"{site.url}/", "--json").stdout)
    assert [source["kind"] for source in found["sources"]] == ["feed"]


def test_a_feeds_own_address_is_taken_as_it_is(program: Program, site: Site, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(config_for(site), encoding="utf-8")
    site.put_feed("/some/feed.xml", ("Attack in Bamako", "/a"))
    found = json.loads(program("discover", f"{site.url}/some/feed.xml", "--json").stdout)
    assert [source["url"] for source in found["sources"]] == [f"{site.url}/some/feed.xml"]
    assert len(site.requests) <= 2


def test_what_isnt_there_or_isnt_allowed_is_one_line(program: Program, site: Site, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(config_for(site), encoding="utf-8")
    for url in (f"{site.url}/none", "http://169.254.169.254/"):
        done = program("discover", url)
        assert done.returncode == 69, done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert not done.stdout
    site.pages["/"] = (200, {"Content-Type": "text/html"}, b"<html><p>nothing</p></html>")
    done = program("discover", site.url)
    assert done.returncode == 65
    assert b"no source found" in done.stderr


def test_names_from_outside_cant_leave_their_string() -> None:
    name = 'a"\\\n]\n[[outlets]]\x00\u2028\x9b\u202e\ud800'
    text = outlet_text(OutletLines(name, ("x",), None, [("https://a.example/", "feed", "re\nmark = 1")]))
    (outlet,) = tomllib.loads(text)["outlets"]
    assert set(outlet) == {"name", "domains", "feeds"}
    assert toml_string("é“x”") == '"é“x”"'


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("rfi.fr", ("https://rfi.fr", "http://rfi.fr")),
        (" http://rfi.fr/afrique ", ("http://rfi.fr/afrique",)),
        ("a b", ()),
        ("", ()),
        ("file:///etc/passwd", ()),
        ("javascript:x", ()),
    ],
)
def test_what_people_type_is_taken_for_an_address_if_it_can_be_one(typed: str, addresses: tuple[str, ...]) -> None:
    assert full_addresses(typed) == addresses


def test_a_site_without_https_is_found_by_its_name_and_silence_is_told_with_its_reason(
    program: Program, site: Site, tmp_path: Path
) -> None:
    put_site(site)
    (tmp_path / "config.toml").write_text(config_for(site), encoding="utf-8")
    found = program("discover", site.url.removeprefix("http://"))
    assert found.returncode == 0, found.stderr
    assert f"{site.url}/rss.xml" in found.stdout.decode()
    lost = program("discover", "nowhere.invalid")
    assert lost.returncode == 69
    assert re.search(rb"https://nowhere.invalid: .*can't be resolved", lost.stderr)
