"""What a story of vouchers for one number stands on: purchases and what pays for them, played and by the model."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, ClassVar, TypeVar

from hypothesis.stateful import invariant

from bot.domain.errors import QuoteGone, ShopError, TooLittleMoney, VoucherRefused
from bot.domain.models import Activation, Bought, Quote, Reason
from bot.domain.pairs import Pair
from bot.domain.users import Limits
from bot.domain.wallet import to_amount
from bot.storage.activations import ActivationStore, Transition
from bot.storage.users import UserStore
from bot.storage.vouchers import VoucherStore
from bot.storage.waiting import WaitingStore
from tests.storage.model import LIFETIME, Life, successor_of
from tests.storage.money import BASE, OTHER, USER, Money
from tests.storage.numbers import DAY, Numbers, Purchase, Voucher, member

T = TypeVar("T")


class NumberMoney(Money):
    """After each rule vouchers, purchases and wallets are as the model says. The other user is a guest."""

    store: ClassVar[ActivationStore]
    vouchers: ClassVar[VoucherStore]
    users: ClassVar[UserStore]

    def __init__(self) -> None:
        super().__init__()
        self.waiting = WaitingStore(self.store)
        self.numbers = Numbers()
        self.quoted: dict[str, Purchase] = {}
        """What may become a purchase, by the nonce of its quote."""
        self.purchases: dict[str, Purchase] = {}
        self.activations: dict[str, Activation] = {}
        self.doubled: set[str] = set()
        """Bought by a worker though the database had forgotten it, and its voucher was another purchase's by then."""
        self.pays = True

    def both(self, call: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """As `twice`, where the second answer may be another; gives the first."""
        answer = self.played(call)
        self.again(call)
        return answer

    def get_quote(self, user: int, pair: Pair, price: int) -> str:
        self.operations += 1
        shown = to_amount(price)
        quote = Quote(f"q{self.operations}", user, *pair, shown, shown if self.pays else None)
        self.quoted[quote.nonce] = wanted = Purchase(user, pair, price)
        wanted.voucher, reach = self.numbers.find(wanted, self.now)
        expected = replace(
            quote,
            balance=to_amount(self.money[user]) if self.pays else None,
            has_voucher=wanted.voucher is not None,
            voucher_reach=to_amount(reach) if reach else None,
            may_pay=False,
        )
        self.twice(lambda: self.store.quote(quote, ttl=900), lambda: expected)
        return quote.nonce

    def tapped(self, nonce: str) -> list[str]:
        """Gives it, where it is a purchase now."""
        self.twice(lambda: self.begin(nonce), lambda: self.is_begun(nonce))
        return [nonce] if nonce in self.purchases else []

    def bought(self, user: int, pair: Pair, price: int) -> list[str]:
        return self.tapped(self.get_quote(user, pair, price))

    async def begin(self, nonce: str) -> object:
        """How it stands, or what refused it."""
        user = self.quoted[nonce].user
        limits = Limits(pays=self.pays, guest=user == OTHER)
        try:
            begun = await self.store.begin(nonce, user_id=user, chat_id=user, card_id=5, language="en", limits=limits)
        except ShopError as refused:
            return type(refused)
        self.activations.setdefault(nonce, begun)
        return begun.state

    def is_begun(self, nonce: str) -> object:
        if nonce in self.purchases:
            return self.purchases[nonce].life.state
        wanted = self.quoted[nonce]
        if wanted.is_gone:
            return QuoteGone
        if refused := self.refusal(wanted):
            return refused
        self.enter(nonce, wanted)
        return "reserved"

    def refusal(self, wanted: Purchase) -> type[ShopError] | None:
        if wanted.voucher:
            return None if self.numbers.may_take(wanted, self.now) else VoucherRefused
        if wanted.user == OTHER:
            return VoucherRefused
        return TooLittleMoney if self.pays and self.money[wanted.user] < wanted.price else None

    def enter(self, nonce: str, wanted: Purchase) -> None:
        """It is a purchase now, which has what pays for it."""
        hold = "held" if wanted.voucher or self.pays else ""
        wanted.life = Life(wanted.user, self.world.clock(), hold=hold, voucher=wanted.voucher is not None)
        self.purchases[nonce] = wanted
        if wanted.voucher:
            wanted.voucher.taken = nonce
        elif hold:
            self.move(wanted.user, -wanted.price, f"held:{wanted.user}")

    def take(self, step: str, nonce: str) -> list[str]:
        """Gives what was begun by it."""
        if nonce not in self.purchases:
            return []  # its user is forgotten
        one, user, now = self.activations[nonce], self.purchases[nonce].user, self.world.clock()
        number = Bought(f"of {nonce}", "84912345678")
        store = self.store
        steps: dict[str, tuple[Callable[[], Coroutine[Any, Any, object]], Callable[[Life], object]]] = {
            "send": (lambda: store.sending(one, owner="me", timeout_s=75), lambda life: life.sending("me", now)),
            "get": (
                lambda: store.bought(one, number, owner="me", lifetime=LIFETIME, first_poll=3),
                lambda life: life.bought(number.request_id, now, several=False),
            ),
            "fail": (lambda: store.fail(one, Reason.OUT_OF_STOCK, owner="me"), lambda life: life.fail("me")),
            "lose": (lambda: store.unknown(one, owner="me"), lambda life: life.unknown("me", leased=False)),
            "charged": (
                lambda: store.resolve(nonce, charged=True, admin_id=9), lambda life: life.resolve(charged=True)
            ),
            "not charged": (
                lambda: store.resolve(nonce, charged=False, admin_id=9), lambda life: life.resolve(charged=False)
            ),
            "cancel": (lambda: store.cancel(user, nonce, Reason.USER), Life.cancel),
            "replace": (
                lambda: self.waiting.replace(user, nonce, limits=Limits(pays=self.pays, guest=user == OTHER)),
                lambda life: life.want_another(now),
            ),
            "confirm": (lambda: store.cancelled(one), lambda life: life.cancelled(now)),
            "give up": (lambda: store.unconfirmed(one, pause=10), lambda life: life.unconfirmed(now)),
            "receive": (lambda: store.code(one, "1111"), lambda life: life.take_code("1111")),
            "finish": (lambda: store.finish(user, nonce), Life.finish),
        }  # fmt: skip
        if step not in steps:
            return self.database_forgets(nonce, others=step == "forget it and buy")
        call, moved = steps[step]
        answer, expected = self.both(call), self.lives_on(nonce, moved)
        if isinstance(answer, Transition | bool):
            assert (answer if isinstance(answer, bool) else answer.done) == expected
        if step == "finish":
            self.both(lambda: store.closed(one))
            self.lives_on(nonce, Life.close)
        return self.begins_in_place_of(nonce) if step == "confirm" else []

    def lives_on(self, nonce: str, moved: Callable[[Life], object]) -> object:
        """A step by the model, with what it makes of the money or the voucher."""
        one, life = self.purchases[nonce], self.purchases[nonce].life
        paid, hold = life.paid, life.hold
        answer = moved(life)
        if self.pays and life.paid != paid:
            cost = one.price if life.paid else -one.price
            self.against["provider"] -= cost
            self.against["cost"] += cost
        if life.hold == hold:
            return answer
        if life.hold == "released":
            self.numbers.give_back(nonce, self.now)
        else:
            self.numbers.use_up(nonce)
        if self.pays and life.hold == "captured":
            self.against["vouchers" if one.voucher else f"held:{one.user}"] += one.price
            self.against["revenue"] -= one.price
        elif self.pays and not one.voucher:
            self.move(one.user, one.price, f"held:{one.user}")
        return answer

    def begins_in_place_of(self, nonce: str) -> list[str]:
        """The next number, with the same voucher, where that pays for it still."""
        one, next_one = self.purchases[nonce], successor_of(nonce)
        if one.life.replace != "begun" or next_one in self.purchases:
            return []
        wanted = Purchase(one.user, one.pair, one.price, one.voucher)
        if refused := self.refusal(wanted):
            one.life.replace = "voucher" if refused is VoucherRefused else "short"
            return []
        self.enter(next_one, wanted)
        self.activations[next_one] = self.world.run(self.store.find(one.user, next_one))
        return [next_one]

    def database_forgets(self, nonce: str, *, others: bool) -> list[str]:
        """It comes back as it was before the tap, and the worker has the number. `others`: after one more tap."""
        one, voucher = self.purchases[nonce], self.purchases[nonce].voucher
        is_young = self.world.clock() - one.life.created <= 7200
        if not is_young or one.life.state not in ("reserved", "sending") or not voucher or voucher.taken != nonce:
            return []
        self.world.run(self.as_before_the_tap(nonce, voucher))
        voucher.taken = ""
        begun = self.bought(one.user, one.pair, one.price) if others else []
        one.life = Life(one.user, one.life.created, hold="held", voucher=True)
        self.take("get", nonce)
        if voucher.taken:
            self.doubled.add(nonce)
        voucher.taken = voucher.taken or nonce
        return begun

    async def as_before_the_tap(self, nonce: str, voucher: Voucher) -> None:
        usable = f"{BASE}:vouchers:of:{voucher.holder}"
        await self.world.redis.delete(f"{BASE}:a:{nonce}")
        batch = voucher.digest.partition("-")[0]
        await self.world.redis.set(f"{BASE}:voucher:{voucher.digest}", f"{batch} {voucher.holder}", keepttl=True)
        await self.world.redis.zadd(usable, {member(voucher): voucher.ends})
        await self.world.redis.pexpire(usable, 30 * DAY)

    # -- what must always hold

    @invariant()
    def the_vouchers_are_as_the_model_says(self) -> None:
        for made, one in self.numbers.all():
            words = [made.id, *[str(one.holder)] * bool(one.holder), *[one.taken] * bool(one.taken)]
            assert self.after.keys[f"{BASE}:voucher:{one.digest}"] == (" ".join(words), True)
        for made in self.numbers.made.values():
            fields, mortal = self.after.keys[f"{BASE}:vouchers:{made.id}"]
            assert isinstance(fields, dict)
            assert mortal
            counted = int(fields.get("redeemed", 0)), int(fields.get("used", 0)), "revoked" in fields
            assert counted == (made.batch.redeemed, made.batch.used, made.revoked)
            assert made.batch.used <= made.batch.redeemed <= made.batch.count

    @invariant()
    def each_user_may_use_what_the_model_says(self) -> None:
        for user in (USER, OTHER):
            for name, expected in ((f"vouchers:of:{user}", self.numbers.listed(user)), (f"user:{user}", None)):
                value, mortal = self.after.keys.get(f"{BASE}:{name}", ({}, True))
                assert mortal, "nothing of it stays for ever"
                assert expected is None or value == {member: str(ends) for member, ends in expected.items()}

    @invariant()
    def the_purchases_are_as_the_model_says(self) -> None:
        for nonce, one in self.purchases.items():
            record = self.after.record(BASE, nonce)
            voucher = one.voucher.digest if one.voucher else ""
            real = record["state"], record.get("hold", ""), record.get("replace", ""), record.get("voucher", "")
            assert real == (one.life.state, one.life.hold, one.life.replace, voucher)
            assert self.after.lives_on(BASE, nonce) != one.life.ends

    @invariant()
    def each_voucher_pays_for_one_number_that_was_not_given_back(self) -> None:
        """By the database alone; a purchase that it had forgotten is the operator's."""
        records = [self.after.record(BASE, nonce) for nonce in self.purchases if nonce not in self.doubled]
        paying = [one["voucher"] for one in records if "voucher" in one and one["hold"] != "released"]
        assert len(paying) == len(set(paying))
