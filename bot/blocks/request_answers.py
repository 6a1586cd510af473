"""What whoever pressed a button of a request reads."""

from __future__ import annotations

from bot.blocks.health_words import mentioned
from bot.blocks.kit import one_line
from bot.blocks.request_snooze import asleep_words
from bot.blocks.request_words import STATE_WORDS, called
from bot.locale import Words, marked
from domain.feedback.answer import RequestChanged
from domain.feedback.states import BY_ITSELF


def changed_words(changed: RequestChanged, words: Words) -> str:
    request = changed.look.request
    state = words.text(STATE_WORDS[request.state])
    if changed.was_first == BY_ITSELF:
        return words.text(_WOKE, request=called(request), state=state)
    if changed.was_first:
        who = mentioned(changed.was_first)
        return words.text(_FASTER, person=who, request=called(request), state=state)
    return words.text("✓ %(request)s is %(state)s now.", request=called(request), state=state)


def noted_words(changed: RequestChanged, words: Words) -> str:
    return words.text("✓ Noted below the card of %(request)s.", request=called(changed.look.request))


def merged_words(changed: RequestChanged, words: Words) -> str:
    request, into = changed.look.request, changed.look.into
    assert into is not None, "what was merged is in another"
    return words.text("✓ %(request)s is in %(into)s now.", request=called(request), into=called(into))


def moved_words(changed: RequestChanged, words: Words) -> str:
    place = {"area": one_line(changed.look.area.name), "channel": f"<#{changed.look.area.channel}>"}
    return words.text("✓ %(request)s is in *%(area)s* now: %(channel)s.", request=called(changed.look.request), **place)


def snoozed_words(changed: RequestChanged, words: Words) -> str:
    asleep = asleep_words(changed.look, words)
    return words.sentences(words.text("✓ %(request)s is snoozed.", request=called(changed.look.request)), asleep)


_FASTER = marked("%(person)s was faster with %(request)s: it is %(state)s now.")
_WOKE = marked("Meanwhile %(request)s woke up by itself: it is %(state)s now.")
