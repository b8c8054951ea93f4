"""Servers on loopback, one a conversation, each on a port of its own; their connections end with them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any

LARGEST_HEAD = 64 * 1024  # bytes

Conversation = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]


@asynccontextmanager
async def listening(conversations: Iterable[tuple[Conversation, int]]) -> AsyncIterator[list[int]]:
    """Holds each conversation with whoever connects to its port (0: any that is free); gives the ports.

    `StreamReader.readuntil` stops at LARGEST_HEAD bytes. Raises OSError when a port is taken.
    """
    servers: list[asyncio.Server] = []
    handlers: set[asyncio.Task[None]] = set()
    try:
        for conversation, port in conversations:
            accept = _accepting(conversation, handlers)
            servers.append(await asyncio.start_server(accept, "127.0.0.1", port, limit=LARGEST_HEAD))
        yield [int(server.sockets[0].getsockname()[1]) for server in servers]
    finally:
        for server in servers:
            server.close()
        for handler in handlers:
            handler.cancel()
        await asyncio.gather(*handlers, return_exceptions=True)
        for server in servers:
            await server.wait_closed()


def _accepting(
    conversation: Conversation, handlers: set[asyncio.Task[None]]
) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]:
    """The callback for connections; each runs as a task that `handlers` holds until it ends."""

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(conversation(reader, writer))
        handlers.add(task)
        task.add_done_callback(handlers.discard)

    return accept
