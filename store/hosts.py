"""Where a URL leads: the host that answers and the domain that it belongs to.

Taken apart by hand, since `urlsplit` costs more than all the rest of what a new article takes.
"""

from __future__ import annotations


def host_of(url: str) -> str:
    """ "host:port" in lower case, without a user, as visits are counted by; "" of a URL without a host ("file:///…")."""
    scheme, _, rest = url.partition("://")
    for end in "/?#":
        rest = rest.partition(end)[0]
    host = rest.rpartition("@")[2].lower()
    _, colon, port = host.rpartition("]")[2].rpartition(":")
    if not host or (colon and port):
        return host
    return f"{host.removesuffix(':')}:{80 if scheme.lower() == 'http' else 443}"


def domain_of(host: str) -> str:
    """A host without its port and a leading "www."."""
    return host.partition(":")[0].removeprefix("www.")
