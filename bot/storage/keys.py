"""Every key name. All keys of one user share a hash tag, so that one script may touch them in a Cluster."""

SHARDS = 16
"""Fixed for ever: another number would look for a user's keys in another place."""


UPDATES = "updates"
"""The lease of the replica that asks Telegram for updates."""

TRIED = "tried"
"""The lease that is written to see whether the database takes writes."""


def shard_of(user_id: int) -> int:
    return user_id % SHARDS


class Keys:
    """The names under one prefix, one bot's; `base` is what the scripts build the rest from."""

    def __init__(self, prefix: str = "sb") -> None:
        self.prefix = prefix

    def base(self, shard: int) -> str:
        return f"{self.prefix}:{{u{shard}}}"

    def all_users(self) -> str:
        """The base of what concerns all users together, in one slot of its own."""
        return f"{self.prefix}:{{all}}"

    def audit(self, base: str) -> str:
        """A stream of bounded length: what became of money, and what admins did."""
        return f"{base}:audit"

    def user(self, user_id: int) -> str:
        """A hash: what a user chose for himself, and what users.lua writes down of him."""
        return f"{self.base(shard_of(user_id))}:user:{user_id}"

    def lease(self, name: str) -> str:
        """A string with a TTL: something that one replica does, or said, for all."""
        return f"{self.prefix}:lease:{name}"

    @property
    def bot(self) -> str:
        """A string: the id of the bot whose data all this is."""
        return f"{self.prefix}:bot"

    @property
    def restored(self) -> str:
        """A string: when a backup was brought back, in ms. Nothing is compared across that moment."""
        return f"{self.all_users()}:restored"

    @property
    def budget(self) -> str:
        """A hash: what is left of the requests that all replicas may send."""
        return f"{self.prefix}:budget"

    @property
    def purchases(self) -> str:
        """The same for requests that buy."""
        return f"{self.prefix}:budget:buy"

    # Each has a TTL, or an owner who ends what is in it, or a bound.
    # Built by machine.lua from `base`:
    #   {base}:quote:<nonce>   hash, minutes        a quote
    #   {base}:quotes:<user>   sorted set, minutes  a user's open quotes, 20 at the most
    #   {base}:a:<id>          hash, retention      an activation; it has no TTL until it ends
    #   {base}:clock           hash, 3 fields       the server's clock without its steps, see clock.lua
    #   {base}:due             sorted set, ms       activations by the time of their next step, until they end
    #   {base}:outbox          sorted set, ms       `<id>|<kind>`: what a user must be told, for a day
    #   {base}:live            set                  what has a next step or an untold message; the auditor ends it
    #   {base}:unknown         sorted set, ms       purchases of which nobody knows, until they are settled
    #   {base}:ledger          hash, 2 fields       what was `charged` and `refunded`, in millionths
    #   {base}:parked:<user>   set, retention       `<id>|<kind>`: what a user who left must be told when he is back
    #   {base}:popular         sorted set           `country:service`, by how lately each was bought
    #   {base}:mine:<user>     sorted set, retention a user's activations by the time they began, 200 at most
    #   {base}:lately:<user>   sorted set, 2 days   those that have not failed, for his caps
    #   {base}:tally:<hour>    hash, 8 days         `<service>:<what>`: how often in that hour, or how many millionths
    #   {base}:waits           hash, 1000 fields    `country:service` → how long its numbers waited, see waits.lua
    #   {base}:audit           stream, 10000        what became of money
    # Built by users.lua from `base`:
    #   {base}:user:<user>     hash, 400 days       see `user`; without a TTL where an admin has decided on him
    #   {base}:users           sorted set           the ids of all who came in; the forgotten leave it when met
    # Built by gate.lua from `all_users`:
    #   {all}:active           sorted set, ms       `<user>|<id>|<price>`: what holds a number, while it does
    #   {all}:spent            sorted set, a day    the same, for what was spent
    #   {all}:total            integer              the sum of the prices in `spent`, in millionths
    #   {all}:paused           hash, 2 fields       by whom and since when purchases are stopped
    #   {all}:audit            stream, bounded      what admins did
    # Built by announcements.lua from `all_users`:
    #   {all}:draft:<id>       hash, with a TTL     a notice to all users that was written and not yet sent
    #   {all}:announcement     hash, with a TTL     the last one that was begun, and how far it has come
