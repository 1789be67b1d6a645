"""What a run leaves behind for whoever judges it."""

from dataclasses import dataclass

from chaos.replica import Replica
from chaos.story import Story
from chaos.valkey import Valkey
from sandbox.smsman import SmsMan


@dataclass(frozen=True, slots=True)
class Evidence:
    story: Story
    """What people and the operator were shown, and when."""
    provider: SmsMan
    """With its ledger."""
    valkey: Valkey
    replicas: list[Replica]
