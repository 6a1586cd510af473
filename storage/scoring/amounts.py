"""What the running contracts of an account are worth a year, and what its CSM says: texts of the read model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from functools import cache
from itertools import starmap
from typing import Any, TypeAlias

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, case, cast, func, or_, select
from sqlalchemy import Date as DateType

from domain.accounts import Pulse
from domain.health.model import Override
from domain.health.standing import Judgement
from storage.columns import UtcDateTime
from storage.scoring.reading import Source
from storage.standing_values import amount_text, in_hundredths
from storage.tables import ContractLineRow, ContractRow, JudgementRow, table_of

_CONTRACT, _LINE, _JUDGEMENT = table_of(ContractRow), table_of(ContractLineRow), table_of(JudgementRow)
_Amounts: TypeAlias = tuple[tuple[int, str], ...]
_today = bindparam("today_on", type_=DateType)


def arr_columns(source: Source, accounts: Sequence[int]) -> dict[str, Sequence[Any]]:
    """The ARR of each account, one amount a currency, and the largest of them."""
    known: dict[int, _Amounts] = {}
    for account, currency, minor in source.raw(_amounts()):
        known[account] = (*known.get(account, ()), (minor, currency))
    amounts = [known.get(account, ()) for account in accounts]
    main = [max(each, key=_size) if len(each) > 1 else each[0] if each else None for each in amounts]
    return {
        "arr": [f"[{', '.join(list(starmap(amount_text, each)))}]" for each in amounts],
        "main_arr_minor": [each and each[0] for each in main],
        "main_arr_currency": [each and each[1] for each in main],
        "main_arr_order": [-_size(each) if each else 0 for each in main],
    }


def counting_judgements(source: Source) -> Mapping[int, Judgement]:
    rows = source.connection.execute(source.limited(_judgements()), source.parameters())
    return {account: Judgement(Pulse(pulse), *said) for account, pulse, *said in rows}


def override_of(judgement: Judgement, zone: tzinfo) -> Override:
    assert judgement.score is not None, "a judgement without a score overrides nothing"
    return Override(
        score=judgement.score,
        reason=judgement.note,
        author=judgement.author,
        given_on=judgement.given_at.astimezone(zone).date(),
        ends_on=judgement.expires_on,
    )


@cache
def _amounts() -> Select[Any]:
    """Of the lines that run today in contracts that do; of the contract that ended last where none runs any more."""
    contract, line, other = _CONTRACT.c, _LINE.c, _CONTRACT.alias().c
    is_later = and_(other.account == contract.account, or_(other.end_on.is_(None), other.end_on > contract.end_on))
    is_followed = select(other.id).where(is_later, _begun(other.start_on)).exists()
    counts = and_(
        _begun(contract.start_on),
        or_(contract.end_on.is_(None), contract.end_on > _today, ~is_followed),
        or_(line.start_on.is_(None), line.start_on <= _today),
        or_(line.end_on.is_(None), line.end_on > _today, line.end_on >= contract.end_on),
        line.arr_minor.is_not(None),
        line.arr_currency.is_not(None),
    )
    return (
        select(
            line.account,
            line.arr_currency,
            cast(func.sum(case((line.arr_minor < 0, 0), else_=line.arr_minor)), BigInteger),
        )
        .join_from(_LINE, _CONTRACT, contract.id == line.contract)
        .where(counts)
        .group_by(line.account, line.arr_currency)
        .order_by(line.account, line.arr_currency)
    )


def _size(amount: tuple[int, str]) -> int:
    return in_hundredths(*amount)


def _begun(start_on: Any) -> ColumnElement[bool]:
    return or_(start_on.is_(None), start_on <= _today)


@cache
def _judgements() -> Select[Any]:
    judgement = _JUDGEMENT.c
    newest = func.row_number().over(
        partition_by=judgement.account, order_by=(judgement.given_at.desc(), judgement.id.desc())
    )
    said = [judgement[name] for name in ("account", "pulse", "note", "author", "given_at", "expires_on", "score")]
    counting = and_(judgement.expires_on > _today, judgement.given_at <= bindparam("now", type_=UtcDateTime))
    ranked = select(*said, newest.label("nth")).where(counting).subquery().c
    return select(*(ranked[column.name] for column in said)).where(ranked.nth == 1)
