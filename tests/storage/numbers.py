"""Vouchers for one number told again, in plain Python: whose each is, which purchase has it, and until when it is used.

Times are in milliseconds, as the scripts have them, and prices in millionths.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from bot.domain.pairs import Pair
from bot.domain.vouchers import Batch, NumberVoucher, Redeemed, Redemption
from tests.storage.model import Life

DAY: Final = 86_400_000
ADMIN: Final = 9
PAIR: Final = Pair(10, 3)
OTHER_PAIR: Final = Pair(11, 3)
"""What no voucher is for."""


@dataclass
class Voucher:
    digest: str
    holder: int = 0
    """Who redeemed it; 0 for nobody."""
    taken: str = ""
    """The purchase that has it, or has used it up."""
    ends: int = 0
    """When its holder may use it no more."""
    used: bool = False


def member(voucher: Voucher) -> str:
    """Of what its user may use."""
    return f"{PAIR.country_id}:{PAIR.service_id} {voucher.digest}"


@dataclass
class Made:
    """A batch."""

    id: str
    most: int
    at: int
    until: int
    vouchers: list[Voucher]
    revoked: bool = False

    @property
    def batch(self) -> Batch:
        until, at, count = self.until / 1000, self.at / 1000, len(self.vouchers)
        used, redeemed = sum(one.used for one in self.vouchers), sum(bool(one.holder) for one in self.vouchers)
        return Batch(self.id, self.most, count, until, ADMIN, at, used, self.revoked, PAIR, redeemed)


@dataclass
class Purchase:
    """What a quote became, and its life as the other model has it."""

    user: int
    pair: Pair
    price: int
    voucher: Voucher | None = None
    life: Life = field(default_factory=lambda: Life(0, 0.0))
    is_gone: bool = False
    """Its quote, with its user."""


@dataclass
class Numbers:
    """All batches."""

    made: dict[str, Made] = field(default_factory=dict)

    def all(self) -> Iterator[tuple[Made, Voucher]]:
        return ((made, one) for made in self.made.values() for one in made.vouchers)

    def of(self, digest: str) -> tuple[Made, Voucher] | None:
        return next((found for found in self.all() if found[1].digest == digest), None)

    def listed(self, user: int) -> dict[str, int]:
        """What no purchase has, also where its days are over."""
        mine = (one for _, one in self.all() if one.holder == user and not one.taken)
        return {member(one): one.ends for one in mine}

    def usable(self, user: int, now: int) -> list[tuple[Made, Voucher]]:
        """That of the nearest end first."""
        found = [
            (made, one)
            for made, one in self.all()
            if one.holder == user and not one.taken and one.ends > now and not made.revoked
        ]
        return sorted(found, key=lambda one: (one[1].ends, one[1].digest))

    def find(self, purchase: Purchase, now: int) -> tuple[Voucher | None, int]:
        """The one that pays for it, and how far it reaches, or how far the best one does that does not."""
        mine = self.usable(purchase.user, now) if purchase.pair == PAIR else []
        found = next(((one, made.most) for made, one in mine if made.most >= purchase.price), None)
        return found or (None, max((made.most for made, _ in mine), default=0))

    def may_take(self, purchase: Purchase, now: int) -> bool:
        return any(one is purchase.voucher for _, one in self.usable(purchase.user, now))

    def redeem(self, digest: str, user: int, now: int) -> Redemption:
        found = self.of(digest)
        if found is None:
            return Redemption(Redeemed.UNKNOWN)
        made, one = found
        if one.holder == user:
            return self._stands(made, one, now)
        if one.holder:
            return Redemption(Redeemed.USED)
        if made.revoked or made.until <= now:
            return Redemption(Redeemed.REVOKED if made.revoked else Redeemed.EXPIRED)
        one.holder, one.ends = user, made.until
        return self._stands(made, one, now)

    def _stands(self, made: Made, one: Voucher, now: int) -> Redemption:
        if one.taken:
            return Redemption(Redeemed.OK, number=NumberVoucher(PAIR, made.most, 0.0))
        if made.revoked or one.ends <= now:
            return Redemption(Redeemed.REVOKED if made.revoked else Redeemed.EXPIRED)
        return Redemption(Redeemed.OK, number=NumberVoucher(PAIR, made.most, one.ends / 1000))

    def give_back(self, nonce: str, now: int) -> None:
        """Its holder has a day at the least to use it again."""
        for made, one in self.all():
            if one.taken == nonce and not one.used:
                one.taken, one.ends = "", max(made.until, now + DAY)

    def use_up(self, nonce: str) -> None:
        for _, one in self.all():
            one.used = one.used or one.taken == nonce

    def forget(self, user: int) -> None:
        """What was not used is as it was before they redeemed it."""
        for _, one in self.all():
            if one.holder == user and not one.taken:
                one.holder = 0
