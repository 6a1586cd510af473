"""The evidence of snapshots as bytes, a whole book at a time; `domain/health/packing.py` says what the bytes mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from domain.errors import SnapshotFormatError
from domain.health.columns.arrays import Floats, or_zero
from domain.health.columns.coding import CAPS, MEASURES
from domain.health.columns.evidence import EvidenceColumns
from domain.health.model import Override
from domain.health.packing import (
    FIXED_SIZE,
    FORMAT_VERSION,
    HEADER_FIELDS,
    RECORD_FIELDS,
    State,
    packed_tail,
)

_ROW = np.dtype([*HEADER_FIELDS, ("records", list(RECORD_FIELDS), (len(MEASURES),))])
_CAP_BITS = 1 << np.arange(len(CAPS))


def packed_rows(
    evidence: EvidenceColumns, typical: Floats, *, sources: Sequence[str], learnt_at: Floats
) -> list[bytes]:
    """Each account's evidence but for an override; `sources` has one for each measure, `typical` a row."""
    names = sorted(set(sources))
    is_known = ~np.isnan(evidence.value)
    rows = np.zeros(len(evidence), dtype=_ROW)
    rows["version"], rows["tier"], rows["stage"] = FORMAT_VERSION, evidence.tier, evidence.stage
    rows["caps"] = evidence.caps @ _CAP_BITS
    records = rows["records"]
    records["state"] = np.where(is_known, State.KNOWN, np.where(evidence.applies, State.UNKNOWN, State.DOES_NOT_APPLY))
    records["source"] = np.array([names.index(source) + 1 for source in sources]) * is_known
    records["known_on"] = np.where(is_known, or_zero(evidence.known_on), 0)
    records["learnt_at"] = np.where(is_known, or_zero(learnt_at), 0)
    records["value"] = or_zero(evidence.value)
    records["typical"] = typical
    flat, tail = rows.tobytes(), packed_tail(names, None)
    return [flat[start : start + FIXED_SIZE] + tail for start in range(0, len(flat), FIXED_SIZE)]


def with_override(packed: bytes, sources: Sequence[str], override: Override) -> bytes:
    """The same evidence, and the score that a person gave."""
    return packed[:FIXED_SIZE] + packed_tail(sorted(set(sources)), override)


def unpacked_rows(packed: Sequence[bytes]) -> tuple[EvidenceColumns, Floats]:
    """The evidence of stored snapshots, without overrides, and the peers' points that stood in."""
    rows = np.frombuffer(b"".join(each[:FIXED_SIZE] for each in packed), dtype=_ROW)
    if unreadable := set(rows["version"].tolist()) - {FORMAT_VERSION}:
        raise SnapshotFormatError(min(unreadable))
    records = rows["records"]
    is_known = records["state"] == State.KNOWN
    evidence = EvidenceColumns(
        tier=rows["tier"].astype(np.int64),
        stage=rows["stage"].astype(np.int64),
        value=np.where(is_known, records["value"], np.nan),
        known_on=np.where(records["known_on"] > 0, records["known_on"], np.nan),
        applies=records["state"] != State.DOES_NOT_APPLY,
        caps=(rows["caps"][:, None] & _CAP_BITS) > 0,
        override=np.full(len(rows), np.nan),
    )
    return evidence, records["typical"].astype(np.float64)
