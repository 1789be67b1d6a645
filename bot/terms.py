"""The operator's own terms, as they wrote them: one file of plain text a language."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.settings import SettingsError
from bot.texts import LANGUAGES

MAX_UNITS: Final = 3800
"""UTF-16 units, as Telegram counts: a message may have 4,096, and a line of ours stands above them."""


def read_terms(folder: Path | None, default_language: str) -> Mapping[str, str]:
    """The text for each language, the default one's where a language has no file; nothing without a folder.

    Raises `SettingsError`.
    """
    if folder is None:
        return {}
    found = {language: text for language in LANGUAGES if (text := _read(folder / f"{language}.txt")) is not None}
    if default_language not in found:
        raise SettingsError(f"TERMS_DIR: there is no {default_language}.txt, which is for the default language")
    return {language: found.get(language, found[default_language]) for language in LANGUAGES}


def _read(file: Path) -> str | None:
    try:
        text = file.read_text("utf-8-sig").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"TERMS_DIR: {file.name} can't be read: {type(error).__name__}") from None
    length = len(text.encode("utf-16-le")) // 2
    if not text:
        raise SettingsError(f"TERMS_DIR: {file.name} is empty")
    if length > MAX_UNITS:
        raise SettingsError(f"TERMS_DIR: {file.name} has {length} characters, and a message takes {MAX_UNITS} of them")
    return text
