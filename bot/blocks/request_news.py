"""What became of a request, for whoever brought it in, follows it, or decides on it."""

from __future__ import annotations

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Message, actions, message, quotation, section
from bot.blocks.request_decision import decision_words
from bot.blocks.request_words import called
from bot.blocks.telling_forms import raise_button
from bot.locale import Words, marked
from domain.feedback.answer import RequestLook
from domain.feedback.request import RequestState
from domain.feedback.states import RAISES, RequestAction


def news_message(
    look: RequestLook, what: RequestAction, words: Words, *, by: str, note: str, to: str = "", in_thread: bool = False
) -> Message:
    """To whoever brought it in, only follows it, or decides; in a thread, where others read it too, they are called."""
    request = look.request
    is_theirs = not to or what in RAISES or any(voice.by == to for voice in look.voices)
    known = _NEWS if is_theirs else _NEWS_TO_FOLLOWERS
    message_of = _TO_BACKLOG[is_theirs] if request.in_backlog and what is RequestAction.ACCEPT else known[what]
    said = words.text(message_of, request=called(request), person=mentioned(by))
    called_on = f"{mentioned(to)} " if in_thread else ""
    blocks = [section("\n".join([called_on + said, *decision_words(request, words)]))]
    if note and what in _WITH_NOTE:
        blocks.append(quotation(note))
    if is_theirs and what in _RAISABLE and request.state is _RAISABLE[what]:
        blocks.append(actions(raise_button(request, words)))
    return message(blocks)


_WITH_NOTE = frozenset({RequestAction.ASK, RequestAction.SHIP, *RAISES})
_RAISABLE = {RequestAction.SHIP: RequestState.SHIPPED, RequestAction.DECLINE: RequestState.DECLINED}
_NEWS = {
    RequestAction.ACCEPT: marked("📅 %(person)s accepted what you brought in: %(request)s"),
    RequestAction.DECLINE: marked("❌ %(person)s declined what you brought in: %(request)s"),
    RequestAction.SHIP: marked("🎉 What you brought in is there: %(request)s"),
    RequestAction.ASK: marked("💬 %(person)s needs to know more about %(request)s:"),
    RequestAction.REOPEN: marked("⚠️ %(person)s says that %(request)s is not solved. It is open again:"),
    RequestAction.ASK_AGAIN: marked("💬 %(person)s asks again for %(request)s:"),
}
_NEWS_TO_FOLLOWERS = {
    RequestAction.ACCEPT: marked("📅 %(person)s accepted what you follow: %(request)s"),
    RequestAction.DECLINE: marked("❌ %(person)s declined what you follow: %(request)s"),
    RequestAction.SHIP: marked("🎉 What you follow is there: %(request)s"),
    RequestAction.ASK: marked("💬 %(person)s needs to know more about %(request)s:"),
}
_TO_BACKLOG = {
    True: marked("📅 %(person)s put what you brought in into the backlog: %(request)s"),
    False: marked("📅 %(person)s put what you follow into the backlog: %(request)s"),
}
