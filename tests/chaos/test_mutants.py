"""Each mutant still finds its place. That the checker catches them all, `python -m chaos --mutants` shows."""

import subprocess
import sys

import pytest

from chaos.mutants import MUTANTS
from chaos.replica import ROOT

PUT = """
import sys
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

before = all_of_it()
shorten(hurry=True)
put_in_place(sys.argv[1])
print(sum(one != other for one, other in zip(before, all_of_it())))
"""


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_changes_exactly_one_thing(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", PUT, name], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
