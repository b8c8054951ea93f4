"""User names and passwords for feeds: where they come from, whom they are told, and that nothing else shows them."""

import json
import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from fetchers import Login
from storywatch.config import ConfigError, Settings, parse_config
from tests.storywatch.conftest import CONFIG, Program, Site, config_for, make_due

SECRET = "s3cret-Größe"
BASIC = "Basic " + b64encode(f"newsroom:{SECRET}".encode()).decode()
FEED = '\n[[outlets]]\nname = "Wire"\nfeeds = [{ url = "https://wire.example/rss", login = "wire" }]\n'
SECTION = '\n[logins.wire]\nuser = "newsroom"\n'
CRASH = """
import fetchers, storywatch.poller
def explode(self):
    raise RuntimeError("a bug in the middle of a visit")
fetchers.Login.header = explode
async def give_up(self):
    for task in self._finished:
        task.result()
storywatch.poller.Poller._reap = give_up
from storywatch.cli import main
main(["poll", "--once", "--log-json"])
"""


def settings(folder: Path, section: str, feed: str = FEED) -> Settings:
    return parse_config(CONFIG + feed + section, folder / "config.toml")


def refusal(folder: Path, section: str, feed: str = FEED) -> str:
    with pytest.raises(ConfigError) as error:
        _ = settings(folder, section, feed).logins
    message = str(error.value)
    assert "\n" not in message
    assert "s3cret" not in message
    return message.removeprefix(f"{folder}/config.toml: ")


def password_file(folder: Path, mode: int = 0o600) -> str:
    file = folder / "wire-password"
    file.write_text(f"{SECRET}\n")
    file.chmod(mode)
    return SECTION + 'password_file = "wire-password"\n'


def test_a_password_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section = '\n[logins.wire]\nuser_env = "WIRE_USER"\npassword_env = "WIRE_PASSWORD"\n'
    assert refusal(tmp_path, section).startswith("logins.wire.user_env: the environment has no WIRE_USER; set it")
    monkeypatch.setenv("WIRE_USER", "newsroom")
    assert refusal(tmp_path, section).startswith("logins.wire.password_env: the environment has no WIRE_PASSWORD")
    monkeypatch.setenv("WIRE_PASSWORD", SECRET)
    assert settings(tmp_path, section).logins == {"https://wire.example/rss": Login("newsroom", SECRET)}


def test_a_password_comes_from_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    section = password_file(tmp_path)
    assert settings(tmp_path, section).logins["https://wire.example/rss"].password == SECRET
    for mode in (0o640, 0o604, 0o620, 0o666):
        said = refusal(tmp_path, password_file(tmp_path, mode))
        assert said.startswith(f"logins.wire.password_file: {tmp_path}/wire-password can be read by others")
        assert said.endswith(f"run: chmod 600 {tmp_path}/wire-password")


def test_a_bare_name_is_looked_for_among_systemds_credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "credentials").mkdir()
    section = password_file(tmp_path / "credentials", 0o440)  # an access list shows there as the group's bits
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))
    assert settings(tmp_path, section).logins["https://wire.example/rss"].password == SECRET


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "can't be read (No such file or directory)"),
        (b"", "the password is empty"),
        (b"\n", "the password is empty"),
        (b"one\ntwo", "holds a line break"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"\x1b[2Jpassword", "holds a line break or another character that can't be printed"),
        (b"x" * 100_000, "more than 1000 characters"),
    ],
)
def test_a_file_that_holds_no_password_is_one_line(tmp_path: Path, content: bytes | None, expected: str) -> None:
    section = password_file(tmp_path)
    (tmp_path / "wire-password").unlink()
    if content is not None:
        (tmp_path / "wire-password").write_bytes(content)
        (tmp_path / "wire-password").chmod(0o600)
    assert expected in refusal(tmp_path, section)


def test_a_pipe_or_a_folder_in_place_of_the_file_holds_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    assert "is no file" in refusal(tmp_path, SECTION + 'password_file = "pipe"\n')
    assert "is no file" in refusal(tmp_path, SECTION + 'password_file = "."\n')


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("", "outlets[0].feeds[0].login: there is no section [logins.wire]"),
        (f'{SECTION}password = "s3cret"\n', "logins.wire.password: no password stands in this file"),
        (SECTION, "logins.wire.password_env: give one of"),
        (f'{SECTION}password_env = "A"\npassword_file = "b"\n', "logins.wire.password_env: give one of"),
        ('\n[logins.wire]\npassword_env = "A"\n', "logins.wire.user: give one of"),
        (f'{SECTION}password_env = ["s3cret"]\n', "logins.wire.password_env: what stands here is not text"),
        (f'{SECTION}pasword_env = "A"\n', "logins.wire.pasword_env: unknown key; did you mean 'password_env'?"),
        ('\n[logins.wire]\nuser = "a:b"\npassword_env = "A"\n', "logins.wire.user: the user name holds a colon"),
    ],
)
def test_a_mistake_in_a_login_is_one_line_without_the_secret(tmp_path: Path, section: str, expected: str) -> None:
    assert refusal(tmp_path, section).startswith(expected)


def test_a_password_in_an_address_is_taken_out_before_anything_can_show_it(tmp_path: Path) -> None:
    feed = FEED.replace("https://", "https://newsroom:s3cret@").replace(', login = "wire"', "")
    read = settings(tmp_path, "", feed)
    assert read.outlets[0].feeds[0].url == "https://wire.example/rss"
    assert read.logins == {"https://wire.example/rss": Login("newsroom", "s3cret")}
    assert "s3cret" not in repr(read)
    twice = FEED.replace("https://", "https://newsroom:s3cret@")
    assert "take them out" in refusal(tmp_path, SECTION + 'password_env = "A"\n', twice)
    slash = feed.replace("s3cret", "s3/cret")
    assert "holds a character that an address can't" in refusal(tmp_path, "", slash)


def test_a_search_behind_a_password_is_asked_with_it(tmp_path: Path) -> None:
    search = '\n[[searches]]\nkind = "search"\nurl = "https://me:s3cret@find.example/rss"\nterms = ["Bamako"]\n'
    read = settings(tmp_path, "", search)
    (feed,) = read.outlets[-1].feeds
    assert read.logins[feed.url] == Login("me", "s3cret")
    assert "s3cret" not in feed.url


def put_feed(site: Site) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    site.put_page("/a", "Attack in Bamako", "A security source said that 77 people were killed in Bamako.")


def everything_in(folder: Path, *outputs: bytes) -> bytes:
    """All that a run left behind: files but for the configuration and the password's own, and what it printed."""
    kept = [path for path in folder.rglob("*") if path.is_file() and path.name not in ("config.toml", "wire-password")]
    assert any(path.name == "story.db" for path in kept)
    return b"".join((*(path.read_bytes() for path in kept), *outputs))


@pytest.mark.parametrize("is_in_address", [False, True])
def test_a_password_is_told_to_its_feed_and_stands_nowhere_else(
    program: Program, site: Site, tmp_path: Path, is_in_address: bool
) -> None:
    put_feed(site)
    text = config_for(site, "/rss")
    if is_in_address:
        text = text.replace('feeds = ["http://', f'feeds = ["http://newsroom:{SECRET}@')
    else:
        feed = f'"{site.url}/rss"'
        text = text.replace(f"feeds = [{feed}]", f'feeds = [{{ url = {feed}, login = "wire" }}]')
        text += password_file(tmp_path)
    (tmp_path / "config.toml").write_text(text)
    check = program("check")
    assert b"is sent in the clear" in check.stdout
    assert (b"its address holds a user name or password" in check.stdout) == is_in_address
    runs = [check, program("poll", "--once", "--log-json")]
    site.pages["/rss"] = (401, {}, b"")
    make_due(tmp_path / "story.db")
    runs += [program("poll", "--once"), program("status"), program("status", "--json"), program("check", "--json")]
    told = {path: headers.get("authorization") for path, headers in site.requests}
    assert (told["/rss"], told["/a"]) == (BASIC, None)
    assert json.loads(runs[-2].stdout)["feeds"][0]["url"] == f"{site.url}/rss"
    left = everything_in(tmp_path, *(run.stdout + run.stderr for run in runs))
    for secret in (SECRET.encode(), BASIC.removeprefix("Basic ").encode()):
        assert secret not in left


def test_a_crash_in_the_middle_of_a_visit_shows_no_password(
    site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    put_feed(site)
    text = config_for(site, "/rss").replace('feeds = ["http://', 'feeds = ["http://newsroom:s3cret@')
    (tmp_path / "config.toml").write_text(text)
    done = subprocess.run(
        [sys.executable, "-c", CRASH], cwd=tmp_path, env=environment, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 1
    assert b"RuntimeError: a bug in the middle of a visit" in done.stderr
    assert b"s3cret" not in everything_in(tmp_path, done.stdout, done.stderr)


def test_a_password_goes_nowhere_when_the_feed_has_moved_to_another_host(
    program: Program, site: Site, tmp_path: Path
) -> None:
    elsewhere = Site()
    try:
        put_feed(elsewhere)
        site.pages["/rss"] = (301, {"Location": f"{elsewhere.url}/rss"}, b"")
        text = config_for(site, "/rss").replace('feeds = ["http://', f'feeds = ["http://newsroom:{SECRET}@')
        text = text.replace(f'["{site.host}"]', f'["{site.host}", "{elsewhere.host}"]')
        (tmp_path / "config.toml").write_text(text)
        for _ in range(4):
            program("poll", "--once")
            make_due(tmp_path / "story.db")
        assert {headers.get("authorization") for path, headers in site.requests} == {BASIC}
        assert {headers.get("authorization") for path, headers in elsewhere.requests} == {None}
    finally:
        elsewhere.close()


def test_a_poller_without_its_password_is_exit_code_78(program: Program, site: Site, tmp_path: Path) -> None:
    text = config_for(site, "/rss").replace(f'"{site.url}/rss"', f'{{ url = "{site.url}/rss", login = "wire" }}')
    (tmp_path / "config.toml").write_text(text + SECTION + 'password_env = "NOT_SET"\n')
    done = program("poll")
    assert done.returncode == 78
    assert done.stderr.decode().strip().endswith("the environment has no NOT_SET; set it where storywatch is started")
    assert program("check").returncode == 78
