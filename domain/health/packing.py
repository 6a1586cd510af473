"""The evidence of a snapshot as bytes: small, self-contained, and the same again to the last bit when read.

One fixed part, then a tail. Everything is little-endian and without gaps, so that a whole book can be packed as one
array of rows:

- header: `HEADER_FIELDS`, once;
- records: `RECORD_FIELDS`, once for each `Measure`, in its order;
- tail: the texts that the records point to, as `packed_tail` writes them. It may be the same for a whole book.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import TypeAlias

from domain.accounts import LifecycleStage, Tier
from domain.errors import SnapshotFormatError
from domain.health.measures import WORDS
from domain.health.model import Absence, AccountEvidence, Cap, Evidence, Measure, Override

FORMAT_VERSION = 1
"""Counts up when the layout or the order of a closed set changes; what was stored is still read by its own version."""

Fields: TypeAlias = tuple[tuple[str, str], ...]
"""Names and types as numpy writes them: u1 and u4 whole numbers of so many bytes, f8 a double."""

HEADER_FIELDS: Fields = (
    ("version", "<u1"),
    ("tier", "<u1"),
    ("stage", "<u1"),
    ("caps", "<u1"),
)
"""Tier and stage are places in their StrEnum; bit n of `caps` is the nth `Cap`."""

RECORD_FIELDS: Fields = (
    ("state", "<u1"),
    ("source", "<u1"),
    ("known_on", "<u4"),
    ("learnt_at", "<u4"),
    ("value", "<f8"),
    ("typical", "<f8"),
)
"""`source` counts the sources of the tail from 1; `known_on` is an ordinal day, `learnt_at` whole epoch seconds; 0 is
"not said" for all three. A word is its place in `WORDS`. `value` is 0 where the state says that there is none, and
`typical` is NaN where no peers' points stand in.
"""

_CODES = {"<u1": "B", "<u4": "I", "<f8": "d"}

HEADER = struct.Struct("<" + "".join(_CODES[kind] for _, kind in HEADER_FIELDS))
RECORD = struct.Struct("<" + "".join(_CODES[kind] for _, kind in RECORD_FIELDS))
FIXED_SIZE = HEADER.size + RECORD.size * len(Measure)


class State(IntEnum):
    UNKNOWN = 0
    DOES_NOT_APPLY = 1
    KNOWN = 2


_TEXT_SIZE = struct.Struct("<H")
_COUNT = struct.Struct("<B")
_OVERRIDE = struct.Struct("<BII")
_PLACES = {measure: place for place, measure in enumerate(Measure)}
_TIERS, _STAGES, _CAPS = tuple(Tier), tuple(LifecycleStage), tuple(Cap)


def pack(evidence: AccountEvidence, typical: Mapping[Measure, float]) -> bytes:
    sources = sorted({found.source for found in evidence.measures.values() if found.source})
    head = HEADER.pack(
        FORMAT_VERSION,
        _TIERS.index(evidence.tier),
        _STAGES.index(evidence.stage),
        sum(1 << place for place, cap in enumerate(_CAPS) if cap in evidence.caps),
    )
    records = [
        _record(measure, evidence.measures.get(measure, Evidence(None)), typical.get(measure, math.nan), sources)
        for measure in Measure
    ]
    return b"".join([head, *records, packed_tail(sources, evidence.override)])


def packed_tail(sources: Sequence[str], override: Override | None) -> bytes:
    """The sources in the order that the records count them, then the override, if there is one."""
    texts = b"".join(_text(source) for source in sources)
    return _COUNT.pack(len(sources)) + texts + (_override(override) if override else b"")


def unpack(packed: bytes) -> tuple[AccountEvidence, dict[Measure, float]]:
    """The evidence and the peers' points; a measure that nobody had looked at comes back as unknown."""
    if packed[0] != FORMAT_VERSION:
        raise SnapshotFormatError(packed[0])
    _, tier, stage, caps = HEADER.unpack_from(packed)
    sources, override = _tail_from(packed)
    records = dict(zip(Measure, RECORD.iter_unpack(packed[HEADER.size : FIXED_SIZE]), strict=True))
    evidence = AccountEvidence(
        tier=_TIERS[tier],
        stage=_STAGES[stage],
        measures={measure: _evidence_from(measure, record, sources) for measure, record in records.items()},
        caps=frozenset(cap for place, cap in enumerate(_CAPS) if caps >> place & 1),
        override=override,
    )
    return evidence, {measure: record[-1] for measure, record in records.items() if not math.isnan(record[-1])}


def packed_number(packed: bytes, measure: Measure) -> float | None:
    """The value of one measure that has no words, without reading the rest; None where it is not known."""
    state, *_, value, _ = RECORD.unpack_from(packed, HEADER.size + RECORD.size * _PLACES[measure])
    return value if state == State.KNOWN else None


def _record(measure: Measure, found: Evidence, typical: float, sources: Sequence[str]) -> bytes:
    return RECORD.pack(
        _state(found),
        sources.index(found.source) + 1 if found.source else 0,
        found.known_on.toordinal() if found.known_on else 0,
        int(found.learnt_at.timestamp()) if found.learnt_at else 0,
        _number(measure, found.value),
        typical,
    )


def _state(found: Evidence) -> State:
    if found.value is not None:
        return State.KNOWN
    return State.DOES_NOT_APPLY if found.absence is Absence.DOES_NOT_APPLY else State.UNKNOWN


def _number(measure: Measure, value: float | str | None) -> float:
    if value is None:
        return 0.0
    return WORDS[measure].index(str(value)) if measure in WORDS else float(value)


def _text(text: str) -> bytes:
    coded = text.encode()
    return _TEXT_SIZE.pack(len(coded)) + coded


def _override(override: Override) -> bytes:
    days = override.given_on.toordinal(), override.ends_on.toordinal()
    return _OVERRIDE.pack(override.score, *days) + _text(override.author) + _text(override.reason)


def _evidence_from(
    measure: Measure, record: tuple[int, int, int, int, float, float], sources: Sequence[str]
) -> Evidence:
    state, source, known_on, learnt_at, value, _ = record
    return Evidence(
        value=_value_from(measure, value) if state == State.KNOWN else None,
        known_on=date.fromordinal(known_on) if known_on else None,
        absence=_ABSENCES[State(state)],
        source=sources[source - 1] if source else None,
        learnt_at=datetime.fromtimestamp(learnt_at, tz=UTC) if learnt_at else None,
    )


_ABSENCES = {
    State.UNKNOWN: Absence.UNKNOWN,
    State.DOES_NOT_APPLY: Absence.DOES_NOT_APPLY,
    State.KNOWN: None,
}


def _value_from(measure: Measure, value: float) -> float | str:
    return str(WORDS[measure][int(value)]) if measure in WORDS else value


def _tail_from(packed: bytes) -> tuple[list[str], Override | None]:
    (count,) = _COUNT.unpack_from(packed, FIXED_SIZE)
    place, sources = FIXED_SIZE + _COUNT.size, []
    for _ in range(count):
        source, place = _text_from(packed, place)
        sources.append(source)
    return sources, _override_from(packed, place) if place < len(packed) else None


def _text_from(packed: bytes, place: int) -> tuple[str, int]:
    start = place + _TEXT_SIZE.size
    end = start + _TEXT_SIZE.unpack_from(packed, place)[0]
    return packed[start:end].decode(), end


def _override_from(packed: bytes, place: int) -> Override:
    score, given_on, ends_on = _OVERRIDE.unpack_from(packed, place)
    author, place = _text_from(packed, place + _OVERRIDE.size)
    reason, _ = _text_from(packed, place)
    return Override(score, reason, author, date.fromordinal(given_on), date.fromordinal(ends_on))
