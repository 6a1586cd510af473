"""What a person asked `/cs tasks` for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.filter_words import HELP, SCOPES, HelpWanted, NotUnderstood, Scope, folded, mentioned_in, nearest, wrapped
from domain.tasks.typed import ACCOUNT, account_in, straightened

_OVERDUE = frozenset({"overdue", "late", "逾期", "过期"})
_DONE = frozenset({"done", "finished", "完成", "已完成"})


@dataclass(frozen=True, slots=True)
class TasksWanted:
    """`person` is a Slack user id and stands before `scope`; `done`: finished ones too; `account`: a name as typed."""

    scope: Scope = Scope.MINE
    person: str | None = None
    overdue: bool = False
    done: bool = False
    account: str | None = None


TasksQuestion: TypeAlias = HelpWanted | TasksWanted | NotUnderstood


def tasks_question(text: str) -> TasksQuestion:
    """Words in any order; alone, one's own open tasks; those of an account are everybody's unless somebody is said."""
    if folded(text) in HELP:
        return HelpWanted()
    wanted, rest = _with_account(straightened(text))
    typed = rest.split()
    for place, word in enumerate(typed):
        read = _with_word(wanted, word)
        if read is None:
            near = nearest(word, (*SCOPES, *_OVERDUE, *_DONE))
            mended = _mended(wanted, [*typed[:place], near, *typed[place + 1 :]]) if near else ""
            return NotUnderstood(word, near, mended)
        wanted = read
    return wanted


def tasks_question_text(wanted: TasksWanted) -> str:
    """The shortest text that asks for this list again: what a button carries."""
    words = [
        f"<@{wanted.person}>" if wanted.person else wanted.scope.value,
        "overdue" if wanted.overdue else "",
        "done" if wanted.done else "",
        _account_text(wanted.account) if wanted.account else "",
    ]
    return " ".join(word for word in words if word)


def _mended(wanted: TasksWanted, words: list[str]) -> str:
    return " ".join([*words, *([_account_text(wanted.account)] if wanted.account else [])])


def _account_text(account: str) -> str:
    return f'account:"{wrapped(account)}"'


def _with_account(text: str) -> tuple[TasksWanted, str]:
    """An account, and what is left of the question."""
    found = ACCOUNT.search(text)
    if found is None:
        return TasksWanted(), text
    return TasksWanted(Scope.ALL, account=account_in(found)), ACCOUNT.sub(" ", text, count=1)


def _with_word(wanted: TasksWanted, word: str) -> TasksWanted | None:
    if person := mentioned_in(word):
        return replace(wanted, person=person)
    known = folded(word)
    if scope := SCOPES.get(known):
        return replace(wanted, scope=scope)
    if known in _OVERDUE:
        return replace(wanted, overdue=True)
    return replace(wanted, done=True) if known in _DONE else None
