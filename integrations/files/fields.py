"""What a column may fill: the canonical fields of each kind of record, and how their cells are read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.accounts import UsageMeasure
from domain.records import RecordKind
from integrations.files import words
from integrations.files.words import Vocabulary


class Reading(StrEnum):
    """How a cell becomes a value."""

    TEXT = "text"
    WORDS = "words"
    LIST = "list"
    DOMAINS = "domains"
    EMAIL = "email"
    PHONE = "phone"
    PERSON = "person"
    DATE = "date"
    INSTANT = "instant"
    MONEY = "money"
    CURRENCY = "currency"
    WHOLE = "whole"
    DAYS = "days"
    STARS = "stars"
    DECIMAL = "decimal"
    FLAG = "flag"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `group` is the record it goes to (None: the account's reference, or the row's currency)."""

    group: RecordKind | None
    name: str
    reading: Reading
    vocabulary: Vocabulary | None = None

    @property
    def path(self) -> str:
        return f"{self.group or 'row'}.{self.name}"


def field_named(typed: str, kind: RecordKind) -> Field | None:
    """`arr`, `contract.arr` or `Contract.ARR`: the field that was named for a sheet of `kind`; `ignore` is none."""
    wanted = typed.strip().casefold().replace(" ", "_")
    if wanted == IGNORED.name:
        return IGNORED
    offered = fields_of(kind)
    by_path = [field for field in offered if wanted in {field.path, field.name}]
    own = [field for field in by_path if field.group is kind or wanted == field.path]
    return next(iter(own or by_path), None)


def fields_of(kind: RecordKind) -> tuple[Field, ...]:
    """The fields that a sheet of this kind may hold; one row of accounts may carry a contract, a contact and an NPS."""
    if kind is RecordKind.ACCOUNT:
        return (*_OWN[kind], CURRENCY, *_OWN[RecordKind.CONTRACT], *_CONTACT_BESIDE, NPS)
    return (*REFERENCE, CURRENCY, *_OWN[kind])


def _field(group: RecordKind, name: str, reading: Reading, vocabulary: Vocabulary | None = None) -> Field:
    return Field(group, name, reading, vocabulary)


ACCOUNT_NAME = Field(None, "account_name", Reading.TEXT)
ACCOUNT_ID = Field(None, "account_id", Reading.TEXT)
ACCOUNT_DOMAIN = Field(None, "account_domain", Reading.DOMAINS)
IGNORED = Field(None, "ignore", Reading.TEXT)
"""A column that is not to be read, whatever its text says."""
CURRENCY = Field(None, "currency", Reading.CURRENCY)
REFERENCE = (ACCOUNT_NAME, ACCOUNT_ID, ACCOUNT_DOMAIN)
NPS = Field(RecordKind.SURVEY, "nps", Reading.DECIMAL)

_A, _C, _K = RecordKind.ACCOUNT, RecordKind.CONTACT, RecordKind.CONTRACT
_U, _T, _I = RecordKind.USAGE, RecordKind.TOUCHPOINT, RecordKind.TICKET
_S, _V = RecordKind.SURVEY, RecordKind.INVOICE
_O, _M = RecordKind.OUTCOME, RecordKind.MEASUREMENT
_OWN: dict[RecordKind, tuple[Field, ...]] = {
    _A: (
        _field(_A, "name", Reading.TEXT),
        _field(_A, "external_id", Reading.TEXT),
        _field(_A, "domains", Reading.DOMAINS),
        _field(_A, "aliases", Reading.LIST),
        _field(_A, "parent", Reading.TEXT),
        _field(_A, "tier", Reading.MEMBER, words.TIERS),
        _field(_A, "segment", Reading.TEXT),
        _field(_A, "industry", Reading.TEXT),
        _field(_A, "stars", Reading.STARS),
        _field(_A, "owner", Reading.PERSON),
        _field(_A, "cover", Reading.PERSON),
        _field(_A, "cover_starts_on", Reading.DATE),
        _field(_A, "cover_ends_on", Reading.DATE),
        _field(_A, "seller", Reading.PERSON),
        _field(_A, "tags", Reading.LIST),
        _field(_A, "status", Reading.MEMBER, words.STATUSES),
        _field(_A, "customer_since", Reading.DATE),
        _field(_A, "went_live_on", Reading.DATE),
        _field(_A, "first_value_on", Reading.DATE),
        _field(_A, "churned_on", Reading.DATE),
        _field(_A, "potential_arr", Reading.MONEY),
    ),
    _C: (
        _field(_C, "name", Reading.TEXT),
        _field(_C, "first_name", Reading.TEXT),
        _field(_C, "last_name", Reading.TEXT),
        _field(_C, "email", Reading.EMAIL),
        _field(_C, "phone", Reading.PHONE),
        _field(_C, "title", Reading.TEXT),
        _field(_C, "role", Reading.MEMBER, words.ROLES),
        _field(_C, "stance", Reading.MEMBER, words.STANCES),
        _field(_C, "influence", Reading.STARS),
        _field(_C, "left_on", Reading.DATE),
        _field(_C, "external_id", Reading.TEXT),
    ),
    _K: (
        _field(_K, "number", Reading.TEXT),
        _field(_K, "product", Reading.TEXT),
        _field(_K, "start_on", Reading.DATE),
        _field(_K, "end_on", Reading.DATE),
        _field(_K, "arr", Reading.MONEY),
        _field(_K, "seats", Reading.WHOLE),
        _field(_K, "auto_renew", Reading.FLAG),
        _field(_K, "notice_days", Reading.DAYS),
        _field(_K, "notice_received_on", Reading.DATE),
        _field(_K, "core_features", Reading.WHOLE),
        _field(_K, "renewal_step", Reading.MEMBER, words.RENEWAL_STEPS),
        _field(_K, "renewal_step_on", Reading.DATE),
        _field(_K, "signed_on", Reading.DATE),
    ),
    _U: (
        _field(_U, "day", Reading.DATE),
        _field(_U, "measure", Reading.MEMBER, words.USAGE_MEASURES),
        _field(_U, "value", Reading.WHOLE),
        *(_field(_U, measure.value, Reading.WHOLE) for measure in UsageMeasure),
    ),
    _T: (
        _field(_T, "external_id", Reading.TEXT),
        _field(_T, "kind", Reading.MEMBER, words.TOUCHPOINT_KINDS),
        _field(_T, "direction", Reading.MEMBER, words.DIRECTIONS),
        _field(_T, "at", Reading.INSTANT),
        _field(_T, "summary", Reading.WORDS),
        _field(_T, "author", Reading.PERSON),
        _field(_T, "contacts", Reading.LIST),
        _field(_T, "sentiment", Reading.MEMBER, words.SENTIMENTS),
        _field(_T, "automatic", Reading.FLAG),
    ),
    _I: (
        _field(_I, "number", Reading.TEXT),
        _field(_I, "subject", Reading.TEXT),
        _field(_I, "priority", Reading.MEMBER, words.PRIORITIES),
        _field(_I, "opened_at", Reading.INSTANT),
        _field(_I, "closed_at", Reading.INSTANT),
        _field(_I, "breached", Reading.FLAG),
        _field(_I, "escalated", Reading.FLAG),
    ),
    _S: (
        _field(_S, "survey", Reading.MEMBER, words.SURVEYS),
        _field(_S, "score", Reading.DECIMAL),
        _field(_S, "words", Reading.WORDS),
        _field(_S, "answered_on", Reading.DATE),
        _field(_S, "contact", Reading.TEXT),
    ),
    _V: (
        _field(_V, "number", Reading.TEXT),
        _field(_V, "issued_on", Reading.DATE),
        _field(_V, "due_on", Reading.DATE),
        _field(_V, "paid_on", Reading.DATE),
        _field(_V, "amount", Reading.MONEY),
    ),
    _O: (
        _field(_O, "title", Reading.TEXT),
        _field(_O, "agreed_on", Reading.DATE),
        _field(_O, "status", Reading.MEMBER, words.OUTCOME_STATUSES),
        _field(_O, "status_on", Reading.DATE),
        _field(_O, "measure", Reading.TEXT),
        _field(_O, "unit", Reading.TEXT),
        _field(_O, "baseline", Reading.DECIMAL),
        _field(_O, "target", Reading.DECIMAL),
        _field(_O, "due_on", Reading.DATE),
        _field(_O, "owner", Reading.PERSON),
        _field(_O, "contact", Reading.TEXT),
        _field(_O, "next_step", Reading.WORDS),
    ),
    _M: (
        _field(_M, "title", Reading.TEXT),
        _field(_M, "day", Reading.DATE),
        _field(_M, "value", Reading.DECIMAL),
    ),
}
CONTACT_NAMES = ("contact.name", "contact.first_name", "contact.last_name", "contact.email")
_CONTACT_BESIDE = tuple(field for field in _OWN[_C] if field.name != "external_id")
