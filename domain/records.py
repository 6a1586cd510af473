"""What a source says of an account, before it is believed: the boundary between files (or systems) and the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RecordKind(StrEnum):
    """What a record is of."""

    ACCOUNT = "account"
    CONTACT = "contact"
    CONTRACT = "contract"
    USAGE = "usage"
    TOUCHPOINT = "touchpoint"
    TICKET = "ticket"
    SURVEY = "survey"
    INVOICE = "invoice"
    OUTCOME = "outcome"
    MEASUREMENT = "measurement"


@dataclass(frozen=True, slots=True)
class AccountRef:
    """How a record names its account; matched in this order: external id, domain, normalised name or alias."""

    external_id: str | None = None
    domain: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a source in canonical names and types.

    `fields`: str, int, Decimal, bool, date, aware datetime, Money, StrEnum members, or tuples of these; None = cleared,
    absent key = not said (what the book knows stays). `row` is the row a person sees in the file (1 = first line).
    """

    kind: RecordKind
    account: AccountRef
    fields: Mapping[str, object]
    row: int = 0
    source: str = "file"


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What an import does (or, dry, would do) with one row; `differences` maps a field to (before, after)."""

    row: int
    verdict: Verdict
    account: str = ""
    reason: str = ""
    differences: Mapping[str, tuple[object, object]] = field(default_factory=dict)
