"""Certificates are verified, by name, however the address was found."""

import asyncio
import shutil
import ssl
import subprocess
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
