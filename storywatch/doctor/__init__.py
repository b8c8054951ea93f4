"""What a machine, a configuration, a store and the network need, looked at one by one, each with what to do."""

from storywatch.doctor.examination import examine
from storywatch.doctor.findings import Finding, State, exit_code

__all__ = ["Finding", "State", "examine", "exit_code"]
