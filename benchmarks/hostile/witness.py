"""The real program, under watch: `python -m benchmarks.hostile.witness STAGE LOG poll …` starts `storywatch poll …`.

The program runs as it is, in a process in which three things are laid between it and the machine:
- names of the stage resolve as the stage says, another answer each time (rebinding); no other name resolves;
- every connection that is opened is noted with its address. None leaves this machine: addresses of the stage lead to
  its own server, all others outside of loopback are refused;
- a thread asks the event loop for a sign of life every few milliseconds and notes how long it took.

The log holds a line a note: `connect ADDRESS PORT` and `lag END WALL OWN`, in seconds of the monotonic clock.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TextIO

LOOK_EVERY = 0.01  # seconds between two questions to the loop
TOLD_ABOVE = 0.005  # seconds; shorter lags aren't worth a line
HANGS = "hangs"  # instead of addresses: the name server doesn't answer
HANG_FOR = 60.0


class Stage:
    """Names and addresses of a world that isn't there. `names` map to successive answers, `doors` to local ports."""

    def __init__(self, path: Path) -> None:
        read = json.loads(path.read_text())
        self.names: dict[str, list[Any]] = read["names"]
        self.doors: dict[str, int] = read["doors"]

    def addresses(self, host: str) -> list[str]:
        """What a name resolves to this time; the last answer stays. Raises socket.gaierror for all other names."""
        name = host.rstrip(".").lower()
        if name in self.names:
            answers = self.names[name]
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if answer == HANGS:
                time.sleep(HANG_FOR)
                raise socket.gaierror(socket.EAI_AGAIN, "no answer in time")
            return list(answer)
        try:
            return [str(ip_address(host))]
        except ValueError:
            pass
        try:
            return [socket.inet_ntoa(socket.inet_aton(host))]  # "0x7f.1", as the system's resolver reads it
        except (OSError, ValueError):
            pass
        if name in ("localhost", "localhost.localdomain", "ip6-localhost"):
            return ["::1", "127.0.0.1"]
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def stand_between(stage: Stage, log: TextIO) -> None:
    """Put the stage between this process and its network."""
    connect = socket.socket.connect

    def resolve(host: Any, port: Any, *_args: Any, **_more: Any) -> list[tuple[Any, ...]]:
        found = []
        for address in stage.addresses(str(host)):
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            found.append((family, socket.SOCK_STREAM, 6, "", (address, int(port or 0))))
        return found

    def noted_connect(self: socket.socket, address: Any) -> None:
        if self.family not in (socket.AF_INET, socket.AF_INET6):
            connect(self, address)
            return
        host, port = str(address[0]), int(address[1])
        if host in stage.doors:
            log.write(f"stage {host} {port}\n")
            connect(self, ("127.0.0.1", stage.doors[host]))
            return
        log.write(f"connect {host} {port}\n")
        if not ip_address(host.partition("%")[0]).is_loopback:
            raise ConnectionRefusedError(111, "nothing leaves this machine")
        connect(self, address)

    socket.getaddrinfo = resolve  # type: ignore[assignment]
    socket.socket.connect = noted_connect  # type: ignore[method-assign, assignment]


def watch_loop(loop: asyncio.AbstractEventLoop, log: TextIO, ended: threading.Event) -> None:
    """Ask the loop again and again, and note how late it was.

    Beside the wall's time stands the processor time that this process used meanwhile: what is more than that, other
    programs took.
    """
    answered = threading.Event()
    at = used = 0.0

    def answer() -> None:
        nonlocal at, used
        at, used = time.monotonic(), time.process_time()
        answered.set()

    while not ended.wait(LOOK_EVERY):
        answered.clear()
        asked, used_before = time.monotonic(), time.process_time()
        try:
            loop.call_soon_threadsafe(answer)
        except RuntimeError:  # the loop is closed
            return
        if not answered.wait(HANG_FOR):
            log.write(f"lag {time.monotonic()} {HANG_FOR} {time.process_time() - used_before}\n")
            continue
        if at - asked > TOLD_ABOVE:
            log.write(f"lag {at} {at - asked:.4f} {used - used_before:.4f}\n")


def watched(run: Callable[..., Any], log: TextIO) -> Callable[..., Any]:
    """asyncio.run with a watcher beside the loop."""

    async def beside(work: Coroutine[Any, Any, Any]) -> Any:
        ended = threading.Event()
        loop = asyncio.get_running_loop()
        threading.Thread(target=watch_loop, args=(loop, log, ended), name="witness", daemon=True).start()
        try:
            return await work
        finally:
            ended.set()

    def run_watched(work: Coroutine[Any, Any, Any], **options: Any) -> Any:
        return run(beside(work), **options)

    return run_watched


def main() -> None:
    """Run storywatch with the arguments that follow."""
    with Path(sys.argv[2]).open("a", buffering=1) as log:
        stand_between(Stage(Path(sys.argv[1])), log)
        asyncio.run = watched(asyncio.run, log)
        from storywatch.cli import main as storywatch

        storywatch(sys.argv[3:])


if __name__ == "__main__":
    main()
