"""The words of requests: states, importance, reasons, and the sum that weighs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.kit import one_line
from bot.locale import Words, language_for, marked, words_for
from domain.accounts import Money
from domain.feedback.answer import RequestLook
from domain.feedback.form import LONGEST_TITLE
from domain.feedback.likeness import Likeness
from domain.feedback.priority import Weight
from domain.feedback.request import Asker, DeclineReason, Importance, Request, RequestState
from domain.feedback.telling import TellingCount
from domain.tasks.form import LONGEST_TITLE as LONGEST_TASK

STATE_WORDS = {
    RequestState.NEW: marked("new"),
    RequestState.NEEDS_DETAIL: marked("needs detail"),
    RequestState.UNDER_REVIEW: marked("under review"),
    RequestState.PLANNED: marked("planned"),
    RequestState.IN_PROGRESS: marked("in progress"),
    RequestState.SHIPPED: marked("shipped"),
    RequestState.DECLINED: marked("declined"),
    RequestState.DUPLICATE: marked("merged"),
    RequestState.WITHDRAWN: marked("withdrawn"),
}
STATE_ICONS = {
    RequestState.NEW: "💡",
    RequestState.NEEDS_DETAIL: "💬",
    RequestState.UNDER_REVIEW: "👀",
    RequestState.PLANNED: "📅",
    RequestState.IN_PROGRESS: "⏳",
    RequestState.SHIPPED: "🎉",
    RequestState.DECLINED: "❌",
    RequestState.DUPLICATE: "📁",
    RequestState.WITHDRAWN: "⚪",
}
IMPORTANCE_WORDS = {
    Importance.NICE: marked("nice to have"),
    Importance.IMPORTANT: marked("important"),
    Importance.MUST: marked("must have"),
}
ASKER_WORDS = {
    Asker.ACCOUNT: marked("An account"),
    Asker.PROSPECT: marked("A prospect"),
    Asker.INTERNAL: marked("One of us"),
}
DECLINE_WORDS = {
    DeclineReason.OUT_OF_SCOPE: marked("It is not what the product is for"),
    DeclineReason.HAS_WORKAROUND: marked("There is a good way around it"),
    DeclineReason.TOO_FEW: marked("Too few ask for it"),
    DeclineReason.TOO_COSTLY: marked("It costs more than it is worth"),
    DeclineReason.EXISTS: marked("The product can do it already"),
    DeclineReason.OTHER: marked("Another reason"),
}
PART_WORDS = {
    Weight.ACCOUNTS: marked("accounts"),
    Weight.ARR: marked("ARR"),
    Weight.DUE_90: marked("due within 90 days"),
    Weight.DUE_180: marked("due within 180 days"),
    Weight.RED: marked("red ARR"),
    Weight.MUST: marked("must have"),
    Weight.BLOCKS: marked("blocks a renewal"),
    Weight.PROSPECTS: marked("prospects"),
    Weight.AGE: marked("age"),
}


def called(request: Request) -> str:
    """`#12 Export to Excel`."""
    return f"*#{request.id}* {one_line(request.title, LONGEST_TITLE)}"


def stands(request: Request, words: Words) -> str:
    """💡 new"""
    if request.state is RequestState.PLANNED and request.in_backlog:
        return f"📅 {words.text('in the backlog')}"
    return f"{STATE_ICONS[request.state]} {words.text(STATE_WORDS[request.state])}"


def similar_words(similar: Sequence[Likeness], words: Words) -> str:
    """Those that may ask for the same, the likest first, with how like they are."""
    named = [
        f"*#{each.request.id}* {one_line(each.request.title, LONGEST_TITLE)} ({words.percent(each.score)})"
        for each in similar
    ]
    return words.text("Asks for something similar: %(requests)s", requests=words.text("; ").join(named))


def telling_title(request: Request, account: str, language: str | None) -> str:
    """The task of whoever tells the account, in their language."""
    words = words_for(language_for(language, language))
    message = _TELL if request.state is RequestState.SHIPPED else _TELL_NO
    whom = account or words.text("whoever asked")
    return words.text(message, account=whom, number=request.id, request=request.title)[:LONGEST_TASK]


def told_words(count: TellingCount, words: Words) -> str:
    """How many of those who asked know what became of it."""
    told, of_all = words.number(count.told), words.number(count.all)
    return "🔔 " + words.text("told %(told)s of %(all)s", told=told, all=of_all)


def demand_words(look: RequestLook, words: Words) -> Iterable[str]:
    """Who asks, in a line; prospects apart."""
    demand = look.priority.demand
    yield words.plural("%(count)s account", "%(count)s accounts", demand.accounts)
    if demand.arr:
        yield words.text("%(arr)s ARR", arr=words.short_money(Money(demand.arr, look.currency)))
    if demand.apart:
        yield words.text("without a rate: %(currencies)s", currencies=", ".join(demand.apart))
    if demand.due_90:
        due = words.short_money(Money(demand.due_90, look.currency))
        yield words.text("%(arr)s renews within 90 days", arr=due)
    if demand.red:
        yield words.text("%(arr)s red", arr=words.short_money(Money(demand.red, look.currency)))
    if demand.blocks:
        yield words.plural("blocks %(count)s renewal", "blocks %(count)s renewals", demand.blocks)
    if demand.prospects:
        yield words.plural("%(count)s prospect", "%(count)s prospects", demand.prospects)
    if demand.largest is not None and demand.accounts > 1 and demand.largest >= _CONCENTRATED:
        yield words.text("%(share)s of this ARR is one account", share=words.percent(demand.largest))


def sum_words(look: RequestLook, words: Words) -> str:
    """The weight with its arithmetic: 18.5 = accounts 1 + ARR 2 + …; what is 0 is left out."""
    parts = [
        f"{words.text(PART_WORDS[weight])} {points_words(points, words)}"
        for weight, points in look.priority.parts.items()
        if points
    ]
    if not parts:
        return words.text("Weight: 0")
    total = points_words(look.priority.points, words)
    return words.text("Weight: *%(total)s* = %(parts)s", total=total, parts=" + ".join(parts))


def formula_words(look: RequestLook, words: Words) -> str:
    """Where the weights stand, for whoever would weigh otherwise; "" before a policy is published."""
    return words.text(_FORMULA, version=words.number(look.formula)) if look.formula else ""


def points_words(points: float, words: Words) -> str:
    return words.number(points, 0 if float(points).is_integer() else 1)


_CONCENTRATED = 0.5
_FORMULA = marked("Formula: `[priority]` of the policy, version %(version)s")
_TELL = marked("Tell %(account)s that #%(number)s is there: %(request)s")
_TELL_NO = marked("Tell %(account)s why #%(number)s will not come: %(request)s")
