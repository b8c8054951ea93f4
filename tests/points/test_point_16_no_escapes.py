"""16. ESC, C1, NUL, DEL and bidi overrides reach neither the store's text nor the terminal."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.fetchers.feeds import read, rss
from tests.storywatch.conftest import Program, Site, config_for
from tests.storywatch.visiting import SENTENCE


def test_no_escape_sequence_or_hidden_character_comes_through() -> None:
    hostile = "a\x9b31mb\u202ec\u2066d\u200be\ufefff\u2028g&#155;h&lt;b&gt;[@click=app.quit]x[/]&lt;/b&gt;"
    (entry,) = read(rss(f"<title>{hostile}</title><description>{hostile}</description><guid>{hostile}</guid>")).entries
    (escaped,) = read(rss("<title>a\x1b]52;c;x\x07b</title><guid>1</guid>")).entries
    for text in (entry.title, entry.summary, entry.guid, escaped.title):
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2066\u200b\ufeff\u2028" for c in text)
    assert entry.title.endswith("[@click=app.quit]x[/]")


ATTACKS = ["\x1b]52;c;aGk=\x07", "\x1b[2J", "\x9b31m", "\x00", "\x7f", "\x85", "\u202e", "\u2066", "\u2028", "\u200f"]
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def hostile(text: str) -> str:
    """The text with every attack in it, raw and as a reference."""
    references = "".join(f"&#{ord(character)};" for attack in ATTACKS for character in attack if character != "\x00")
    return f"{text} {''.join(ATTACKS)}{references}x"


def test_nothing_that_moves_hides_or_reorders_reaches_the_store_or_the_terminal(
    program: Program, site: Site, tmp_path: Path
) -> None:
    words = hostile("Attack in Bamako")
    odd = "".join(attack for attack in ATTACKS if attack.isascii() and "\x00" not in attack) + "\x9b31m"
    item = (
        f"<title>{words}</title><link>{site.url}/a?{hostile('q')}</link><guid>{hostile('guid')}</guid>"
        f"<description>{words}</description><source url='http://w.test/'>{hostile('Wire')}</source>"
        f"<author>{hostile('author')}</author><category>{hostile('c')}</category>"
    )
    linked = f"<item><title>Attack in Bamako, again</title><link>{site.url}/b</link></item>"
    feed = f"<rss version='2.0'><channel><title>{words}</title><language>{words}</language><item>{item}</item>{linked}"
    site.pages["/rss"] = (200, {"ETag": f'"{odd}"', "Last-Modified": odd, "X-Odd": odd}, feed.encode())
    site.put_page("/b", words, hostile(SENTENCE), hostile("The army said so."))
    status, _, page = site.pages["/b"]
    head = f'<head><meta name="author" content="{hostile("By A")}"><link rel="canonical" href="/b?{hostile("c")}">'
    site.pages["/b"] = (status, {"Content-Language": odd, "ETag": odd}, page.replace(b"<head>", head.encode()))
    site.pages["/moved"] = (302, {"Location": f"/{odd}"}, b"")
    site.pages["/packed"] = (200, {"Content-Encoding": odd}, b"x")
    site.pages["/closed"] = (302, {"Location": f"http://10.0.0.1/{odd}"}, b"")
    site.pages["/broken"] = (200, {}, f"{{ {words}".encode())
    (tmp_path / "config.toml").write_text(config_for(site, "/rss", "/moved", "/packed", "/closed", "/broken"))
    outputs = [program("poll", "--once")]
    assert b"5 feeds answered" in outputs[0].stdout, outputs
    outputs += [program(command) for command in ("status", "facts", "timeline", "claims")]
    for done in outputs:
        assert b"Traceback" not in done.stderr
        shown = (done.stdout + done.stderr).decode()
        assert FORBIDDEN.findall(shown.replace("\n", "")) == []
    with closing(sqlite3.connect(tmp_path / "story.db")) as store:
        lines = list(store.iterdump())
        (low,) = store.execute("SELECT max(low) FROM claims").fetchone()
    assert low == 255
    assert FORBIDDEN.findall("".join(line.replace("\n", "") for line in lines)) == []
