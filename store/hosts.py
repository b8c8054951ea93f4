"""Where a URL leads: the host that answers and the domain that it belongs to.

Taken apart by hand, since `urlsplit` costs more than all the rest of what a new article takes.
"""

from __future__ import annotations


def host_of(url: str) -> str:
    """Whom a URL asks, as visits are counted by: in lower case, without a user and without its scheme's own port.

    Of URLs in their one spelling the same as `fetchers.host_of`. "" of a URL without a host ("file:///…").
    """
    scheme, _, rest = url.partition("://")
    for end in "/?#":
        rest = rest.partition(end)[0]
    host = rest.rpartition("@")[2].lower()
    return host.removesuffix(":80" if scheme.lower() == "http" else ":443").removesuffix(":")


def domain_of(host: str) -> str:
    """A host without its port and a leading "www."."""
    return host.partition(":")[0].removeprefix("www.")
