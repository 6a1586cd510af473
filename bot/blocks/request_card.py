"""The card of a request in the channel of its product area: what is asked, by whom, how much it weighs, who decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import BAND_ICONS, mentioned
from bot.blocks.kit import (
    Block,
    Message,
    actions,
    context,
    message,
    one_line,
    plain,
    quotation,
    section,
)
from bot.blocks.message_link import message_link
from bot.blocks.request_buttons import request_buttons
from bot.blocks.request_decision import decision_words
from bot.blocks.request_snooze import asleep_words
from bot.blocks.request_talk import talk_blocks
from bot.blocks.request_words import (
    IMPORTANCE_WORDS,
    called,
    demand_words,
    formula_words,
    similar_words,
    stands,
    sum_words,
    told_words,
)
from bot.blocks.tracker_card import tracker_blocks
from bot.locale import Words, marked
from domain.feedback.answer import RequestLook
from domain.feedback.form import LONGEST_TEXT
from domain.feedback.priority import VoiceNow
from domain.feedback.request import Asker, Request, Voice
from domain.feedback.states import RequestAction

MOST_ASKING, MOST_QUOTES, MOST_MERGED = 8, 3, 10
LONGEST_QUOTE = 700


def triage_card(look: RequestLook, words: Words, today: date) -> Message:
    request = look.request
    if look.into:
        return _merged_card(look, look.into, words)
    blocks: list[Block] = [section(called(request)), context(_stands(request, words))]
    if request.problem:
        blocks.append(section(one_line(request.problem, LONGEST_TEXT)))
    for voice in look.voices[:MOST_QUOTES]:
        blocks += _quoted(voice, words)
    if look.asking:
        blocks.append(section("\n".join(_asking(look, words, today))))
    if look.similar:
        blocks.append(context(similar_words(look.similar, words)))
    weighed = (" · ".join(demand_words(look, words)), sum_words(look, words), formula_words(look, words))
    blocks.append(context("\n".join(filter(None, weighed))))
    if said := list(decision_words(request, words)):
        blocks.append(section("\n".join(said)))
    blocks += _afterwards(look, words)
    blocks += talk_blocks(look, words)
    blocks += [context(each) for each in _besides(look, words)]
    blocks += tracker_blocks(look, words)
    return message([*blocks, actions(*request_buttons(look, words))])


def _quoted(voice: Voice, words: Words) -> list[Block]:
    """A long quote is cut only where a link leads to the whole."""
    if not voice.quote:
        return []
    link = message_link(voice.source.permalink, words) if voice.source else ""
    if not link:
        return [quotation(voice.quote)]
    return [quotation(plain(voice.quote, LONGEST_QUOTE)), context(link)]


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


def _afterwards(look: RequestLook, words: Words) -> Iterable[Block]:
    """How many of those who asked know of it, and what somebody said since."""
    if look.telling:
        yield context(told_words(look.telling, words))
    if look.raised:
        yield section(words.text(_RAISED[look.raised.what], person=mentioned(look.raised.by)))
        yield quotation(look.raised.note)


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


_RAISED = {
    RequestAction.REOPEN: marked("⚠️ %(person)s says that it is not solved:"),
    RequestAction.ASK_AGAIN: marked("💬 %(person)s asks again:"),
}
