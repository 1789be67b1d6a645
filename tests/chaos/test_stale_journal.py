"""Journal entries of long ago: the bot's own journal reads them, and the operator has to hear of each."""

import time
from pathlib import Path
from random import Random

from bot.storage.activations import OLDEST_PURCHASE_MS
from bot.storage.purchase_journal import Journal
from chaos.history import History
from chaos.stale_journal import StaleJournal

BOT = 42


async def test_each_replica_finds_an_entry_that_is_older_than_any_number_lives(tmp_path: Path) -> None:
    stale = StaleJournal(BOT, [1001], Random(1))
    folders = [tmp_path / "data-0", tmp_path / "data-1"]
    await stale.write(folders)
    for folder, written in zip(folders, stale.entries, strict=True):
        [entry] = await Journal(folder / "journal", BOT).entries()
        assert (entry.bought.request_id, entry.bought.number) == (written.request, written.number)
        assert (entry.activation.user_id, entry.lifetime) == (1001, 0.0)
        assert time.time() - entry.activation.created_at > OLDEST_PURCHASE_MS / 1000


async def test_one_that_is_struck_out_without_a_word_to_the_operator_is_seen(tmp_path: Path) -> None:
    stale, history = StaleJournal(BOT, [1001], Random(1)), History()
    await stale.write([tmp_path, tmp_path])
    assert stale.untold(history) == [], "they still lie there"
    first, second = stale.entries
    for entry in stale.entries:
        entry.file.unlink()
    history.alerts.append(f"A purchase was found … Request {first.request} was bought and never written down.")
    assert [second.request in line for line in stale.untold(history)] == [True]
