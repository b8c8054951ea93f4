"""Which addresses and ports may be reached: the public internet, and what the configuration opens."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

PUBLIC_PORTS = frozenset({80, 443, 8080, 8443})

# What `is_global` of Python 3.11 wrongly calls public, or what hides another address inside.
_NEVER_V4 = tuple(
    IPv4Network(network)
    for network in ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4")
)
# All that is handed out for the public internet. Outside stand loopback, IPv4 in disguise (compatible, mapped,
# translated, NAT64), unique local, link-local, site-local, multicast, segment routing, and what nobody has yet.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NEVER_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)


class Refused(Exception):
    """Our own guards said no; the message is one line for people.

    `pause` is for how many seconds the host asked to be left alone, when that is why; `is_by_robots`: its
    robots.txt says no.
    """

    def __init__(self, message: str, pause: float | None = None, *, is_by_robots: bool = False) -> None:
        super().__init__(message)
        self.pause = pause
        self.is_by_robots = is_by_robots


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the public internet: not private, loopback, link-local, multicast or reserved.

    An IPv4-mapped IPv6 address is as public as the IPv4 address in it.
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        return address in _GLOBAL_UNICAST and address.is_global and not any(address in each for each in _NEVER_V6)
    return address.is_global and not any(address in network for network in _NEVER_V4)


def is_public_text(text: str) -> bool:
    """Like `is_public` for an address as the resolver spells it, a zone index (`%eth0`) allowed; nonsense is not."""
    try:
        return is_public(ip_address(text.partition("%")[0]))
    except ValueError:
        return False


def is_opened(host: str, port: int, allowed_hosts: frozenset[str]) -> bool:
    """Whether the configuration opens this host's private addresses, by its name or by `name:port`."""
    host = host.lower().strip("[]")
    return host in allowed_hosts or f"{host}:{port}" in allowed_hosts


def check_port(host: str, port: int, allowed_hosts: frozenset[str], allowed_ports: frozenset[int]) -> None:
    """Raise Refused unless the port is one of the web's, or the configuration names it (alone or as `name:port`)."""
    if port in PUBLIC_PORTS or port in allowed_ports or f"{host.lower().strip('[]')}:{port}" in allowed_hosts:
        return
    raise Refused(f"port {port} of {host} is not allowed; to open it, name it in [polling] allowed_ports")
