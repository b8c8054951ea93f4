"""15. A body that is a path opens nothing; quadratic cases are killed in time while others proceed."""

import time
from pathlib import Path

import pytest

from tests.fetchers.feeds import read, rss


def test_a_body_that_is_a_path_opens_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(rss("<title>secret</title>"))
    assert read(str(secret)).entries == ()


def test_an_entity_bomb_stays_small() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "' + "x" * 50_000 + '"><!ENTITY b "&a;&a;&a;&a;">]>'
    reading = read(bomb + rss("<title>" + "&b;" * 2_000 + "</title><guid>1</guid>").partition("?>")[2])
    assert all(len(entry.title) <= 500 for entry in reading.entries)


def test_a_local_file_cannot_be_pulled_in_by_an_external_entity() -> None:
    prolog = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    reading = read(prolog + rss("<title>a&x;b</title><guid>1</guid>").partition("?>")[2])
    hostname = Path("/etc/hostname")
    if hostname.exists() and len(name := hostname.read_text().strip()) > 3:
        assert all(name not in entry.title for entry in reading.entries)


def quadratic_cases() -> dict[str, bytes]:
    size = 128 * 1024
    return {
        "authors": rss("<title>t</title><author>" + "a." * (size // 2) + "</author>").encode(),
        "newlines before the root": b"\n" * size + rss("<title>t</title>").partition("?>")[2].encode(),
        "newlines after the declaration": rss("<title>t</title>").replace("?>", "?>" + "\n" * size).encode(),
        "tags that don't close": rss("<title>" + "&lt;p" * (size // 5) + "</title>").encode(),
        "comments that don't close": rss("<title>" + "&lt;!--" * (size // 7) + "</title>").encode(),
        "scripts that don't close": rss("<title>" + "&lt;script&gt;" * (size // 13) + "</title>").encode(),
        "ampersands": rss("<title>" + "&amp;#" * (size // 6) + "</title>").encode(),
        "doctypes": b"<!DOCTYPE " * (size // 10),
        "entity declarations": b"<!DOCTYPE rss [" + b"<!ENTITY a " * (size // 11),
    }


@pytest.mark.parametrize("name", quadratic_cases())
def test_cases_built_to_take_quadratic_time_do_not(name: str) -> None:
    body = quadratic_cases()[name]
    started = time.process_time()
    read(body)
    assert time.process_time() - started < 4.0  # unguarded, the first two take 30 s and more
