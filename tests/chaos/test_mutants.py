"""Each mutant still finds its place. That the checker catches them all, `python -m chaos --mutants` shows."""

import subprocess
import sys

from chaos.mutants import MUTANTS
from chaos.replica import ROOT

PUT = """
import os, sys
from chaos.timings import shorten
from chaos.mutants import put_in_place
from bot.storage import activations, job_queue
from bot.shop.activations.buyer import Buyer
from bot.shop.activations.notifier import Notifier
from bot.shop.activations.sms_poller import SmsPoller
from bot.providers.smsman.client import SmsMan
from bot.shop.admin.reconciliation import Reconciliation
from bot.telegram.updates import UpdateIntake
from pathlib import Path

def all_of_it():
    parts = "activations.lua", "wallet.lua", "reminders.lua", "top_ups.lua"
    script = [Path(activations.__file__).with_name(name).read_text() for name in parts]
    methods = Buyer.give_up, Notifier.deliver, SmsPoller._is_denied, SmsMan.buy, SmsMan._bound
    more = Reconciliation._compare, UpdateIntake.read, job_queue.BrokenRecord
    return script, *methods, *more

for name in sys.argv[1:]:
    if not os.fork():
        before = all_of_it()
        shorten(hurry=True)
        put_in_place(name)
        print(name, sum(one != other for one, other in zip(before, all_of_it())), flush=True)
        os._exit(0)
    _, status = os.wait()
    assert status == 0, name
"""


def test_a_mutant_changes_exactly_one_thing() -> None:
    """Each in a process of its own; what they all load is loaded once."""
    command = [sys.executable, "-c", PUT, *MUTANTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    changed = dict(line.split() for line in done.stdout.splitlines())
    assert changed == dict.fromkeys(MUTANTS, "1")
