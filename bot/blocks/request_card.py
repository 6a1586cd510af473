"""The card of a request in the channel of its product area: what is asked, by whom, how much it weighs, who decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.blocks.health_words import BAND_ICONS, mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    message,
    one_line,
    option,
    overflow,
    quotation,
    section,
)
from bot.blocks.request_words import (
    DECLINE_WORDS,
    IMPORTANCE_WORDS,
    STATE_ICONS,
    STATE_WORDS,
    called,
    demand_words,
    formula_words,
    sum_words,
)
from bot.ids import Action
from bot.locale import Words, marked
from domain.feedback.answer import RequestChanged, RequestLook, Submitted
from domain.feedback.form import LONGEST_TEXT, LONGEST_TITLE
from domain.feedback.likeness import Likeness
from domain.feedback.priority import VoiceNow
from domain.feedback.request import Asker, Request
from domain.feedback.states import RequestAction, may_follow

MOST_ASKING, MOST_QUOTES = 8, 3


def triage_card(look: RequestLook, words: Words, today: date) -> Message:
    request = look.request
    blocks: list[Block] = [section(called(request)), context(_stands(request, words))]
    if request.problem:
        blocks.append(section(one_line(request.problem, LONGEST_TEXT)))
    blocks += [quotation(voice.quote) for voice in look.voices[:MOST_QUOTES] if voice.quote]
    if look.asking:
        blocks.append(section("\n".join(_asking(look, words, today))))
    if look.similar:
        blocks.append(context(similar_words(look.similar, words)))
    weighed = (" · ".join(demand_words(look, words)), sum_words(look, words), formula_words(look, words))
    blocks.append(context("\n".join(filter(None, weighed))))
    if said := list(_decision(request, words)):
        blocks.append(section("\n".join(said)))
    if buttons := list(_buttons(request, words)):
        blocks.append(actions(*buttons))
    return message(blocks)


def receipt(done: Submitted, words: Words) -> Message:
    said = words.text(_KNOWN if done.is_known else _TAKEN, request=called(done.request), area=one_line(done.area.name))
    blocks = [section(said)]
    if done.similar:
        blocks.append(context(similar_words(done.similar, words)))
    return message(blocks)


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
    if changed.was_first:
        who = mentioned(changed.was_first)
        return words.text(_FASTER, person=who, request=called(request), state=state)
    return words.text("✓ %(request)s is %(state)s now.", request=called(request), state=state)


def news_message(look: RequestLook, what: RequestAction, words: Words, *, by: str, note: str) -> Message:
    """To whoever brought it in."""
    request = look.request
    said = words.text(_NEWS[what], request=called(request), person=mentioned(by))
    blocks = [section("\n".join([said, *_decision(request, words)]))]
    if note and what in _WITH_NOTE:
        blocks.append(quotation(note))
    return message(blocks)


def _stands(request: Request, words: Words) -> str:
    state = f"{STATE_ICONS[request.state]} {words.text(STATE_WORDS[request.state])}"
    owner = mentioned(request.owner) if request.owner else words.text("nobody decides on it yet")
    brought = words.text("brought by %(person)s", person=mentioned(request.by))
    return f"{state} · {owner} · {brought}, {words.day(request.at.date())}"


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
        yield words.text("*Planned for:* %(target)s", target=one_line(request.target, 200))


def _buttons(request: Request, words: Words) -> Iterable[Element]:
    value = f"{request.id} {request.version}"
    for what, label in _PLAIN.items():
        if may_follow(request.state, what) and not (what is RequestAction.TAKE and request.owner):
            yield button(words.text(label), f"{Action.TRIAGE}:{what}", value=f"{value} {what}")
    rest = [
        option(words.text(label), f"{Action.TRIAGE}:{value} {what}")
        for what, label in _BEHIND_DOTS.items()
        if may_follow(request.state, what)
    ]
    if rest:
        yield overflow(f"{Action.ROW_MENU}:{request.id}", rest)


_PLAIN = {
    RequestAction.TAKE: marked("Take it"),
    RequestAction.ACCEPT: marked("Accept…"),
    RequestAction.DECLINE: marked("Decline…"),
    RequestAction.REOPEN: marked("Open again"),
}
_BEHIND_DOTS = {
    RequestAction.ASK: marked("Ask for detail…"),
    RequestAction.START: marked("In progress"),
    RequestAction.SHIP: marked("Shipped…"),
}
_WITH_NOTE = frozenset({RequestAction.ASK, RequestAction.SHIP})
_FASTER = marked("%(person)s was faster with %(request)s: it is %(state)s now.")
_TAKEN = marked("✓ %(request)s went to *%(area)s*. You hear what becomes of it; `/cs requests mine` lists yours.")
_KNOWN = marked("This message is %(request)s already, in *%(area)s*. Nothing was added.")
_NEWS = {
    RequestAction.ACCEPT: marked("📅 %(person)s accepted what you brought in: %(request)s"),
    RequestAction.DECLINE: marked("❌ %(person)s declined what you brought in: %(request)s"),
    RequestAction.SHIP: marked("🎉 What you brought in is there: %(request)s"),
    RequestAction.ASK: marked("💬 %(person)s needs to know more about %(request)s:"),
}
