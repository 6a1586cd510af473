"""Who answered and who was asked, each person once: one statement each, however many accounts there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from domain.accounts import AccountStatus, Tier
from domain.surveys.ports import AskedPerson, Voice
from storage.books import in_a_book_of
from storage.tables import AccountRow, ContactRow, SurveyAnswerRow, SurveyAskRow, table_of

_ACCOUNT, _CONTACT = table_of(AccountRow), table_of(ContactRow)
_ANSWER, _ASK = table_of(SurveyAnswerRow), table_of(SurveyAskRow)
_WHOSE = [_ACCOUNT.c[name] for name in ("name", "owner", "tier", "segment")]


def latest_voices(
    connection: Connection, survey: str, owners: Sequence[str] | None, *, first: date, last: date, today: date
) -> Sequence[Voice]:
    """The newest first; who is no contact speaks for themselves with each answer."""
    answer = _ANSWER.c
    newest = func.row_number().over(
        partition_by=(answer.account, func.coalesce(answer.contact, -answer.id)),
        order_by=(answer.answered_on.desc(), answer.id.desc()),
    )
    columns = (answer.id, answer.account, *_WHOSE, answer.contact, answer.score, answer.answered_on, answer.words)
    ranked = (
        select(*columns, newest.label("nth"))
        .join(_ACCOUNT, _ACCOUNT.c.id == answer.account)
        .where(
            func.lower(answer.survey) == survey,
            answer.answered_on.between(first, last),
            *_of_books(owners, today),
        )
        .subquery()
    )
    statement = (
        select(*ranked.c, _CONTACT.c.name.label("person"))
        .join(_CONTACT, _CONTACT.c.id == ranked.c.contact, isouter=True)
        .where(ranked.c.nth == 1)
        .order_by(ranked.c.answered_on.desc(), ranked.c.id.desc())
    )
    return [_voice(*row) for row in connection.execute(statement)]


def asked_people(
    connection: Connection, survey: str, owners: Sequence[str] | None, *, first: date, last: date, today: date
) -> Sequence[AskedPerson]:
    """By the day on which they were asked last, the oldest first."""
    ask = _ASK.c
    newest = func.row_number().over(
        partition_by=(ask.account, func.coalesce(ask.contact, -ask.id)), order_by=(ask.asked_on.desc(), ask.id.desc())
    )
    ranked = (
        select(ask.id, ask.account, _ACCOUNT.c.name, ask.contact, ask.asked_on, newest.label("nth"))
        .join(_ACCOUNT, _ACCOUNT.c.id == ask.account)
        .where(func.lower(ask.survey) == survey, ask.asked_on.between(first, last), *_of_books(owners, today))
        .subquery()
    )
    statement = (
        select(ranked.c.account, ranked.c.name, ranked.c.contact, _CONTACT.c.name, ranked.c.asked_on)
        .join(_CONTACT, _CONTACT.c.id == ranked.c.contact, isouter=True)
        .where(ranked.c.nth == 1)
        .order_by(ranked.c.asked_on, ranked.c.id)
    )
    return [
        AskedPerson(account, name, contact, person or "", on)
        for account, name, contact, person, on in connection.execute(statement)
    ]


def _of_books(owners: Sequence[str] | None, today: date) -> list[ColumnElement[bool]]:
    there = [_ACCOUNT.c.status != AccountStatus.CHURNED]
    return there if owners is None else [*there, in_a_book_of(owners, today)]


def _voice(*row: Any) -> Voice:
    answer, account, name, owner, tier, segment, contact, score, on, said, _, person = row
    return Voice(answer, account, name, owner, _TIERS[tier], segment, contact, person or "", score, on, said or "")


_TIERS = {tier.value: tier for tier in Tier}
