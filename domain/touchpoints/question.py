"""What a person asked `/cs touches` for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.filter_words import HELP, SCOPES, HelpWanted, Scope, folded, mentioned_in, unwrapped
from domain.tasks.typed import ACCOUNT, account_in, straightened

_OVERDUE = frozenset({"overdue", "late", "silent", "逾期", "过期", "超期", "沉默"})


@dataclass(frozen=True, slots=True)
class TouchesWanted:
    """`person` is a Slack user id and stands before `scope`; without either, whose accounts depends on who asks.

    `account` is a name as typed, and stands before everything.
    """

    scope: Scope | None = None
    person: str | None = None
    overdue: bool = False
    account: str = ""


TouchesQuestion: TypeAlias = HelpWanted | TouchesWanted


def touches_question(text: str) -> TouchesQuestion:
    """Known words in any order; what is none of them is the name of an account."""
    if folded(text) in HELP:
        return HelpWanted()
    line = straightened(text)
    if found := ACCOUNT.search(line):
        return TouchesWanted(account=account_in(found))
    wanted, name = TouchesWanted(), []
    for word in line.split():
        read = _with_word(wanted, word)
        wanted = read or wanted
        name += [] if read else [word]
    return replace(wanted, account=unwrapped(" ".join(name)))


def touches_question_text(wanted: TouchesWanted) -> str:
    """The shortest text that asks for this list of accounts again: what a button carries."""
    scope = wanted.scope.value if wanted.scope else ""
    words = [f"<@{wanted.person}>" if wanted.person else scope, "overdue" if wanted.overdue else ""]
    return " ".join(word for word in words if word)


def _with_word(wanted: TouchesWanted, word: str) -> TouchesWanted | None:
    if person := mentioned_in(word):
        return replace(wanted, person=person)
    known = folded(word)
    if scope := SCOPES.get(known):
        return replace(wanted, scope=scope)
    return replace(wanted, overdue=True) if known in _OVERDUE else None
