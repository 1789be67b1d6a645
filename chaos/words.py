"""What was said of purchases with an unknown outcome, by whom: read from the audit log at the end of a run."""

from typing import Any, Final, NamedTuple

from chaos.evidence import Evidence

_SAID: Final = ("charged", "not_charged", "lost")


class Word(NamedTuple):
    nonce: str
    says: str
    by_balance: bool
    """Found by the bot; else said by the operator."""


async def words(evidence: Evidence) -> list[Word]:
    said = []
    async with evidence.valkey.client() as client:
        for shard in range(16):
            events: Any = await client.xrange(f"sb:{{u{shard}}}:audit")
            said += [
                Word(event["activation"], event["event"], event["by"] == "balance")
                for _, event in events
                if event["event"] in _SAID and "by" in event
            ]
    return said
