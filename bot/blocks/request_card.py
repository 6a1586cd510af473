"""The card of a request in the channel of its product area: what is asked, by whom, how much it weighs, who decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.blocks.health_words import BAND_ICONS, mentioned
from bot.blocks.kit import (
    Block,
    Message,
    actions,
    context,
    message,
    one_line,
    quotation,
    section,
)
from bot.blocks.request_buttons import request_buttons
from bot.blocks.request_snooze import asleep_words
from bot.blocks.request_talk import talk_blocks, talk_buttons
from bot.blocks.request_words import (
    DECLINE_WORDS,
    IMPORTANCE_WORDS,
    STATE_WORDS,
    called,
    demand_words,
    stands,
    sum_words,
)
from bot.ids import Action
from bot.locale import Words, marked
from domain.feedback.answer import RequestChanged, RequestLook, Submitted
from domain.feedback.form import LONGEST_TEXT, LONGEST_TITLE
from domain.feedback.likeness import Likeness
from domain.feedback.priority import VoiceNow
from domain.feedback.request import Asker, Request
from domain.feedback.states import BY_ITSELF, RequestAction

MOST_ASKING, MOST_QUOTES, MOST_MERGED = 8, 3, 10


def triage_card(look: RequestLook, words: Words, today: date) -> Message:
    request = look.request
    if look.into:
        return _merged_card(look, look.into, words)
    blocks: list[Block] = [section(called(request)), context(_stands(request, words))]
    if request.problem:
        blocks.append(section(one_line(request.problem, LONGEST_TEXT)))
    blocks += [quotation(voice.quote) for voice in look.voices[:MOST_QUOTES] if voice.quote]
    blocks.append(section("\n".join(_asking(look, words, today))))
    if look.similar:
        blocks.append(context(similar_words(look.similar, words)))
    blocks.append(context(f"{' · '.join(demand_words(look, words))}\n{sum_words(look, words)}"))
    if said := list(_decision(request, words)):
        blocks.append(section("\n".join(said)))
    blocks += talk_blocks(look, words)
    blocks += [context(each) for each in _besides(look, words)]
    return message([*blocks, actions(*request_buttons(look, words))])


def moved_card(look: RequestLook, words: Words) -> Message:
    """What is left of it in the channel of the area that it was in before."""
    place = {"area": one_line(look.area.name), "channel": f"<#{look.area.channel}>"}
    said = words.text("➡️ %(request)s went to *%(area)s*, %(channel)s.", request=called(look.request), **place)
    return message([context(said)])


def _merged_card(look: RequestLook, into: Request, words: Words) -> Message:
    said = words.text("📁 merged into %(request)s", request=called(into))
    return message([section(called(look.request)), context(said), actions(*request_buttons(look, words))])


def _besides(look: RequestLook, words: Words) -> Iterable[str]:
    if look.merged:
        named = words.text("; ").join(called(each) for each in look.merged[:MOST_MERGED])
        yield words.text("📁 Merged into it: %(requests)s", requests=named)
    if look.request.is_snoozed:
        yield words.text("🔔 *Snoozed.* %(until)s", until=asleep_words(look, words))


def receipt(done: Submitted, words: Words) -> Message:
    said = words.text(_KNOWN if done.is_known else _TAKEN, request=called(done.request), area=one_line(done.area.name))
    blocks = [section(said)]
    if done.similar:
        blocks.append(context(similar_words(done.similar, words)))
    ways = talk_buttons(done.request, words, follows=done.follows, may_withdraw=done.may_withdraw)
    shown = [way for way in ways if way["action_id"] != Action.UNFOLLOW]
    return message([*blocks, actions(*shown) if shown else None])


def similar_words(similar: Sequence[Likeness], words: Words) -> str:
    """Those that may ask for the same, the likest first, with how like they are."""
    named = [
        f"*#{each.request.id}* {one_line(each.request.title, LONGEST_TITLE)} ({words.percent(each.score)})"
        for each in similar
    ]
    return words.text("Asks for something similar: %(requests)s", requests=words.text("; ").join(named))


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


def news_message(look: RequestLook, what: RequestAction, words: Words, *, by: str, note: str, to: str = "") -> Message:
    """To whoever brought it in, or only follows it."""
    request = look.request
    is_theirs = not to or any(voice.by == to for voice in look.voices)
    known = _NEWS if is_theirs else _NEWS_TO_FOLLOWERS
    message_of = _TO_BACKLOG[is_theirs] if request.in_backlog and what is RequestAction.ACCEPT else known[what]
    said = words.text(message_of, request=called(request), person=mentioned(by))
    blocks = [section("\n".join([said, *_decision(request, words)]))]
    if note and what in _WITH_NOTE:
        blocks.append(quotation(note))
    return message(blocks)


def _stands(request: Request, words: Words) -> str:
    owner = mentioned(request.owner) if request.owner else words.text("nobody decides on it yet")
    brought = words.text("brought by %(person)s", person=mentioned(request.by))
    return f"{stands(request, words)} · {owner} · {brought}, {words.day(request.at.date())}"


def _asking(look: RequestLook, words: Words, today: date) -> Iterable[str]:
    for voice in look.asking[:MOST_ASKING]:
        yield "• " + " · ".join(_asks(voice, words, today))
    rest = len(look.asking) - MOST_ASKING
    if rest > 0:
        yield words.plural("and %(count)s more", "and %(count)s more", rest)


def _asks(voice: VoiceNow, words: Words, today: date) -> Iterable[str]:
    if voice.asker is Asker.INTERNAL:
        yield words.text("one of us")
    elif voice.asker is Asker.PROSPECT:
        yield words.text("prospect *%(name)s*", name=one_line(voice.name, 80))
    else:
        icon = f"{BAND_ICONS[voice.band]} " if voice.band else ""
        yield f"{icon}*{one_line(voice.name, 80)}*"
    if voice.arr:
        yield words.short_money(voice.arr)
    if voice.renews_on and voice.renews_on >= today:
        days = (voice.renews_on - today).days
        yield words.plural("renews in %(count)s day", "renews in %(count)s days", days)
    yield words.text(IMPORTANCE_WORDS[voice.importance])
    if voice.blocks_renewal:
        yield words.text("⛔ blocks the renewal")


def _decision(request: Request, words: Words) -> Iterable[str]:
    if request.reason:
        yield words.text("*Why not:* %(reason)s", reason=words.text(DECLINE_WORDS[request.reason]))
    if request.words and request.reason:
        yield one_line(request.words, LONGEST_TEXT)
    if request.target:
        said = _BACKLOG if request.in_backlog else _PLANNED
        yield words.text(said, target=one_line(request.target, 200))


_WITH_NOTE = frozenset({RequestAction.ASK, RequestAction.SHIP})
_FASTER = marked("%(person)s was faster with %(request)s: it is %(state)s now.")
_WOKE = marked("Meanwhile %(request)s woke up by itself: it is %(state)s now.")
_TAKEN = marked("✓ %(request)s went to *%(area)s*. You hear what becomes of it; `/cs requests mine` lists yours.")
_KNOWN = marked("This message is %(request)s already, in *%(area)s*. Nothing was added.")
_NEWS = {
    RequestAction.ACCEPT: marked("📅 %(person)s accepted what you brought in: %(request)s"),
    RequestAction.DECLINE: marked("❌ %(person)s declined what you brought in: %(request)s"),
    RequestAction.SHIP: marked("🎉 What you brought in is there: %(request)s"),
    RequestAction.ASK: marked("💬 %(person)s needs to know more about %(request)s:"),
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
_PLANNED = marked("*Planned for:* %(target)s")
_BACKLOG = marked("*In the backlog:* %(target)s")
