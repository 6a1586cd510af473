"""What a person asked `/cs people` for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.filter_words import HELP, SCOPES, HelpWanted, Scope, folded, mentioned_in, unwrapped
from domain.tasks.typed import ACCOUNT, account_in, straightened

_GAPS = frozenset({"gaps", "gap", "missing", "缺口", "缺少", "缺人"})


@dataclass(frozen=True, slots=True)
class GapsWanted:
    """`person` is a Slack user id and stands before `scope`; without either, whose accounts depends on who asks."""

    scope: Scope | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class PeopleWanted:
    """`account` is a name as typed; empty: the account that the channel belongs to."""

    account: str = ""


PeopleQuestion: TypeAlias = HelpWanted | GapsWanted | PeopleWanted


def people_question(text: str) -> PeopleQuestion:
    """An account may be called as it likes after `account:`."""
    if folded(text) in HELP:
        return HelpWanted()
    line = straightened(text)
    if found := ACCOUNT.search(line):
        return PeopleWanted(account_in(found))
    typed = line.split()
    if typed and folded(typed[0]) in _GAPS and (wanted := _gaps(typed[1:])):
        return wanted
    return PeopleWanted(unwrapped(line))


def gaps_text(wanted: GapsWanted) -> str:
    """The shortest text that asks for this list again: what a button carries."""
    scope = wanted.scope.value if wanted.scope else ""
    return f"gaps {f'<@{wanted.person}>' if wanted.person else scope}".strip()


def _gaps(typed: list[str]) -> GapsWanted | None:
    """None: what follows is the rest of a name."""
    wanted = GapsWanted()
    for word in typed:
        if person := mentioned_in(word):
            wanted = replace(wanted, person=person)
        elif scope := SCOPES.get(folded(word)):
            wanted = replace(wanted, scope=scope)
        else:
            return None
    return wanted
