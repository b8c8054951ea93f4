"""`storywatch doctor`: one line a thing, whatever is broken, and an exit code for what is in the way."""

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import StoreMissing, open_writer, quick_check
from story import PackError
from storywatch import exits
from storywatch.config import load_config
from storywatch.doctor import Finding, State, exit_code, machine
from storywatch.doctor.place import place
from storywatch.doctor.reach import addresses_to_ask, clock_skew, reach
from tests.storywatch.conftest import Program, Site, config_for


def states(findings: list[Finding]) -> dict[str, State]:
    return {finding.what: finding.state for finding in findings}


def test_a_good_machine_without_a_store_is_all_right(program: Program, site: Site, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(config_for(site, "/rss", "/other"))
    done = program("doctor", "--json")
    assert done.returncode == 0, done.stdout
    found = {row["what"]: row for row in json.loads(done.stdout)}
    assert {"SQLite", "terminal", "open files", "workers", "languages", "configuration", "disk", "permission"} <= set(
        found
    )
    assert {row["state"] for row in found.values()} <= {"ok", "warn"}
    assert "no store here yet" in found["store"]["says"]
    assert found["network"]["says"] == "1 of 1 host answered"
    assert [path for path, _ in site.requests] == ["/robots.txt"]
    assert "storywatch/" in site.requests[0][1]["user-agent"]
    assert not (tmp_path / "story.db").exists()


def test_a_broken_configuration_is_said_and_the_rest_is_looked_at(program: Program, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[story")
    done = program("doctor")
    assert done.returncode == 78
    lines = done.stdout.decode().splitlines()
    assert any(line.startswith("bad  configuration: config.toml: not valid TOML") for line in lines)
    assert any(line.startswith("ok   workers: start in") for line in lines)
    assert any(line.startswith("warn store: not looked at") for line in lines)
    assert done.stderr == b""


def test_a_damaged_store_is_said_with_what_to_do(program: Program, config: Path, tmp_path: Path) -> None:
    (tmp_path / "story.db").write_bytes(b"this is no database, it is a text\n" * 100)
    done = program("doctor", "--offline")
    assert done.returncode == 74
    assert "bad  store: " in done.stdout.decode()
    assert "not a store" in done.stdout.decode()
    assert "network: not asked" in done.stdout.decode()


def test_asking_for_all_hosts_and_for_none_is_a_usage_error(program: Program, config: Path) -> None:
    assert program("doctor", "--network", "--offline").returncode == 64


def test_hosts_that_cannot_be_reached_are_named_and_none_at_all_is_in_the_way(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(config_for(site, "/rss").replace("[polling]", "[polling]\ndeadline = '2s'"))
    (network, clock) = reach(load_config(path), 5)
    assert (network.state, clock.says) == (State.OK, "agrees with the servers'")
    site.close()
    found = list(reach(load_config(path), 5))
    assert states(found) == {"host": State.WARN, "network": State.BAD}
    assert site.host in found[0].says
    assert exit_code(found) == exits.UNAVAILABLE


def test_a_private_address_is_refused_with_how_to_open_it(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(config_for(site, "/rss").replace(f'allowed_hosts = ["{site.host}"]', "allowed_hosts = []"))
    host, network = reach(load_config(path), 5)
    assert host.advice == "open it in [polling] allowed_hosts"
    assert network.state is State.BAD
    assert site.requests == []


def test_the_hosts_asked_are_spread_over_the_configuration(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    feeds = "".join(
        f'[[outlets]]\nname = "O{n}"\nfeeds = ["http://h{n}.example/f", "http://h{n}.example/g"]\n' for n in range(9)
    )
    path.write_text(config_for(site) + feeds)
    settings = load_config(path)
    assert len(addresses_to_ask(settings, None)) == 9
    assert addresses_to_ask(settings, 3) == [f"http://h{n}.example/robots.txt" for n in (0, 3, 6)]
    assert addresses_to_ask(settings, 0) == []


def test_a_clock_that_most_servers_contradict_is_told() -> None:
    now = datetime(2026, 9, 17, 12, tzinfo=UTC)
    right, wrong = "Thu, 17 Sep 2026 12:00:05 GMT", "Thu, 17 Sep 2026 11:00:00 GMT"
    assert [finding.state for finding in clock_skew([(right, now), (right, now), (wrong, now)])] == [State.OK]
    (finding,) = clock_skew([(wrong, now), (wrong, now), (right, now), ("yesterday", now)])
    assert (finding.state, finding.says) == (State.WARN, "3,600 s ahead of the servers'")
    assert list(clock_skew([("", now)])) == []


def test_a_clock_that_was_never_set_and_a_zone_that_is_not_known_are_told(config: Path) -> None:
    assert machine.clock(None, datetime(1970, 1, 1, tzinfo=UTC)).state is State.WARN
    assert machine.clock(load_config(config)).state is State.OK


def test_a_store_on_a_good_disk_is_looked_at_in_all_its_parts(tmp_path: Path) -> None:
    store = tmp_path / "story.db"
    with open_writer(store):
        found = list(place(store))
        assert states(found) == dict.fromkeys(("disk", "permission", "store", "store's log", "poller"), State.OK)
        assert f"process {os.getpid()}" in found[-1].says
    assert quick_check(store, 60) == []
    with pytest.raises(StoreMissing):
        quick_check(tmp_path / "none.db", 60)


def test_a_store_whose_pages_are_damaged_is_in_the_way(tmp_path: Path) -> None:
    store = tmp_path / "story.db"
    open_writer(store).close()
    with closing(sqlite3.connect(store)) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'marks'")
        database.commit()
    found = next(finding for finding in place(store) if finding.what == "store")
    assert (found.state, found.code) == (State.BAD, exits.DISK)
    assert "\n" not in found.says + found.advice


def test_a_heartbeat_from_the_future_puts_the_clock_in_doubt(tmp_path: Path) -> None:
    from store import PollerRow

    store = tmp_path / "story.db"
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=3)
    with open_writer(store) as writer:
        writer.beat(PollerRow(1, later, later, None, "stopped"))
    assert states(list(place(store)))["clock"] is State.WARN


def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_it_will_stand_in(tmp_path: Path) -> None:
    found = list(place(tmp_path / "deep" / "deeper" / "story.db"))
    assert states(found) == dict.fromkeys(("disk", "permission", "store"), State.OK)
    assert list(tmp_path.iterdir()) == []


def test_a_pack_that_cannot_be_used_is_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str, *, lang: str) -> None:
        raise PackError(f"{lang}.toml: not TOML")

    monkeypatch.setattr(machine, "read_claims", refuse)
    found = machine.languages()
    assert (found.state, found.says, found.code) == (State.BAD, "ar.toml: not TOML", exits.CONFIG)


def test_the_gravest_finding_gives_the_exit_code() -> None:
    def bad(code: int) -> Finding:
        return Finding("x", State.BAD, "", "", code)

    warning = Finding("x", State.WARN, "", "", 78)
    assert exit_code([warning]) == 0
    assert exit_code([bad(69), bad(78), bad(74), warning]) == 78
