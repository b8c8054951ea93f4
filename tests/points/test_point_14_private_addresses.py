"""14. Private addresses are refused at the moment of connecting, however spelled, on every redirect."""

from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import httpcore
import pytest
from hypothesis import given
from hypothesis.strategies import ip_addresses

from fetchers import Client
from fetchers.addresses import is_public
from fetchers.client import Accept
from fetchers.wire import Wire
from tests.fetchers.conftest import AGENT, HostileServer
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import poll, settings_for, visits


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.1.1:8080/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://224.0.0.1/",
        "http://localhost/",
        "http://100.64.0.1/",
        "http://192.88.99.1/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "javascript:alert(1)",
        "http://example.org:22/",
        "http://example.org:99999/",
        "//127.0.0.1/",
        "http://user:secret@127.0.0.1/",
    ],
)
async def test_a_redirect_into_the_private_world_is_refused(server: HostileServer, client: Client, target: str) -> None:
    answer = await client.get(server.redirect("/go", target))
    assert answer.is_refused, answer.failure
    assert answer.failure
    assert "secret" not in answer.failure
    assert server.paths() == ["/go"]
    first = await client.get(target)
    assert first.is_refused, first.failure


async def test_loopback_is_closed_until_the_configuration_opens_it(server: HostileServer) -> None:
    url = server.serve("/feed", b"x")
    async with Client(user_agent=AGENT, allowed_ports=frozenset({server.port})) as closed:
        answer = await closed.get(url)
        assert answer.is_refused
        assert answer.failure == "127.0.0.1 is no public address"
    async with Client(user_agent=AGENT, allowed_hosts=frozenset({"127.0.0.1"})) as without_port:
        assert "port" in str((await without_port.get(url)).failure)
    assert server.requests == []
    async with Client(
        user_agent=AGENT, allowed_hosts=frozenset({"localhost"}), allowed_ports=frozenset({server.port})
    ) as by_name:
        assert (await by_name.get(url.replace("127.0.0.1", "localhost"))).body == b"x"
        assert (await by_name.get(url)).is_refused


async def test_the_environments_proxies_are_ignored(server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with Client(user_agent=AGENT, allowed_hosts=frozenset({f"127.0.0.1:{server.port}"})) as client:
        assert (await client.get(server.serve("/feed", b"x"))).body == b"x"


PRIVATE = [
    "http://0.0.0.0/",
    "http://0x7f.1/",
    "http://0x7f.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.1./",
    "http://localhost./",
    "http://LOCALHOST:8080/",
    "http://①②⑦.⓪.⓪.①/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://127%2e0%2e0%2e1/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b:1::127.0.0.1]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%25lo]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://[::]/",
    "http://[4000::1]/",
    "http://255.255.255.255/",
    "http://198.18.0.1/",
    "http://240.0.0.1/",
    "http://172.16.0.1:8443/",
    "http://8.8.8.8:0/",
    "http://8.8.8.8:25/",
    "http://8.8.8.8@127.0.0.1/",
    "http://127.0.0.1#@8.8.8.8/",
    "http:/\\127.0.0.1/",
    "ftp://8.8.8.8/",
    "data:text/xml,<rss/>",
    "unix:///run/x.sock",
]


@pytest.mark.parametrize("url", PRIVATE)
@pytest.mark.parametrize("accept", ["feed", "page"])
async def test_every_spelling_of_a_private_address_is_closed_to_feeds_and_pages(
    client: Client, url: str, accept: Accept
) -> None:
    answer = await client.get(url, accept=accept, respect_robots=accept == "page")
    assert answer.failure
    assert answer.status is None
    assert answer.is_refused or "can't be resolved" in answer.failure or "names no" in answer.failure, answer.failure


@given(ip_addresses(v=4).filter(lambda address: not address.is_global))
def test_no_private_address_becomes_public_inside_another(address: IPv4Address) -> None:
    number = int(address)
    disguises = [
        IPv6Address(number),
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address((0xFFFF << 48) | number),
        IPv6Address((0x64FF9B << 96) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
        IPv6Address((0x20010000 << 96) | (number << 64) | number),
    ]
    assert not any(is_public(each) for each in (address, *disguises))


@given(ip_addresses(v=6).filter(lambda address: int(address) >> 125 != 1))
def test_outside_the_internets_own_block_no_address_is_public(address: IPv6Address) -> None:
    inside = address.ipv4_mapped
    assert not is_public(address) or (inside is not None and is_public(inside))


class Resolver:
    """Stands in for the resolver and for the way out: names lead where `answers` says, connections go nowhere."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.connected: list[str] = []
        resolver = self

        def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
            return [(0, 0, 0, "", (address, port)) for address in resolver.answers.pop(0)]

        async def open_wire(address: str, *_: object) -> Wire:
            resolver.connected.append(address)
            raise httpcore.ConnectError("nobody there")

        monkeypatch.setattr("fetchers.network.socket.getaddrinfo", look_up)
        monkeypatch.setattr("fetchers.network.open_wire", open_wire)


async def test_a_name_that_turns_private_between_two_requests_is_refused_at_the_second(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolver = Resolver(monkeypatch, ["93.184.215.14"], ["127.0.0.1"], ["93.184.215.14", "10.0.0.1", "::1"])
    assert "can't connect" in str((await client.get("http://rebind.test/feed")).failure)
    assert (await client.get("http://rebind.test/feed")).is_refused
    assert not (await client.get("http://rebind.test/feed")).is_refused  # of several addresses only the public ones
    assert resolver.connected == ["93.184.215.14", "93.184.215.14"]
    assert resolver.answers == []  # one look-up a request: what was judged is what is connected to


async def test_of_a_name_with_thousands_of_addresses_a_few_are_tried(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever owns a name could have us knock at anybody's machines otherwise."""
    crowd = [f"93.184.{number // 250}.{number % 250 + 1}" for number in range(2_000)]
    resolver = Resolver(monkeypatch, ["10.0.0.1", *crowd])
    assert "can't connect" in str((await client.get("http://crowd.test/feed")).failure)
    assert resolver.connected == crowd[:8]


async def test_a_feed_that_leads_into_the_private_world_is_shown_as_refused(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    status, headers, body = site.pages["/rss"]
    inward = body.replace(f"{site.url}/a".encode(), b"http://169.254.169.254/latest/meta-data/")
    site.pages["/rss"] = (status, headers, inward)
    site.pages["/go"] = (301, {"Location": "http://192.168.0.1/feed"}, b"")
    settings = settings_for(tmp_path, (site, "/rss"), (site, "/go"))
    await poll(settings, 2)
    refused = {visit.path for visit in visits(settings) if visit.outcome == "refused"}
    assert refused == {"/latest/meta-data/", "/go"}
