"""2. A 304 writes nothing but the visit; its validators replace the old ones, absent ones stay; its max-age counts."""

from fetchers import Client
from tests.fetchers.conftest import HostileServer


async def test_a_304_that_was_not_asked_for_is_a_failure(server: HostileServer, client: Client) -> None:
    answer = await client.get(server.raw("/feed", b"HTTP/1.1 304 Not Modified\r\n\r\n"))
    assert "304" in str(answer.failure)
