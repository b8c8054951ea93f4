"""Certificates are verified, by name, however the address was found."""

import asyncio
import os
import shutil
import socket
import ssl
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from fetchers import Client

from .conftest import AGENT

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    """A server's context with a certificate for "localhost" that only we have signed."""
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    wanted = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    name = ["-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", *wanted.split(), *name, "-keyout", key, "-out", certificate]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def test_a_certificate_that_nobody_vouches_for_is_a_failure(self_signed: ssl.SSLContext) -> None:
    asked_for: list[str | None] = []
    self_signed.sni_callback = lambda _socket, name, _context: asked_for.append(name)

    async def handle(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    listener = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=self_signed)
    port = listener.sockets[0].getsockname()[1]
    async with listener, Client(user_agent=AGENT, allowed_hosts=frozenset({f"localhost:{port}"})) as client:
        answer = await client.get(f"https://localhost:{port}/feed")
    assert "certificate verify failed" in str(answer.failure)
    assert asked_for == ["localhost"]


@pytest.fixture
def trusting(self_signed: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the client trust that certificate."""
    context = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
    monkeypatch.setattr("httpx.create_ssl_context", lambda **_: context)


@pytest.mark.usefixtures("trusting")
async def test_a_large_body_comes_whole_and_the_connection_is_used_again(self_signed: ssl.SSLContext) -> None:
    body = os.urandom(3_000_000)
    connections: list[int] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(0)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while await reader.readuntil(b"\r\n\r\n"):
                connections[-1] += 1
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()

    listener = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=self_signed)
    port = listener.sockets[0].getsockname()[1]
    hosts = frozenset({f"localhost:{port}"})
    async with listener, Client(user_agent=AGENT, host_gap=0.0, allowed_hosts=hosts) as client:
        answers = [await client.get(f"https://localhost:{port}/feed") for _ in range(3)]
    assert [(answer.failure, answer.body == body) for answer in answers] == [(None, True)] * 3
    assert connections == [3]


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("is_orderly", [True, False])
@pytest.mark.parametrize(
    ("head", "failure"),
    [
        ("", None),  # the body ends where the connection does
        ("Content-Length: 300000\r\n", None),
        ("Content-Length: 300001\r\n", "the server doesn't speak HTTP properly"),
        ("Transfer-Encoding: chunked\r\n", "the server doesn't speak HTTP properly"),  # without the last chunk
    ],
)
async def test_a_server_that_ends_tls_without_a_word_is_judged_by_what_came(
    self_signed: ssl.SSLContext, head: str, failure: str | None, *, is_orderly: bool
) -> None:
    body = os.urandom(300_000)
    size = b"493e0\r\n" if "chunked" in head else b""

    def serve_one(listener: socket.socket) -> None:
        connection = listener.accept()[0]
        with self_signed.wrap_socket(connection, server_side=True) as tls, suppress(OSError):
            tls.recv(65_536)
            tls.sendall(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + size + body)
            if is_orderly:
                tls.unwrap()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        serving = asyncio.create_task(asyncio.to_thread(serve_one, listener))
        async with Client(user_agent=AGENT, allowed_hosts=frozenset({f"localhost:{port}"})) as client:
            answer = await client.get(f"https://localhost:{port}/feed")
        await serving
    assert answer.body == (b"" if failure else body)
    assert str(answer.failure).startswith(failure or "None")
