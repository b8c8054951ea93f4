"""What the service manager is told: ready, reloading, stopping, alive. systemd's protocol of sd_notify(3), by hand."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import MutableMapping
from dataclasses import dataclass

from story import plain_text

_PATIENCE = 1.0  # seconds that a full queue at the manager's end may hold us up
_VARIABLES = ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")


@dataclass(frozen=True, slots=True)
class Service:
    """The manager's ear. Without one (`address` None) nothing is told, and all goes on the same.

    `watchdog` is the number of seconds without a word after which the manager ends us; None if it doesn't watch.
    """

    address: str | None = None
    watchdog: float | None = None

    def tell(self, *assignments: str) -> None:
        """Send `READY=1` and the like, one message for all. A manager that doesn't listen is no error."""
        if self.address is None:
            return
        message = "\n".join(" ".join(plain_text(assignment).split("\n")) for assignment in assignments)
        # "@" stands for the NUL that begins an abstract address
        address = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as ear:
                ear.settimeout(_PATIENCE)
                ear.sendto(message.encode("utf-8", "replace"), address)
        except OSError:
            return

    def tell_reloading(self) -> None:
        """Say that the configuration is being read again; READY=1 ends it."""
        now = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        self.tell("RELOADING=1", f"MONOTONIC_USEC={now}")

    def tell_busy(self, seconds: float) -> None:
        """Ask for so many seconds more to start or to stop, from now on."""
        self.tell(f"EXTEND_TIMEOUT_USEC={int(seconds * 1_000_000)}")


def service_of(environment: MutableMapping[str, str]) -> Service:
    """The manager that the environment names. Takes its variables out: what we start must not speak in our name."""
    address, interval, watched = (environment.pop(name, "") for name in _VARIABLES)
    is_watched = interval.isascii() and interval.isdigit() and int(interval) > 0 and watched in ("", str(os.getpid()))
    return Service(
        address=address if address[:1] in ("/", "@") and len(address) > 1 else None,
        watchdog=int(interval) / 1_000_000 if is_watched else None,
    )
