"""What kind of records a sheet holds: said, or told by its name and its columns; asked for when that is not enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.accounts import UsageMeasure
from domain.imports import FileRefusedError
from domain.records import RecordKind
from integrations.files.fields import CONTACT_NAMES, Field
from integrations.files.headers import ColumnFields, Header, column_fields
from integrations.files.words import folded

_REFERENCES = ("row.account_name", "row.account_id", "row.account_domain")
_NAMES: dict[RecordKind, str] = {
    RecordKind.ACCOUNT: "accounts|account|customers|customer|clients|companies|客户清单|客户列表|客户台账|客户",
    RecordKind.CONTACT: "contacts|contact|people|persons|联系人|通讯录",
    RecordKind.CONTRACT: "contracts|contract|subscriptions|agreements|合同",
    RecordKind.USAGE: "usage|activity|metrics|telemetry|adoption|使用|用量|活跃",
    RecordKind.TOUCHPOINT: "touchpoints|touchpoint|meetings|calls|interactions|触达|跟进|拜访|沟通",
    RecordKind.TICKET: "tickets|ticket|cases|issues|support|工单",
    RecordKind.SURVEY: "surveys|survey|nps|csat|answers|responses|问卷|调查|满意度",
    RecordKind.INVOICE: "invoices|invoice|billing|bills|发票|账单|开票",
    RecordKind.OUTCOME: "outcomes|outcome|success plans|success plan|goals|objectives|成功计划|客户目标|目标",
    RecordKind.MEASUREMENT: "measurements|measurement|outcome values|测量|测量值|目标进度",
}
_NEEDED: dict[RecordKind, tuple[tuple[str, ...], ...]] = {
    RecordKind.ACCOUNT: (("account.name", "account.external_id", "account.domains"),),
    RecordKind.CONTACT: (_REFERENCES, CONTACT_NAMES),
    RecordKind.CONTRACT: (_REFERENCES, ("contract.end_on", "contract.start_on", "contract.arr", "contract.number")),
    RecordKind.USAGE: (_REFERENCES, ("usage.day",), ("usage.value", *(f"usage.{measure}" for measure in UsageMeasure))),
    RecordKind.TOUCHPOINT: (_REFERENCES, ("touchpoint.at",)),
    RecordKind.TICKET: (_REFERENCES, ("ticket.number", "ticket.subject"), ("ticket.opened_at",)),
    RecordKind.SURVEY: (_REFERENCES, ("survey.score", "survey.nps")),
    RecordKind.INVOICE: (_REFERENCES, ("invoice.number",), ("invoice.due_on", "invoice.amount")),
    RecordKind.OUTCOME: (
        _REFERENCES,
        ("outcome.title",),
        ("outcome.target", "outcome.due_on", "outcome.status", "outcome.measure", "outcome.agreed_on"),
    ),
    RecordKind.MEASUREMENT: (_REFERENCES, ("measurement.title",), ("measurement.day",), ("measurement.value",)),
}


@dataclass(frozen=True, slots=True)
class KindFound:
    """The kind, why, and the columns' fields under it."""

    kind: RecordKind
    because: str
    mapping: ColumnFields


def kind_of(
    title: str, name: str, header: Header, *, wanted: RecordKind | None, said: Mapping[RecordKind, Mapping[str, Field]]
) -> KindFound:
    """`title` is for the error's text; `name` is the sheet's and the file's name; `said` holds the fields by kind."""
    mappings = {kind: column_fields(header, kind, said.get(kind, {})) for kind in RecordKind}
    if wanted is not None:
        return _wanted(title, mappings[wanted])
    fitting = {kind: mapping for kind, mapping in mappings.items() if not missing_of(mapping)}
    if named := [kind for kind in _kinds_named(name) if kind in fitting]:
        return KindFound(named[0], f"'{name}' is named so", fitting[named[0]])
    if not fitting and (named := _kinds_named(name)):
        _refuse_lacking(title, mappings[named[0]])
    return _by_columns(title, fitting)


def missing_of(mapping: ColumnFields) -> tuple[tuple[str, ...], ...]:
    """What the kind cannot do without and the sheet does not have: of each group, one is enough."""
    return tuple(group for group in _NEEDED[mapping.kind] if not mapping.has(*group))


def _wanted(title: str, mapping: ColumnFields) -> KindFound:
    _refuse_lacking(title, mapping)
    return KindFound(mapping.kind, "you said so", mapping)


def _refuse_lacking(title: str, mapping: ColumnFields) -> None:
    if missing := missing_of(mapping):
        lacking = "; ".join(" or ".join(group) for group in missing)
        raise FileRefusedError(
            title,
            f"As a sheet of kind {mapping.kind} it lacks a column for {lacking}.",
            'If a column holds it under another name, say --map "Column=field"; if it is of another kind, say --kind.',
        )


def _kinds_named(name: str) -> list[RecordKind]:
    """The kinds whose word stands in the name, the longest word first: `客户合同` is about contracts."""
    bare = folded(name)
    found = [
        (_worth(word), kind) for kind, words in _NAMES.items() for word in words.split("|") if folded(word) in bare
    ]
    return [kind for _worth_of, kind in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _worth(word: str) -> tuple[bool, int]:
    """The bare 客户 or `customers` says least: every sheet is about customers."""
    return (folded(word) not in {"客户", "customer", "customers", "account", "accounts", "clients"}, len(word))


def _by_columns(title: str, fitting: Mapping[RecordKind, ColumnFields]) -> KindFound:
    counts = {kind: len(mapping.fields) for kind, mapping in fitting.items()}
    best = [kind for kind, count in counts.items() if count == max(counts.values())]
    if len(best) != 1:
        could = " or ".join(best or RecordKind)
        raise FileRefusedError(
            title,
            f"I cannot tell what it holds: {could}?",
            f"Say it, like --kind {best[0] if best else 'account'}.",
        )
    return KindFound(best[0], f"{counts[best[0]]} of its columns say so", fitting[best[0]])
