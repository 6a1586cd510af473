"""That something was brought in: its number, where it went, what comes next."""

from __future__ import annotations

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Message, actions, context, message, one_line, section
from bot.blocks.request_talk import talk_buttons
from bot.blocks.request_words import called, similar_words
from bot.ids import Action
from bot.locale import Words, marked
from domain.feedback.answer import Submitted
from domain.feedback.request import RequestState


def receipt(done: Submitted, words: Words) -> Message:
    """With its number, where it went, and what comes next."""
    known, added, area = done.is_known, done.is_added, one_line(done.area.name)
    said = words.text(_KNOWN if known else _ADDED if added else _TAKEN, request=called(done.request), area=area)
    blocks = [section(f"{said}\n{_next(done, words)}")]
    if done.similar:
        blocks.append(context(similar_words(done.similar, words)))
    ways = talk_buttons(done.request, words, follows=done.follows, may_withdraw=done.may_withdraw)
    shown = [way for way in ways if way["action_id"] != Action.UNFOLLOW]
    return message([*blocks, actions(*shown) if shown else None])


def receipt_for_all(done: Submitted, words: Words, *, by: str) -> Message:
    """Where others read it, too: whose it is."""
    whose = context(words.text("brought by %(person)s", person=mentioned(by)))
    return message([*receipt(done, words).blocks, whose])


def _next(done: Submitted, words: Words) -> str:
    request, manager = done.request, mentioned(done.request.owner or done.area.manager)
    if request.state in _ANSWERS:
        return words.text(_ANSWERS[request.state])
    return words.text("Next: %(person)s decides on it.", person=manager)


_TAKEN = marked("✓ %(request)s went to *%(area)s*. You hear what becomes of it; `/cs requests mine` lists yours.")
_ADDED = marked("✓ Added to %(request)s, in *%(area)s*. You hear what becomes of it; `/cs requests mine` lists yours.")
_KNOWN = marked("This message is %(request)s already, in *%(area)s*. Nothing was added.")
_ANSWERS = {
    RequestState.PLANNED: marked("Next: it is planned already, and you hear when it is there."),
    RequestState.IN_PROGRESS: marked("Next: it is in progress already, and you hear when it is there."),
    RequestState.SHIPPED: marked(
        "It is there already: tell them, and say so on its card where it is not what they need."
    ),
    RequestState.DECLINED: marked(
        "It was declined before; its card says why. Your voice counts when it is looked at again."
    ),
}
