"""The shop of tests/shop, around whose provider the guard is."""

from tests.shop.conftest import limits, messages, shop

__all__ = ["limits", "messages", "shop"]
