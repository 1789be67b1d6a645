"""The folder with the operator's terms: what is read, and what is refused at the start, in one line."""

from pathlib import Path

import pytest

from bot.settings import SettingsError
from bot.terms import MAX_UNITS, read_terms
from bot.texts import LANGUAGES


def write(folder: Path, **terms: str | bytes) -> Path:
    for language, text in terms.items():
        (folder / f"{language}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_no_folder_means_no_terms() -> None:
    assert read_terms(None, "en") == {}


def test_each_language_has_its_own_text(tmp_path: Path) -> None:
    write(tmp_path, en="\ufeffBe kind.\n", ru="Будьте добры.\n\nВсегда.\n", vi="Hãy tử tế.", notes="not for anybody")
    own = {"en": "Be kind.", "ru": "Будьте добры.\n\nВсегда.", "vi": "Hãy tử tế."}
    assert read_terms(tmp_path, "en") == dict.fromkeys(LANGUAGES, "Be kind.") | own


def test_a_language_without_a_file_gets_the_default_ones(tmp_path: Path) -> None:
    write(tmp_path, ru="Будьте добры.")
    assert set(read_terms(tmp_path, "ru").values()) == {"Будьте добры."}


def test_as_much_as_a_message_takes_is_taken(tmp_path: Path) -> None:
    write(tmp_path, en="x" * MAX_UNITS)
    assert len(read_terms(tmp_path, "en")["en"]) == MAX_UNITS


@pytest.mark.parametrize(
    ("terms", "line"),
    [
        ({}, "there is no en.txt"),
        ({"ru": "Будьте добры."}, "there is no en.txt"),
        ({"en": " \n"}, "en.txt is empty"),
        ({"en": "x" * (MAX_UNITS + 1)}, f"en.txt has {MAX_UNITS + 1} characters"),
        ({"en": "🙂" * (MAX_UNITS // 2 + 1)}, f"en.txt has {MAX_UNITS + 2} characters"),
        ({"en": b"\xff\xfe\xfa"}, "en.txt can't be read"),
    ],
)
def test_what_could_not_be_shown_is_told_at_the_start(tmp_path: Path, terms: dict[str, str | bytes], line: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_terms(write(tmp_path, **terms), "en")
    assert str(caught.value).startswith("TERMS_DIR: ")
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no en\.txt"):
        read_terms(tmp_path / "elsewhere", "en")
