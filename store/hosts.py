"""Where a URL leads: the host that answers and the domain that it belongs to.

Taken apart by hand, since `urlsplit` costs more than all the rest of what a new article takes.
"""

from __future__ import annotations


def host_of(url: str) -> str:
    """Host and port in lower case, without a user; "" of a URL without a host ("file:///…")."""
    _, _, rest = url.partition("://")
    for end in "/?#":
        rest = rest.partition(end)[0]
    return rest.rpartition("@")[2].lower()


def domain_of(host: str) -> str:
    """A host without its port and a leading "www."."""
    return host.partition(":")[0].removeprefix("www.")
