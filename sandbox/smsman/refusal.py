"""What the provider says instead of doing it, in its own words where they are known.

`wrong_token`, `wait_sms`, `wrong_status` (for an unknown status), `no_numbers` and `balance` are known. The codes
`wrong_request`, `early_cancel_denied`, `no_channels`, `max_price`, `account_frozen` and `wrong_parameters` are guesses:
they are published nowhere.
"""

from typing import Any


class Refusal(Exception):
    def __init__(self, code: str, message: str, *, extra: dict[str, Any] | None = None, bare: bool = False) -> None:
        """`bare` leaves `success` out, as the provider does for some of them."""
        super().__init__(message)
        self.body = {**({} if bare else {"success": False}), "error_code": code, **(extra or {}), "error_msg": message}


def no_numbers() -> Refusal:
    return Refusal("no_numbers", "No numbers, try again...", extra={"error_id": 0}, bare=True)


def account_empty() -> Refusal:
    return Refusal("balance", "The price is more than the balance", bare=True)


def no_channels() -> Refusal:
    return Refusal("no_channels", "All channels of the account are busy")


def above_max_price() -> Refusal:
    return Refusal("max_price", "The price is above maxPrice")


def frozen() -> Refusal:
    return Refusal("account_frozen", "The account is frozen, its rating is too low")


def gone() -> Refusal:
    return Refusal("wrong_request", "Current request not exists")


def wrong_status(status: str) -> Refusal:
    return Refusal("wrong_status", f"Status {status} does not exists")


def not_in_this_state() -> Refusal:
    return Refusal("wrong_status", "Wrong status of the request")


def too_early() -> Refusal:
    return Refusal("early_cancel_denied", "The number can not be cancelled yet, try again later")


def wrong_parameter(name: str) -> Refusal:
    return Refusal("wrong_parameters", f"Parameter {name} is missing or wrong")
