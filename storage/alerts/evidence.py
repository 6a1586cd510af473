"""What the rules look at, part by part: each statement for all the accounts at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from domain.alerts.conditions import LATELY
from domain.alerts.evidence import AlertEvidence, Answer, ExpiredJudgement, Leaver, OpenTicket, UnpaidInvoice
from domain.health.model import Band, Measure
from domain.health.packing import packed_number
from domain.health.snapshots import SnapshotLine
from storage.digests.book import LIVE_ACCOUNTS, WATCHED_ROLES, digest_account_from
from storage.tables import (
    AccountRow,
    ContactRow,
    InvoiceRow,
    JudgementRow,
    SnapshotRow,
    SurveyAnswerRow,
    TicketRow,
    table_of,
)

Value = TypeVar("Value")

RECOMMENDS = "nps"
"""The survey whose answers make detractors."""
_COLOUR_DAYS = timedelta(days=8)
_ACCOUNT, _SNAPSHOT, _TICKET = table_of(AccountRow), table_of(SnapshotRow), table_of(TicketRow)
_ANSWER, _CONTACT, _INVOICE = table_of(SurveyAnswerRow), table_of(ContactRow), table_of(InvoiceRow)
_JUDGEMENT = table_of(JudgementRow)


def evidence_of(connection: Connection, accounts: Sequence[int], today: date) -> Sequence[AlertEvidence]:
    parts = [part(connection, accounts, today) for part in _PARTS.values()]
    live = connection.execute(LIVE_ACCOUNTS.where(_ACCOUNT.c.id.in_(accounts)))
    return [_evidence(digest_account_from(row, today), parts) for row in live]


def _evidence(account: Any, parts: Iterable[Mapping[int, Any]]) -> AlertEvidence:
    found = {name: part[account.account] for name, part in zip(_PARTS, parts, strict=True) if account.account in part}
    lines, usage_change = found.pop("scores", ((), None))
    return AlertEvidence(account, lines, usage_change, **found)


def _scores(
    connection: Connection, accounts: Sequence[int], today: date
) -> dict[int, tuple[Sequence[SnapshotLine], float | None]]:
    """The last score of each of the last days, and what the newest says of the use."""
    columns = ("account", "day", "raw", "shown", "band", "policy_version", "evidence")
    wanted = (
        select(*(_SNAPSHOT.c[name] for name in columns))
        .where(_SNAPSHOT.c.account.in_(accounts), _SNAPSHOT.c.day > today - _COLOUR_DAYS)
        .order_by(_SNAPSHOT.c.account, _SNAPSHOT.c.day, _SNAPSHOT.c.revision)
    )
    lines: dict[int, dict[date, SnapshotLine]] = defaultdict(dict)
    packed: dict[int, bytes] = {}
    for account, day, raw, shown, band, policy_version, evidence in connection.execute(wanted):
        lines[account][day] = SnapshotLine(day, raw, shown, Band(band), policy_version)
        packed[account] = evidence
    return {
        account: (tuple(days.values()), packed_number(packed[account], Measure.USAGE_TREND))
        for account, days in lines.items()
    }


def _tickets(connection: Connection, accounts: Sequence[int], _: date) -> dict[int, OpenTicket]:
    wanted = (
        select(_TICKET.c.account, _TICKET.c.number, _TICKET.c.opened_at)
        .where(
            _TICKET.c.account.in_(accounts),
            _TICKET.c.closed_at.is_(None),
            func.lower(_TICKET.c.priority) == "critical",
        )
        .order_by(_TICKET.c.account, _TICKET.c.opened_at, _TICKET.c.id)
    )
    found = _grouped(connection.execute(wanted))
    return {
        account: OpenTicket(rows[0][1], rows[0][2].astimezone(UTC).date(), len(rows)) for account, rows in found.items()
    }


def _answers(connection: Connection, accounts: Sequence[int], today: date) -> dict[int, Answer]:
    columns = ("external_id", "score", "answered_on", "words")
    wanted = (
        select(_ANSWER.c.account, *(_ANSWER.c[name] for name in columns), _CONTACT.c.name)
        .join(_CONTACT, _CONTACT.c.id == _ANSWER.c.contact, isouter=True)
        .where(
            _ANSWER.c.account.in_(accounts),
            func.lower(_ANSWER.c.survey) == RECOMMENDS,
            _ANSWER.c.answered_on >= today - LATELY,
            _ANSWER.c.answered_on <= today,
        )
        .order_by(_ANSWER.c.account, _ANSWER.c.answered_on, _ANSWER.c.id)
    )
    return _last(
        connection.execute(wanted),
        lambda key, score, on, words, person: Answer(key, int(score), on, words or "", person or ""),
    )


def _leavers(connection: Connection, accounts: Sequence[int], today: date) -> dict[int, Leaver]:
    wanted = (
        select(_CONTACT.c.account, _CONTACT.c.external_id, _CONTACT.c.name, _CONTACT.c.left_on)
        .where(
            _CONTACT.c.account.in_(accounts),
            _CONTACT.c.role.in_(WATCHED_ROLES),
            _CONTACT.c.left_on > today - LATELY,
            _CONTACT.c.left_on <= today,
        )
        .order_by(_CONTACT.c.account, _CONTACT.c.left_on, _CONTACT.c.id)
    )
    return _last(connection.execute(wanted), Leaver)


def _invoices(connection: Connection, accounts: Sequence[int], today: date) -> dict[int, UnpaidInvoice]:
    wanted = (
        select(_INVOICE.c.account, _INVOICE.c.number, _INVOICE.c.due_on)
        .where(_INVOICE.c.account.in_(accounts), _INVOICE.c.paid_on.is_(None), _INVOICE.c.due_on < today)
        .order_by(_INVOICE.c.account, _INVOICE.c.due_on.desc(), _INVOICE.c.id.desc())
    )
    return _last(connection.execute(wanted), UnpaidInvoice)


def _judgements(connection: Connection, accounts: Sequence[int], today: date) -> dict[int, ExpiredJudgement]:
    """The last word, where it counts no more."""
    wanted = (
        select(_JUDGEMENT.c.account, _JUDGEMENT.c.author, _JUDGEMENT.c.expires_on)
        .where(_JUDGEMENT.c.account.in_(accounts))
        .order_by(_JUDGEMENT.c.account, _JUDGEMENT.c.given_at, _JUDGEMENT.c.id)
    )
    last = _last(connection.execute(wanted), ExpiredJudgement)
    return {account: judgement for account, judgement in last.items() if judgement.expired_on <= today}


def _grouped(rows: Iterable[Sequence[Any]]) -> Mapping[int, list[Sequence[Any]]]:
    found: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def _last(rows: Iterable[Sequence[Any]], made: Callable[..., Value]) -> dict[int, Value]:
    return {account: made(*rest) for account, *rest in rows}


_PARTS: Mapping[str, Callable[[Connection, Sequence[int], date], Mapping[int, Any]]] = {
    "scores": _scores,
    "ticket": _tickets,
    "answer": _answers,
    "leaver": _leavers,
    "invoice": _invoices,
    "judgement": _judgements,
}
