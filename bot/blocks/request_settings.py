"""Where somebody wants to hear what becomes of what they brought in."""

from __future__ import annotations

from bot.blocks.kit import Block, input_block, option, radio_buttons
from bot.locale import Words, marked
from domain.preferences import Preferences, RequestNews
from domain.settings_form import SettingsField

_WHERE = {
    RequestNews.DIRECT: marked("By direct message"),
    RequestNews.THREAD: marked("In the thread"),
    RequestNews.NOWHERE: marked("Not at all"),
}


def request_news_field(wishes: Preferences, words: Words) -> Block:
    places = {each: option(words.text(said), each) for each, said in _WHERE.items()}
    buttons = radio_buttons(SettingsField.REQUEST_NEWS, list(places.values()), initial=places[wishes.request_news])
    hint = words.text("In the thread of the message that you sent to product, where no guest reads along.")
    return input_block(SettingsField.REQUEST_NEWS, words.text("News of my requests"), buttons, hint=hint)
