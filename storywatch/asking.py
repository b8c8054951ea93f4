"""How this program asks for anything on the network: by name, with a contact, within the configured bounds."""

from __future__ import annotations

from fetchers import Client, RobotsMemory
from storywatch.config import PollingConfig
from storywatch.version import program_version


def user_agent(contact: str) -> str:
    """Name, version and a way to reach whoever runs this, as publishers expect."""
    return f"storywatch/{program_version()} (feed reader; {contact or 'no contact configured'})"


def client_for(
    polling: PollingConfig, *, waits_for_gaps: bool = True, robots_memory: RobotsMemory | None = None
) -> Client:
    """A client as the configuration's [polling] section wants it; see Client for the rest."""
    return Client(
        user_agent=user_agent(polling.contact),
        max_bytes=polling.largest_answer,
        deadline=polling.deadline,
        host_gap=polling.gap_per_host,
        allowed_hosts=frozenset(polling.allowed_hosts),
        allowed_ports=frozenset(polling.allowed_ports),
        in_flight=polling.in_flight,
        waits_for_gaps=waits_for_gaps,
        robots_memory=robots_memory,
    )
