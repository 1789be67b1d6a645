"""What is sold: real countries with plausible numbers, and well-known services. Read from `lists/`.

Ids are this sandbox's own. Russia is 0, as in the provider's old sample. In a country's `number` each `x` stands for
any digit; libphonenumber takes every such number for a valid mobile number of that country.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LISTS = Path(__file__).parent / "lists"


@dataclass(frozen=True, slots=True)
class Country:
    id: int
    title: str
    territory: str
    """ISO 3166 alpha-2."""
    number: str
    weight: int
    """1 to 5: how much is sold there."""


@dataclass(frozen=True, slots=True)
class Service:
    id: int
    title: str
    code: str
    weight: int
    """1 to 5: how well known it is."""


@cache
def countries() -> dict[int, Country]:
    return {
        int(row["id"]): Country(int(row["id"]), row["title"], row["territory"], row["number"], int(row["weight"]))
        for row in _rows("countries.csv")
    }


@cache
def services() -> dict[int, Service]:
    return {
        int(row["id"]): Service(int(row["id"]), row["title"], row["code"], int(row["weight"]))
        for row in _rows("services.csv")
    }


def _rows(name: str) -> list[dict[str, str]]:
    with (_LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
