"""The switch that stops purchases, for those who run the bot."""

from bot.telegram.callbacks import OpenOverview, TurnSwitch
from bot.telegram.screens.parts import moment
from bot.telegram.screens.screen import Screen, button, keyboard, menu_button
from bot.texts import Html, Texts


def switch(texts: Texts, paused: tuple[int, float] | None, *, is_open: bool) -> Screen:
    """`paused`: by which admin and since when. `is_open`: the setting, which no button overrules."""
    if paused:
        turn = button(texts.plain("button-go"), TurnSwitch(on=True), "success")
    else:
        turn = button(texts.plain("button-stop"), TurnSwitch(on=False), "danger")
    overview = button(texts.plain("button-overview"), OpenOverview())
    return Screen(switch_lines(texts, paused, is_open=is_open), keyboard([turn], [overview, menu_button(texts)]))


def switch_lines(texts: Texts, paused: tuple[int, float] | None, *, is_open: bool) -> Html:
    if paused:
        by, since = paused
        lines = [texts("switch-off", admin=str(by), when=moment(texts, since))]
    else:
        lines = [texts("switch-on") if is_open else texts("switch-free")]
    if not is_open:
        lines.append(texts("switch-setting"))
    return Html("\n\n".join(lines))
