from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from scorecard_samples import ACCOUNTS, POLICY, TODAY, TYPICAL, account, worked

from domain.errors import SnapshotFormatError
from domain.health.model import Absence, AccountEvidence, Evidence, Measure
from domain.health.packing import (
    FIXED_SIZE,
    FORMAT_VERSION,
    HEADER,
    HEADER_FIELDS,
    RECORD,
    RECORD_FIELDS,
    pack,
    packed_tail,
    unpack,
)
from domain.health.scorecard import scorecard

UNKNOWN = Evidence(None, absence=Absence.UNKNOWN)


@given(ACCOUNTS, TYPICAL)
def test_what_was_packed_comes_back_as_it_was(evidence: AccountEvidence, typical: dict[Measure, float]) -> None:
    looked_at = {measure: evidence.measures.get(measure, UNKNOWN) for measure in Measure}

    assert unpack(pack(evidence, typical)) == (replace(evidence, measures=looked_at), typical)


@given(ACCOUNTS, TYPICAL)
def test_a_scorecard_made_from_a_snapshot_is_the_same_to_the_last_bit(
    evidence: AccountEvidence, typical: dict[Measure, float]
) -> None:
    stored, stored_typical = unpack(pack(evidence, typical))

    made = scorecard(evidence, POLICY, today=TODAY, typical=typical, policy_version=1)
    again = scorecard(stored, POLICY, today=TODAY, typical=stored_typical, policy_version=1)
    assert again == made


def test_arrays_of_rows_have_the_same_layout() -> None:
    header, record = np.dtype(list(HEADER_FIELDS)), np.dtype(list(RECORD_FIELDS))
    row = np.zeros(1, np.dtype([("header", header), ("records", record, (len(Measure),))]))
    row["header"]["version"] = FORMAT_VERSION
    row["header"]["tier"] = 1
    row["header"]["stage"] = 1
    row["records"]["typical"] = np.nan
    row["records"][0, 0] = (2, 1, TODAY.toordinal(), 0, 0.62, 55.5)

    evidence = replace(account(), measures={Measure.SEAT_ACTIVITY: Evidence(0.62, TODAY, source="usage")})
    assert row.tobytes() + packed_tail(["usage"], None) == pack(evidence, {Measure.SEAT_ACTIVITY: 55.5})


def test_a_snapshot_is_small() -> None:
    assert (HEADER.size, RECORD.size, FIXED_SIZE) == (4, 26, 446)
    assert len(pack(worked(), {})) == FIXED_SIZE + 1


def test_a_format_of_a_newer_release_is_refused() -> None:
    packed = bytes([FORMAT_VERSION + 1]) + pack(worked(), {})[1:]

    with pytest.raises(SnapshotFormatError) as refused:
        unpack(packed)

    assert refused.value == SnapshotFormatError(FORMAT_VERSION + 1)
