"""Every key name. All keys of one bot share a hash tag, so that one script may touch them all, in a Cluster too."""

UPDATES = "updates"
"""The lease of the replica that asks Telegram for updates."""

TRIED = "tried"
"""The lease that is written to see whether the database takes writes."""


class Keys:
    """The names under one prefix, one bot's; `base` is what the scripts build the rest from."""

    def __init__(self, prefix: str = "sb") -> None:
        self.prefix = prefix
        self.base = f"{{{prefix}}}"

    @property
    def audit(self) -> str:
        """A stream of bounded length: what became of money, and what admins did."""
        return f"{self.base}:audit"

    def user(self, user_id: int) -> str:
        """A hash: what a user chose, and what users.lua writes down of them."""
        return f"{self.base}:user:{user_id}"

    def costs(self, day: int) -> str:
        """A hash, 100 days: `<user>:<what>`, what each user cost in millionths, by statistics.lua."""
        return f"{self.base}:costs:{day}"

    def lease(self, name: str) -> str:
        """A string with a TTL: something that one replica does, or said, for all."""
        return f"{self.base}:lease:{name}"

    @property
    def bot(self) -> str:
        """A string: the id of the bot whose data all this is."""
        return f"{self.base}:bot"

    @property
    def earlier_bot(self) -> str:
        """The same where versions of before the one hash tag kept it."""
        return f"{self.prefix}:bot"

    @property
    def restored(self) -> str:
        """A string: when a backup was brought back, in ms. Nothing is compared across that moment."""
        return f"{self.base}:restored"

    @property
    def rate_limit(self) -> str:
        """A hash: what is left of the requests that all replicas may send."""
        return f"{self.base}:budget"

    @property
    def purchases(self) -> str:
        """The same for requests that buy."""
        return f"{self.base}:budget:buy"

    @property
    def wallet_entries(self) -> str:
        """A stream of bounded length: the entries of the wallets' ledger."""
        return f"{self.base}:wallet:entries"

    @property
    def names(self) -> str:
        """A string, 30 days: what countries and services are called, as the provider's lists said last."""
        return f"{self.base}:names"

    # Each has a TTL, or an owner who ends what is in it, or a bound.
    # Built by activations.lua from `base`:
    #   {base}:quote:<nonce>   hash, minutes        a quote
    #   {base}:quotes:<user>   sorted set, minutes  a user's open quotes, 20 at the most
    #   {base}:a:<id>          hash, retention      an activation; it has no TTL until it ends
    #   {base}:clock           hash, 3 fields       the server's clock without its steps, see clock.lua
    #   {base}:due             sorted set, ms       activations by the time of their next step, until they end
    #   {base}:outbox          sorted set, ms       `<id>|<kind>`: what a user must be told, for a day
    #   {base}:live            set                  what has a next step or an untold message; the queue repair ends it
    #   {base}:unknown         sorted set, ms       purchases of which nobody knows, until they are settled
    #   {base}:ledger          hash, 2 fields       what was `charged` and `refunded`, in millionths
    #   {base}:parked:<user>   set, retention       `<id>|<kind>`: what a user who left must be told when they are back
    #   {base}:popular         sorted set           `country:service`, by how lately each was bought, and by how many
    #   {base}:buyers:<week>   set, a week          `<user>|country:service`: who counts for `popular` already
    #   {base}:mine:<user>     sorted set, retention a user's activations by the time they began, 200 at most
    #   {base}:lately:<user>   sorted set, 2 days   those that have not failed, for the user's limits
    #   {base}:reports:<user>  sorted set, a day    the activations that a user has reported, 3 at the most
    #   {base}:tally:<hour>    hash, 8 days         `<service>:<what>`: how often in that hour, or how many millionths
    #   {base}:costs:<day>     hash, 100 days       see `costs`
    #   {base}:waits           hash, 1000 fields    `country:service` → how long its numbers waited, see code_times.lua
    #   {base}:audit           stream, 100000       what became of money, and what admins did
    # Built by users.lua from `base`:
    #   {base}:user:<user>     hash, 400 days       see `user`; without a TTL where an admin has decided
    #   {base}:users           sorted set           the ids of all who came in; the forgotten leave it when met
    #   {base}:selection:<nonce>  list, an hour     users of whom an admin wants to decide at once
    #   {base}:request:<id>    string, retention    whose activation a request of the provider's is
    #   {base}:open            sorted set, ms       activations that hold a number, by the time until which they do
    #   {base}:spent           sorted set, a day    `<id>|<price>`: what was spent, by the time it began
    #   {base}:total           integer              the sum of the prices in `spent`, in millionths
    #   {base}:paused          hash, 2 fields       by whom and since when purchases are stopped
    # Built by reminders.lua from `base`:
    #   {base}:reminders:<user>  hash, 8 days       `country:service` → what that user wants to be told of
    #   {base}:wanted          set                  the pairs of all reminders; reminders.lua ends what is in it
    #   {base}:wanted:<pair>   sorted set, 8 days   the users who want it, by the time they asked
    #   {base}:wanted:read     string, a day        the last reading of the prices that counted, and when
    #   {base}:reminded:<pair> sorted set, minutes  the users who were told, for the stock they may still buy
    #   {base}:a:reminder-…    hash, 25 hours       a reminder that the outbox carries to its user
    # Built by hidden_offers.py from `base`:
    #   {base}:hidden          sorted set, 30 days  `country:service`, or `country:` for all, by when it ends
    # Built by broadcasts.lua from `base`:
    #   {base}:draft:<id>      hash, with a TTL     a broadcast that was written and not yet sent
    #   {base}:announcement    hash, with a TTL     the last one that was begun, and how far it has come
    # Built by top_ups.lua from `base`, where users pay with Stars:
    #   {base}:invoice:<id>    hash, 400 days       what a payment of it is worth, and whose it is
    #   {base}:invoices:<user> list, 400 days       the ids of a user's invoices, newest first, 100 at most
    #   {base}:topup:<id>      hash, no end         a payment that was credited: it may go back at any age
    #   {base}:topups:of:<user> list, 400 days      the ids of a user's top-ups, newest first, 100 at most
    #   {base}:topups:due      sorted set, ms       `<kind>|<id>`: what is to be done or told; its jobs end it
    #   {base}:topups:seen     hash, 2 fields       how far the bot's Star transactions were read
    #   {base}:topups:strange  set, no end          those that are no top-up, of which the operator was told
    # Built by wallet.lua from `base`, where users pay:
    #   {base}:wallet:balances    hash               account → millionths; one that is 0 is left out
    #   {base}:wallet:entries     stream, 200000     see `wallet_entries`
    #   {base}:wallet:checkpoint  hash               what the entries that have left it add up to, by account
    #   {base}:wallet:operations  hash, no end       operation id → entry id: no payment is booked twice at any age
    #   {base}:wallet:of:<user>   list, 400 days     the ids of a user's entries, newest first, 200 at most
    #   {base}:wallet:unconfirmed sorted set, ms     cancels nobody confirmed whose price is held, by since when
    # Built by vouchers.lua from `base`:
    #   {base}:vouchers        sorted set           the ids of all batches by when they were made; vouchers.lua ends it
    #   {base}:vouchers:<id>   hash, days           a batch, for 90 days after its vouchers expire
    #   {base}:vouchers:wrong:<user>  set, an hour  the digests that they tried in vain
    #   {base}:voucher:<digest>  string, days       `<batch>`, who redeemed it, and what for; as long as its batch
    #   {base}:vouchers:of:<user>  sorted set, days  what the user may use for a number, by until when
    # Built by grants.lua from `base`:
    #   {base}:wallet:allowances  hash               user → what they get each month, and by which admin
    #   {base}:wallet:allowances:month  a number     the last month that was booked for all of them, yyyymm
