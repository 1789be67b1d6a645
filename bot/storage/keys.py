"""Every key name. All keys of one user share a hash tag, so that one script may touch them in a Cluster."""

SHARDS = 16
"""Fixed for ever: another number would look for a user's keys in another place."""


def shard_of(user_id: int) -> int:
    return user_id % SHARDS


class Keys:
    """The names under one prefix; `base` is what the scripts build the rest from."""

    def __init__(self, prefix: str = "sb") -> None:
        self.prefix = prefix

    def base(self, shard: int) -> str:
        return f"{self.prefix}:{{u{shard}}}"

    def user(self, user_id: int) -> str:
        """A hash: what a user chose for himself."""
        return f"{self.base(shard_of(user_id))}:user:{user_id}"

    def lease(self, name: str) -> str:
        """A string with a TTL: something that one replica does, or said, for all."""
        return f"{self.prefix}:lease:{name}"

    # Built by machine.lua from `base`:
    #   {base}:quote:<nonce>   hash, with a TTL     a quote
    #   {base}:a:<id>          hash                 an activation
    #   {base}:due             sorted set, ms       activations by the time of their next step
    #   {base}:outbox          sorted set, ms       `<id>|<kind>`: what a user must be told, by the time to try
    #   {base}:live            set                  activations with a next step or an untold message, for the auditor
    #   {base}:popular         sorted set           `country:service`, by how lately each was bought
    #   {base}:mine:<user>     sorted set, ms       a user's activations by the time they began
