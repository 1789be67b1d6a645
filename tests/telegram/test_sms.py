"""A whole SMS in place of a code: its text is shown, and the button copies the code where it can't be mistaken."""

from dataclasses import replace

import pytest

from bot.domain.models import State
from bot.telegram.screens.activation import card, code_message
from bot.telegram.screens.screen import copy_button
from bot.telegram.screens.sms import cut, read_sms
from tests.telegram.reading import MAX_TEXT, read
from tests.telegram.samples import VIETNAM, activation
from tests.texts import EN


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


FOUND = {
    "Your Telegram code: 12345. Do not share it": "12345",
    "Telegram code 12345\n\nYou can also tap on this link to log in:\nhttps://t.me/login/12345": "12345",
    "G-123456 is your Google verification code.": "123456",
    "Your WhatsApp code: 123-456\nDon't share this code": "123-456",
    "Your code is 123 456, valid for 10 minutes": "123 456",
    "<#> Your ExampleApp code is: 123ABC78\nFA+9qCX9VSu 4821": "4821",
    "Mã xác nhận Zalo của bạn là 4821": "4821",
    "Код подтверждения: 482193. Никому его не сообщайте": "482193",
    "482193 is your code. Not you? See https://x.example/4444/5555": "482193",
    "Code 482193 and again 482193": "482193",
    "Use 123456 or call 80001.\n@example.com #123456": "123456",
    "[TikTok] 482193 is your verification code": "482193",
    "【微信】验证码482193，5分钟内有效": "482193",
    "인증번호[482193]를 입력하세요": "482193",
    "รหัส482193ใช้ได้5นาที": "482193",
    "Code:482193": "482193",
    "PIN:4821;valid:5min": "4821",
}
WHOLE = (
    "Code 1234, order 5678",
    "Your code is abcdef",
    "Call +84912345678 now",
    "You paid 1234.50 today",
    "Your balance is 12 and 345",
    "Password: hunter2222x of today",
    "https://x.example/a?c=123456",
    "验证码1234，订单5678",
)
ALONE = ("1243", "AB12CD", "123-456", "123 456", "G-123456", "  4821\n", "١٢٣٤", "x" * 400)


@pytest.mark.parametrize(("text", "code"), FOUND.items())
def test_a_code_that_cannot_be_mistaken_is_copied_and_the_text_is_shown(text: str, code: str) -> None:
    assert (read_sms(text).copied, read_sms(text).found) == (code, True)
    for screen in (card, code_message):
        shown = read(screen(EN, replace(activation(State.CODE), code=text), VIETNAM, "RUB"))
        assert " ".join(text.split()) in shown.text
        assert code in shown.copied()
    assert [one.copy_text.text for one in shown.buttons if one.copy_text][-1] == code
    assert code in shown.text.splitlines()[0], "what a locked phone shows"


@pytest.mark.parametrize("text", WHOLE)
def test_where_it_is_in_doubt_the_whole_text_is_copied(text: str) -> None:
    assert (read_sms(text).copied, read_sms(text).found) == (text, False)
    shown = read(code_message(EN, replace(activation(State.CODE), code=text), VIETNAM, "RUB"))
    assert [one.copy_text.text for one in shown.buttons if one.copy_text] == [text]
    assert text in shown.text


@pytest.mark.parametrize("code", ALONE)
def test_a_code_alone_stays_as_it_is(code: str) -> None:
    sms = read_sms(code)
    assert (sms.copied, sms.text, sms.found) == (code.strip(), "", True)


@pytest.mark.parametrize("sign", ["x", "😀", "é", "日"])
@pytest.mark.parametrize("form", ["{}", "Code 4821 {}", "Code {}"])
def test_a_long_one_fits_a_message_and_a_button(sign: str, form: str) -> None:
    long = form.format(sign * 2000)
    one = replace(activation(State.CODE), code=long, earlier=(sign * 300,) * 20)
    for screen in (card, code_message):
        shown = read(screen(EN, one, VIETNAM, "RUB"))
        assert units(shown.text) <= MAX_TEXT
        for button in shown.buttons:
            assert not button.copy_text or units(button.copy_text.text) <= 256


def test_a_cut_never_halves_a_sign() -> None:
    assert cut("😀" * 10, 20) == "😀" * 10
    assert cut("😀" * 10, 19) == "😀" * 9 + "…"
    assert cut("a" + "😀" * 9, 6) == "a😀😀…"
    copied = copy_button("x", "😀" * 200).copy_text
    assert copied is not None
    assert units(copied.text) <= 256
