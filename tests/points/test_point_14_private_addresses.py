"""14. Private addresses are refused at the moment of connecting, however spelled, on every redirect."""

import pytest

from fetchers import Client
from tests.fetchers.conftest import AGENT, HostileServer


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
