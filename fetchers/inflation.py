"""Inflating a body under a cap: a bomb costs no more than the cap, however small it came in."""

from __future__ import annotations

import zlib

_STEP = 65_536
_GZIP_MAGIC = b"\x1f\x8b"
_DETECT_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class BodyTooLarge(Exception):
    """The body, once inflated, is larger than the cap."""


class BodyUnreadable(Exception):
    """The body is compressed in a way that we don't take, or is damaged; the message is one line."""


class BoundedBody:
    """Collects the chunks of one body, inflating them as they come; `finish` gives the whole.

    `encoding` is the Content-Encoding header's value; only nothing, gzip and deflate are taken: brotli and zstd
    aren't asked for, and stacked encodings are only ever bombs. `limit` is in bytes, for the inflated body.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0
        self._head = b""
        self._inflater: zlib._Decompress | None = None
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise BodyUnreadable(f"compressed as {encoding.strip()[:60]!r}, which was not asked for")
        self._is_compressed = name not in ("", "identity")
        self._has_ended = False

    def add(self, chunk: bytes) -> None:
        """Take the next chunk off the wire. Raises BodyTooLarge or BodyUnreadable."""
        if not self._is_compressed:
            self._keep(chunk)
            return
        if self._inflater is None:
            self._head += chunk
            if len(self._head) < 2:
                return
            chunk, self._head = self._head, b""
            # some servers send "deflate" without its zlib wrapping
            is_wrapped = chunk[:2] == _GZIP_MAGIC or (
                chunk[0] & 0x0F == 8 and int.from_bytes(chunk[:2], "big") % 31 == 0
            )
            self._inflater = zlib.decompressobj(_DETECT_GZIP_OR_ZLIB if is_wrapped else -zlib.MAX_WBITS)
        self._inflate(chunk)

    def finish(self) -> bytes:
        """The whole body. Raises BodyUnreadable if it ended in the middle of its compressed data."""
        if self._head or (self._inflater is not None and not self._has_ended):
            raise BodyUnreadable("the compressed body ends too early")
        return b"".join(self._parts)

    def partial(self) -> bytes:
        """What came before the cap was reached."""
        return b"".join(self._parts)

    def _inflate(self, chunk: bytes) -> None:
        while chunk and not (self._has_ended and not chunk.startswith(_GZIP_MAGIC)):
            if self._has_ended:  # a gzip file may have several members; what else follows is padding
                self._inflater = zlib.decompressobj(_DETECT_GZIP_OR_ZLIB)
                self._has_ended = False
            inflater = self._inflater
            assert inflater is not None
            try:
                self._keep(inflater.decompress(chunk, _STEP))
            except zlib.error as problem:
                raise BodyUnreadable(f"damaged compressed body: {problem}") from None
            chunk = inflater.unconsumed_tail
            if inflater.eof:
                self._has_ended = True
                chunk = inflater.unused_data

    def _keep(self, piece: bytes) -> None:
        if not piece:
            return
        self._size += len(piece)
        if self._size > self._limit:
            raise BodyTooLarge
        self._parts.append(piece)
