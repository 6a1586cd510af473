"""The letter that tells a customer what became of their request: in their language, with their own words."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import plain
from bot.locale import Words, language_for, marked, words_for
from domain.feedback.quoting import plainly
from domain.feedback.request import RequestState
from domain.feedback.telling import LONGEST_WORDS, TellingLook, Way

MOST_QUOTES, LONGEST_QUOTE, LONGEST_NOTE = 2, 400, 1500
LONGEST_CONTACT = 60

WAY_WORDS = {
    Way.EMAIL: marked("By e-mail"),
    Way.CALL: marked("In a call"),
    Way.CHAT: marked("In a chat"),
}


def draft_words(look: TellingLook) -> str:
    """As somebody left it, else a new one; nothing of ours is in it: no revenue, colour, reason code or colleague."""
    if look.telling.words:
        return plain(look.telling.words, LONGEST_WORDS)
    words = words_for(language_for(look.language, look.language))
    return plain("\n\n".join(_paragraphs(look, words)), LONGEST_WORDS)


def touch_summary(look: TellingLook, words: Words) -> str:
    """For the log of contacts: what it was about, without anybody's words."""
    message = _TOUCHED if look.request.state is RequestState.SHIPPED else _TOUCHED_NO
    return words.text(message, number=look.request.id)


def _paragraphs(look: TellingLook, words: Words) -> Iterable[str]:
    contact = look.contact if len(look.contact) <= LONGEST_CONTACT else ""
    yield words.text("Hello %(person)s,", person=" ".join(contact.split())) if contact else words.text("Hello,")
    quotes = look.quotes[:MOST_QUOTES]
    if quotes:
        yield words.text("You told us:")
        yield from (words.text("“%(quote)s”", quote=plain(quote, LONGEST_QUOTE)) for quote in quotes)
    else:
        yield words.text("You asked us for this: %(request)s.", request=plainly(look.request.title))
    is_there = look.request.state is RequestState.SHIPPED
    note = plain(look.note, LONGEST_NOTE)
    yield words.text(_IS_THERE if is_there else _WILL_NOT_COME)
    if note:
        yield note
    yield words.text(_ENDS if is_there else _ENDS_NO)


_IS_THERE = marked("It is there now.")
_WILL_NOT_COME = marked("We looked into it, and it will not come.")
_ENDS = marked("Please tell us whether it solves what you had in mind.")
_ENDS_NO = marked("We are glad to look with you for another way. Thank you for telling us what you need.")
_TOUCHED = marked("Told that #%(number)s is there")
_TOUCHED_NO = marked("Told why #%(number)s will not come")
