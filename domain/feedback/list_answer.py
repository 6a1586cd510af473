"""What `/cs requests` answers: a page of a list, one request with its life, a table of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from domain.accounts import Money
from domain.feedback.answer import RequestLook
from domain.feedback.listing import AskedSums
from domain.feedback.question import RequestsWanted
from domain.feedback.request import Request
from domain.feedback.states import RequestStep
from domain.filter_words import NotUnderstood


@dataclass(frozen=True, slots=True)
class HelpOnRequests:
    """`areas` are the names that may be asked for."""

    areas: Sequence[str]


@dataclass(frozen=True, slots=True)
class ListedRequests:
    """A page. `arr` are the sums' amounts, the base currency first; `account` is the name of the one asked for."""

    wanted: RequestsWanted
    looks: Sequence[RequestLook]
    sums: AskedSums
    arr: Sequence[Money]
    offset: int
    account: str = ""

    @property
    def total(self) -> int:
        return self.sums.requests


@dataclass(frozen=True, slots=True)
class RequestDetail:
    """`look` names nobody whom the reader may not see: so many accounts are `unseen`, and count all the same.

    `named` is the one that was looked up, where that was merged into this one.
    """

    look: RequestLook
    steps: Sequence[RequestStep]
    unseen: int = 0
    named: Request | None = None
    follows: bool = False
    may_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class RequestsExport:
    """All of a list, in its order, with people's names by Slack id."""

    wanted: RequestsWanted
    details: Sequence[RequestDetail]
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RequestWordUnknown:
    """`areas` are the names that may be asked for."""

    found: NotUnderstood
    areas: Sequence[str]


RequestsAnswer: TypeAlias = ListedRequests | RequestDetail | HelpOnRequests | RequestWordUnknown
