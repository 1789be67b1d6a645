"""The texts of all languages, read once for all tests of a process: nine files of Fluent take half a second."""

from typing import Final

from bot.texts import load_texts

TEXTS: Final = load_texts()
EN: Final = TEXTS["en"]
