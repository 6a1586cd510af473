"""What a person asked `/cs plans` for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.filter_words import HELP, SCOPES, HelpWanted, Scope, folded, mentioned_in, unwrapped
from domain.plans.ports import PlansOf
from domain.tasks.typed import ACCOUNT, account_in, straightened

_WHICH = {
    **dict.fromkeys(("behind", "late", "落后", "滞后", "落后的"), PlansOf.BEHIND),
    **dict.fromkeys(("due", "check-in", "checkin", "到期", "待回顾", "回顾"), PlansOf.DUE),
    **dict.fromkeys(("none", "without", "无", "没有", "无计划", "没有计划"), PlansOf.NONE),
}


@dataclass(frozen=True, slots=True)
class PlansWanted:
    """`person` is a Slack user id and stands before `scope`; without either, whose accounts depends on who asks.

    `account` is a name as typed, and stands before everything.
    """

    scope: Scope | None = None
    person: str | None = None
    which: PlansOf = PlansOf.EVERY
    account: str = ""


PlansQuestion: TypeAlias = HelpWanted | PlansWanted


def plans_question(text: str) -> PlansQuestion:
    """Known words in any order; what is none of them is the name of an account."""
    if folded(text) in HELP:
        return HelpWanted()
    line = straightened(text)
    if found := ACCOUNT.search(line):
        return PlansWanted(account=account_in(found))
    wanted, name = PlansWanted(), []
    for word in line.split():
        read = _with_word(wanted, word)
        wanted = read or wanted
        name += [] if read else [word]
    return replace(wanted, account=unwrapped(" ".join(name)))


def plans_question_text(wanted: PlansWanted) -> str:
    """The shortest text that asks for this list again: what a button carries."""
    scope = wanted.scope.value if wanted.scope else ""
    which = "" if wanted.which is PlansOf.EVERY else wanted.which.value
    words = [f"<@{wanted.person}>" if wanted.person else scope, which]
    return " ".join(word for word in words if word)


def _with_word(wanted: PlansWanted, word: str) -> PlansWanted | None:
    if person := mentioned_in(word):
        return replace(wanted, person=person)
    known = folded(word)
    if scope := SCOPES.get(known):
        return replace(wanted, scope=scope)
    return replace(wanted, which=_WHICH[known]) if known in _WHICH else None
