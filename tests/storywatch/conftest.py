"""The real program as a process, with folders of its own."""

import logging
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from storywatch.logs import LOGGER

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]

CONFIG = """
[story]
name = "Bamako attacks"
place = "Bamako, Mali"
time_zone = "Africa/Bamako"
start = 2024-09-17T05:00:00Z

[[story.parties]]
name = "JNIM"
side = "attackers"
names = ["JNIM", "Group for the Support of Islam and Muslims"]

[store]
path = "story.db"
"""


@pytest.fixture(autouse=True)
def log_of_its_own() -> Iterator[None]:
    """Takes back what a command that ran in this process did to the log: its handler writes to the test's own files."""
    handlers, level, propagate = LOGGER.handlers[:], LOGGER.level, LOGGER.propagate
    yield
    if LOGGER.handlers == handlers:
        return
    for handler in LOGGER.handlers:
        logging.getLogger().removeHandler(handler)
    LOGGER.handlers[:], LOGGER.propagate = handlers, propagate
    LOGGER.setLevel(level)
    logging.captureWarnings(False)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The process environment, with the platform's folders inside the test's own."""
    folders = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "settings", "XDG_CACHE_HOME": "cache"}
    clean = {name: value for name, value in os.environ.items() if name != "STORYWATCH_CONFIG"}
    return clean | {name: str(tmp_path / folder) for name, folder in folders.items()} | {"PYTHONWARNINGS": "error"}


@pytest.fixture
def program(tmp_path: Path, environment: dict[str, str]) -> Program:
    """`program("facts", "--json", stdin=b"")` runs storywatch in the test's folder and returns the finished process."""

    def run(*arguments: str | Path, stdin: bytes = b"", timeout: float = 120) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-m", "storywatch", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=environment,
            timeout=timeout,
            check=False,
        )

    return run


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A small configuration of the Bamako story without outlets, its store beside it."""
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


class Site:
    """A real web server on loopback whose pages a test can change; `requests` are (path, headers) as they came.

    `make` holds paths whose answer is made anew for each request.
    """

    def __init__(self) -> None:
        self.make: dict[str, Callable[[], tuple[int, dict[str, str], str]]] = {}
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                status, headers, body = site.pages.get(self.path, (404, {}, b"nothing here"))
                if self.path in site.make:
                    status, headers, text = site.make[self.path]()
                    body = text.encode()
                if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                pass  # a poller that was killed or had enough hangs up: nothing to report

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.host}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def put_feed(
        self, path: str, *items: tuple[str, str], etag: str = "", published: str = "Thu, 19 Sep 2024 09:12:00 GMT"
    ) -> None:
        """Serve an RSS feed of (title, page path) items."""
        rows = "".join(
            f"<item><title>{title}</title><link>{self.url}{page}</link><guid>{page}</guid>"
            f"<pubDate>{published}</pubDate></item>"
            for title, page in items
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{rows}</channel></rss>'
        headers = {"Content-Type": "application/rss+xml", **({"ETag": etag} if etag else {})}
        self.pages[path] = (200, headers, body.encode())

    def put_page(self, path: str, title: str, *paragraphs: str) -> None:
        """Serve an article's page."""
        text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        body = (
            f'<html lang="en"><head><title>{title}</title><meta property="article:published_time" '
            f'content="2024-09-19T09:12:00Z"></head><body><article><h1>{title}</h1>{text}</article></body></html>'
        )
        self.pages[path] = (200, {"Content-Type": "text/html; charset=utf-8"}, body.encode())

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.close()


@pytest.fixture
def other() -> Iterator[Site]:
    """A second host."""
    server = Site()
    yield server
    server.close()


def make_due(store: Path) -> None:
    """Let the time of every feed's next visit have come."""
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("UPDATE feeds SET next_visit_at = '2024-09-19T09:30:00Z'")
        connection.commit()


def config_for(site: Site, *feeds: str) -> str:
    """A configuration whose outlets, one a feed, stand on the test's own server."""
    outlets = "".join(
        f'\n[[outlets]]\nname = "Outlet {number}"\nkind = "newspaper"\nlanguage = "en"\nfeeds = ["{site.url}{feed}"]\n'
        for number, feed in enumerate(feeds, 1)
    )
    polling = f'\n[polling]\nallowed_hosts = ["{site.host}"]\nallowed_ports = [{site.host.split(":")[1]}]\n'
    match = '\n[story.match]\nany = ["Bamako"]\n'
    return (
        CONFIG.replace("\n[[story.parties]]", f"{match}\n[[story.parties]]")
        + polling
        + 'gap_per_host = "0s"\n'
        + outlets
    )
