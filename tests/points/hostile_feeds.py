"""Feeds of 128 KB that are built to take a parser minutes."""

from tests.fetchers.feeds import rss

SIZE = 128 * 1024


def quadratic_cases() -> dict[str, bytes]:
    """Cases that the guards make quick."""
    return {
        "authors": rss("<title>t</title><author>" + "a." * (SIZE // 2) + "</author>").encode(),
        "newlines before the root": b"\n" * SIZE + rss("<title>t</title>").partition("?>")[2].encode(),
        "newlines after the declaration": rss("<title>t</title>").replace("?>", "?>" + "\n" * SIZE).encode(),
        "tags that don't close": rss("<title>" + "&lt;p" * (SIZE // 5) + "</title>").encode(),
        "comments that don't close": rss("<title>" + "&lt;!--" * (SIZE // 7) + "</title>").encode(),
        "scripts that don't close": rss("<title>" + "&lt;script&gt;" * (SIZE // 13) + "</title>").encode(),
        "a tag of blanks": rss("<title>t</title><description>&lt;" + " " * SIZE + "</description>").encode(),
        "ampersands": rss("<title>" + "&amp;#" * (SIZE // 6) + "</title>").encode(),
        "doctypes": b"<!DOCTYPE " * (SIZE // 10),
        "comments before the root": b"<!---->" * (SIZE // 7) + rss("<title>t</title>").partition("?>")[2].encode(),
        "declarations before the root": b"<!x>" * (SIZE // 4) + rss("<title>t</title>").partition("?>")[2].encode(),
        "entity declarations": b"<!DOCTYPE rss [" + b"<!ENTITY a " * (SIZE // 11),
    }


def slow_feeds() -> dict[str, bytes]:
    """All of them, and some that no guard knows: there the time limit ends the worker."""
    attributes = " ".join(f'a{number}="x"' for number in range(4 * SIZE // 9))
    unguarded = {
        "attributes": f"<rss><channel><item {attributes}><title>t</title></item></channel></rss>".encode(),
        "nested bases": b"<feed><entry>" + b'<a xml:base="b/">' * (SIZE // 17),
        "nested items": b"<rss><channel>" + b"<item>" * (4 * SIZE // 6),
    }
    return quadratic_cases() | unguarded
