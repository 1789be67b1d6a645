"""The methods of the Bot API that are copied: name, parameters and what carries it out."""

from sandbox.telegram.core import Method
from sandbox.telegram.methods.messages import MESSAGES
from sandbox.telegram.methods.payments import PAYMENTS
from sandbox.telegram.methods.profile import PROFILE
from sandbox.telegram.methods.updates import QUERIES, UPDATES

METHODS: dict[str, Method] = {
    method.name.lower(): method for method in (*MESSAGES, *PAYMENTS, *QUERIES, *PROFILE, *UPDATES)
}  # names are taken in any case, as the real one does

__all__ = ["METHODS", "Method"]
