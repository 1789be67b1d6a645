"""What happens around activations, as rules: two queues, their repair, an admin's switch, time, a restart."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from bot.storage.job_queue import Claim, Return
from tests.storage.played import BASE, BEGUN, Played


class QueueStory(Played):
    # -- the two queues

    @rule(name=st.sampled_from(["due", "outbox"]), limit=st.integers(1, 3))
    def claim(self, name: str, limit: int) -> None:
        queue, now = self.queue(name), round(self.world.clock() * 1000)
        claims, _ = self.once(lambda: queue.claim(limit=limit, lease=30))
        scores = self.before.queue(BASE, name)
        oldest = sorted((score, member) for member, score in scores.items() if score <= now)[:limit]
        assert [claim.member for claim in claims] == [member for _, member in oldest]
        assert all(claim.lease == now + 30_000 == self.after.queue(BASE, name)[claim.member] for claim in claims)
        self.claims += claims

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), delay=st.sampled_from([0.0, 5.0]))
    def put_back(self, data: st.DataObject, delay: float) -> None:
        claim = data.draw(st.sampled_from(self.claims[-4:]))
        name = "outbox" if claim.kind else "due"
        returns = [Return(claim, delay)]
        self.twice(lambda: self.queue(name).claim(limit=0, lease=30, returns=returns))
        expected = self.before.queue(BASE, name)
        if self.holds(claim):
            expected[claim.member] = round((self.world.clock() + delay) * 1000)
        assert self.after.queue(BASE, name) == expected, "only who holds the lease puts anything back"

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def act_on_lease(self, data: st.DataObject) -> None:
        """The due queue's: a purchase nobody answered for. The outbox's: Telegram has taken it."""
        self.act(data.draw(st.sampled_from(self.claims[-4:])), there=True)

    def act(self, claim: Claim, there: bool, again: float = 0.0) -> None:
        id, _, kind = claim.member.partition("|")
        life, activation = self.lives[id], self.activations[id]
        if not kind:
            self.step(
                lambda: self.store.unknown(activation, lease=claim.lease),
                lambda: life.unknown("", leased=self.holds(claim)),
            )
            return
        if not there:
            self.twice(lambda: self.store.park(activation, kind, lease=claim.lease, again=again))
            if self.holds(claim):
                came_back = self.before.record(BASE, id).get(f"back:{kind}") == str(claim.lease)
                if not again and not came_back:
                    life.untold.remove(kind)
                life.parked.add(kind)
            return
        self.twice(lambda: self.store.sent(activation, kind, lease=claim.lease, rev=claim.rev))
        if self.holds(claim):
            life.parked.discard(kind)
            if self.before.record(BASE, id)[f"rev:{kind}"] == claim.rev:
                life.untold.remove(kind)
                if kind == "code":
                    life.code_told()
        if kind == "card" and not self.holds(claim) and self.drawn.get(id) != claim.lease:
            life.untold.add(kind)  # drawn by one who had slept, perhaps over what is newer
        if kind == "card":
            self.drawn[id] = claim.lease

    @rule(nonce=BEGUN, kind=st.sampled_from(["", "code", "card", "alert", "report"]))
    def fall_out(self, nonce: str, kind: str) -> None:
        """What a queue has lost is put back, and nothing else: the model knows what is due and what is untold."""
        name, member = ("outbox", f"{nonce}|{kind}") if kind else ("due", nonce)
        self.world.run(self.world.redis.zrem(f"{BASE}:{name}", member))
        lost = member in self.after.queue(BASE, name)
        _, repaired = self.twice(lambda: self.store.repair_queues("0", count=100))
        assert repaired == ([f"{nonce}|{kind or 'due'}"] if lost else [])

    # -- the world around

    @rule(on=st.sampled_from([True, True, False]))
    def switch_sales(self, on: bool) -> None:
        self.twice(lambda: self.store.switch(9, on=on))
        self.paused = not on

    @rule(seconds=st.sampled_from([1, 31, 61, 1200]))
    def time_passes(self, seconds: int) -> None:
        self.world.run(self.world.clock.advance(seconds))
        self.before = self.after = self.world.poll()

    @rule(epoch=st.sampled_from(["of a server that is gone", "restored"]))
    def database_restarts(self, epoch: str) -> None:
        """As it was, or from a backup (`restored`), after which it never is again as it was."""
        for nonce, life in self.lives.items():
            life.restored = life.restored or epoch == "restored"
            of_then = "restored" if life.restored else epoch
            self.world.run(self.world.redis.hset(f"{BASE}:a:{nonce}", "epoch", of_then))
            life.fresh = life.replace_fresh = False
            if life.replace == "wanted":
                self.world.run(self.world.redis.hset(f"{BASE}:a:{nonce}", "replace:epoch", of_then))
        self.before = self.after = self.world.poll()
