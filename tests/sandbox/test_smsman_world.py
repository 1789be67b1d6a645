"""The lists: real countries with valid mobile numbers, well-known services, and a plausible market."""

import phonenumbers
from phonenumbers import PhoneNumberType

from sandbox.smsman.catalogue import countries, services
from sandbox.smsman.outcomes import Outcomes
from sandbox.smsman.stock import Stock

MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def test_numbers_are_valid_mobile_numbers_of_their_country() -> None:
    for country in countries().values():
        for request_id in range(20):
            number = phonenumbers.parse("+" + Outcomes(1).number(request_id, country.number))
            assert phonenumbers.is_valid_number(number), country
            assert phonenumbers.region_code_for_number(number) == country.territory
            assert phonenumbers.number_type(number) in MOBILE, country


def test_there_are_as_many_as_at_the_provider_and_all_are_different() -> None:
    assert len({country.title for country in countries().values()}) == len(countries()) >= 190
    assert len({service.title for service in services().values()}) == len(services()) == 500
    assert len({service.code for service in services().values()}) == 500
    assert {"USA", "Great Britain", "Ivory Coast", "DR Congo"} <= {country.title for country in countries().values()}


def test_the_market_is_plausible() -> None:
    offers = list(Stock(1).offers())
    assert 20_000 < len(offers) < 30_000
    assert 0.05 < sum(not offer.stock for offer in offers) / len(offers) < 0.12
    assert all(1 <= offer.price < 200 for offer in offers)
    assert sum(offer.service_id == 3 for offer in offers) > 180


def test_another_seed_is_another_market() -> None:
    assert list(Stock(1).offers()) == list(Stock(1).offers()) != list(Stock(2).offers())
