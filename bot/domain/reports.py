"""What a user reports of a number that is of no use to them, and what the operator answers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

REPORTS_A_DAY: Final = 3
"""Of one user, as in reports.lua: each takes the operator's time, and counts for what all are shown."""

MAX_WORDS: Final = 500
"""Characters of a report's words, or of an answer."""


class Wrong(StrEnum):
    """What is wrong with a number."""

    USED = "used"
    """The service says that somebody has used it already."""
    NO_CODE = "no_code"
    """The user has asked for it, and no code has come."""
    BAD_CODE = "bad_code"
    """The code has come, and the service does not take it."""


class Verdict(StrEnum):
    NONE = ""
    """The operator has not answered yet."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WORDS = "words"
    """Neither, but a sentence."""


@dataclass(frozen=True, slots=True)
class Report:
    wrong: Wrong
    at: float
    """Unix seconds."""
    words: str = ""
    """The user's own; they may come later than the report, or never."""
    verdict: Verdict = Verdict.NONE
    answer: str = ""
    """The operator's sentence, with `Verdict.WORDS`."""
