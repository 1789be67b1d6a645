"""Numbers for several SMS: bought as such only where the operator wants it, and asked for more in the set word."""

import pytest

from bot.domain.errors import Refused, WrongStatus
from bot.domain.models import Bought
from bot.providers.smsman import FurtherSms, SmsMan
from tests.providers.smsman.provider import MakeClient, Provider, buy, fixture

SOLD = Bought("1", "79002415539", several=True, country_id=1, service_id=1)
WORDS = pytest.mark.parametrize("word", ["ready", "retrysms"])


@WORDS
async def test_a_number_is_bought_for_several_sms(client_of: MakeClient, provider: Provider, word: FurtherSms) -> None:
    provider.says("get-number", fixture("get-number/documented.json"))
    assert await buy(client_of(provider.url, further_sms=word), 1, 1) == SOLD
    assert provider.asked[0].form["hasMultipleSms"] == "True"


async def test_one_that_is_found_in_a_broken_answer_is_for_several_as_well(
    client_of: MakeClient, provider: Provider
) -> None:
    provider.says("get-number", fixture("get-number/documented.json")[:-1])
    assert await buy(client_of(provider.url, further_sms="ready"), 1, 1) == Bought("1", "79002415539", several=True)


async def test_switched_off_nothing_of_it_is_sent(client: SmsMan, provider: Provider) -> None:
    provider.says("get-number", fixture("get-number/documented.json"))
    bought = await buy(client, 1, 1)
    assert not bought.several
    assert "hasMultipleSms" not in provider.asked[0].form
    with pytest.raises(Refused):
        await client.again("1")
    assert len(provider.asked) == 1


@WORDS
async def test_one_more_is_asked_for_in_the_operators_word(
    client_of: MakeClient, provider: Provider, word: FurtherSms
) -> None:
    provider.says("set-status", fixture("set-status/documented.json"), fixture("errors/wrong_status.json"))
    client = client_of(provider.url, further_sms=word)
    await client.again("1")
    assert provider.asked[0].form["status"] == word
    with pytest.raises(WrongStatus):
        await client.again("1")
