"""Each error belongs to exactly one family and says what it means; what belongs to none stays inside its part."""

import importlib
import inspect
from collections.abc import Iterable, Iterator

import pytest

from bot.domain import errors
from bot.domain.errors import BotError, ProviderError, ShopError
from tests.house.sources import imports, modules, part


def families(error: type[BaseException]) -> list[type[BaseException]]:
    """The direct children of `BotError` among an error's ancestors and itself."""
    return [parent for parent in error.__mro__ if BotError in parent.__bases__]


def defined_errors(names: Iterable[str]) -> Iterator[type[BaseException]]:
    """The exception classes that these modules define themselves."""
    for name in names:
        module = importlib.import_module(name)
        for _, thing in inspect.getmembers(module, inspect.isclass):
            if issubclass(thing, BaseException) and thing.__module__ == name:
                yield thing


def in_no_single_family(found: Iterable[type[BaseException]]) -> Iterator[str]:
    for error in found:
        if issubclass(error, BotError) and error is not BotError and len(families(error)) != 1:
            yield error.__name__


def without_meaning(found: Iterable[type[BaseException]]) -> list[str]:
    return [error.__name__ for error in found if not (vars(error).get("__doc__") or "").strip()]


@pytest.fixture(scope="module")
def everything() -> list[type[BaseException]]:
    """The error classes of the whole bot; `__main__` runs when imported, and defines none."""
    return list(defined_errors(name for name in modules("bot") if name != "bot.__main__"))


def test_there_is_a_family_for_each_boundary(everything: list[type[BaseException]]) -> None:
    found = {family.__name__ for error in everything for family in families(error)}
    assert found == {"ProviderError", "ShopError", "DeliveryError", "StorageError", "SettingsError"}


def test_each_error_belongs_to_exactly_one_family(everything: list[type[BaseException]]) -> None:
    assert list(in_no_single_family(everything)) == []


def test_every_error_of_the_domain_is_one_of_ours() -> None:
    assert [error for error in defined_errors([errors.__name__]) if not issubclass(error, BotError)] == []


def test_each_error_says_what_it_means(everything: list[type[BaseException]]) -> None:
    assert without_meaning(everything) == []


def test_an_error_of_no_family_stays_inside_its_part(everything: list[type[BaseException]]) -> None:
    private = {f"{error.__module__}.{error.__name__}" for error in everything if not issubclass(error, BotError)}
    abroad = [
        f"{module} imports {name}"
        for module, tree in modules("bot").items()
        for name in imports(tree)
        if name in private and part(name) != part(module)
    ]
    assert abroad == []


def test_the_check_sees_an_error_of_two_families() -> None:
    class Both(ProviderError, ShopError):
        """Of two families."""

    assert list(in_no_single_family([Both, ProviderError])) == ["Both"]


def test_the_check_sees_an_error_without_meaning() -> None:
    class Silent(ProviderError):
        pass

    assert without_meaning([Silent, ProviderError]) == ["Silent"]


@pytest.mark.parametrize("error", [ProviderError, errors.OutOfStock])
def test_a_family_is_found_from_its_leaves_and_itself(error: type[BaseException]) -> None:
    assert families(error) == [ProviderError]
