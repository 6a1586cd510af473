from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import LifecycleStage, Tier
from domain.errors import SnapshotFormatError
from domain.health import measures
from domain.health.columns import EvidenceColumns, NamedFactors, model_columns, spots_of, with_override
from domain.health.columns.card import card_columns, factor_columns
from domain.health.columns.coding import BANDS, CAPS, CONFIDENCES, MEASURES, PEERS, STAGES, TIERS, peers_of
from domain.health.columns.key_factors import NO_FACTOR, lifting, pulling_down
from domain.health.columns.packed import packed_rows, unpacked_rows
from domain.health.columns.typical import typical_points
from domain.health.key_factors import lifts, pulls_down
from domain.health.measures import WORDS
from domain.health.model import Absence, AccountEvidence, Cap, Evidence, Measure, Override
from domain.health.packing import FIXED_SIZE, unpack
from domain.health.policy_file import policy_from_toml
from domain.health.scorecard import scorecard

TODAY = date(2026, 6, 30)
NOON = datetime(2026, 6, 30, 12, tzinfo=UTC)
POLICY = policy_from_toml((Path(__file__).parents[3] / "policy.toml").read_text()).health
MODEL = model_columns(POLICY)


def columns_of(book: Sequence[AccountEvidence]) -> EvidenceColumns:
    return EvidenceColumns(
        tier=np.array([TIERS.index(each.tier) for each in book], dtype=np.int64),
        stage=np.array([STAGES.index(each.stage) for each in book], dtype=np.int64),
        value=np.array([[code(measure, each.measures[measure].value) for measure in MEASURES] for each in book]),
        known_on=np.array([[ordinal(each.measures[measure].known_on) for measure in MEASURES] for each in book]),
        applies=np.array([[each.measures[m].absence is not Absence.DOES_NOT_APPLY for m in MEASURES] for each in book]),
        caps=np.array([[cap in each.caps for cap in CAPS] for each in book]),
        override=np.array([each.override.score if each.override else np.nan for each in book], dtype=np.float64),
    )


def code(measure: Measure, value: float | str | None) -> float:
    if value is None:
        return float("nan")
    return float(WORDS[measure].index(value)) if isinstance(value, str) else value


def ordinal(day: date | None) -> float:
    return float("nan") if day is None else float(day.toordinal())


KNOWN_ON = st.none() | st.integers(-3, 500).map(lambda days: TODAY - timedelta(days=days))
ABSENT = st.sampled_from(Absence).map(lambda absence: Evidence(None, absence=absence))


def known(measure: Measure) -> st.SearchStrategy[Evidence]:
    if measure in WORDS:
        return st.builds(Evidence, value=st.sampled_from(WORDS[measure]), known_on=KNOWN_ON)
    numbers = st.floats(-1, 70) | st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0])
    return st.builds(Evidence, value=numbers, known_on=KNOWN_ON)


OVERRIDES = st.none() | st.integers(0, 100).map(
    lambda score: Override(score, "why", "U1", TODAY - timedelta(days=3), TODAY + timedelta(days=3))
)
ACCOUNTS = st.builds(
    AccountEvidence,
    tier=st.sampled_from(Tier),
    stage=st.sampled_from(LifecycleStage),
    measures=st.fixed_dictionaries({measure: known(measure) | ABSENT for measure in Measure}),
    caps=st.frozensets(st.sampled_from([cap for cap in Cap if cap is not Cap.JUDGEMENT])),
    override=OVERRIDES,
)
TYPICAL = st.fixed_dictionaries({measure: st.floats(0, 100) for measure in Measure})


@given(book=st.lists(ACCOUNTS, min_size=1, max_size=8), typical=TYPICAL)
def test_a_book_in_columns_scores_as_its_accounts_one_by_one(
    book: list[AccountEvidence], typical: dict[Measure, float]
) -> None:
    cards = [scorecard(each, POLICY, today=TODAY, typical=typical, policy_version=1) for each in book]

    found = card_columns(
        columns_of(book),
        MODEL,
        today=TODAY.toordinal(),
        typical=np.tile([typical[measure] for measure in MEASURES], (len(book), 1)),
    )

    assert found.shown.tolist() == [card.shown for card in cards]
    assert [BANDS[band] for band in found.band] == [card.band for card in cards]
    assert [CONFIDENCES[each] for each in found.confidence] == [card.confidence for card in cards]
    assert [None if cap < 0 else CAPS[cap] for cap in found.cap] == [card.cap for card in cards]
    for name in ("raw", "low", "high", "coverage"):
        assert getattr(found, name).tolist() == pytest.approx([getattr(card, name) for card in cards], abs=1e-9)


@given(book=st.lists(ACCOUNTS, min_size=1, max_size=8))
def test_each_factor_gives_and_loses_the_same(book: list[AccountEvidence]) -> None:
    cards = [scorecard(each, POLICY, today=TODAY, typical={}, policy_version=1) for each in book]

    found = factor_columns(columns_of(book), MODEL, today=TODAY.toordinal())

    for name in ("weight", "freshness", "points", "lost"):
        expected = [[getattr(factor, name) for factor in card.factors] for card in cards]
        assert getattr(found, name) == pytest.approx(np.array(expected), abs=1e-9)
    subscores = [[factor.subscore for factor in card.factors] for card in cards]
    assert np.allclose(found.subscore, np.array(subscores, dtype=np.float64), atol=1e-9, equal_nan=True)


def test_where_nothing_applies_nothing_is_known() -> None:
    absent = {measure: Evidence(None, absence=Absence.DOES_NOT_APPLY) for measure in Measure}
    book = [AccountEvidence(Tier.MID, LifecycleStage.STABLE, absent)]

    found = card_columns(columns_of(book), MODEL, today=TODAY.toordinal(), typical=np.full((1, 17), 90.0))

    assert (found.raw.tolist(), found.coverage.tolist()) == ([POLICY.typical.otherwise], [0.0])
    assert not found.factors.is_known().any()


@pytest.mark.parametrize(
    ("peers", "typical"),
    [pytest.param(9, np.nan, id="nine are too few"), pytest.param(10, 5.5, id="ten have a median")],
)
def test_typical_is_the_median_of_enough_peers(peers: int, typical: float) -> None:
    points = np.full((peers + 2, 17), np.nan)
    points[:peers, 0] = np.arange(1, peers + 1)
    places = np.full(peers + 2, 4)

    found = typical_points(points, places, POLICY.typical)

    assert found[4, 0] == pytest.approx(typical, nan_ok=True)
    assert np.isnan(np.delete(found, 4, axis=0)).all()


@given(points=st.lists(st.floats(0, 100), max_size=24))
def test_typical_is_what_one_account_would_be_given(points: list[float]) -> None:
    column = np.full((len(points), 17), np.nan)
    column[:, 0] = points

    found = typical_points(column, np.zeros(len(points), dtype=np.int64), POLICY.typical)

    assert np.nan_to_num(found[0, 0], nan=POLICY.typical.otherwise) == pytest.approx(
        measures.typical_points(points, POLICY.typical)
    )
    assert np.isnan(found[4, 1:]).all()


def test_peers_share_tier_and_stage() -> None:
    tiers, stages = np.divmod(np.arange(9), 3)

    assert [PEERS[place] for place in peers_of(tiers, stages)] == [(t, s) for t in Tier for s in LifecycleStage]


@given(book=st.lists(ACCOUNTS, min_size=1, max_size=6), typical=TYPICAL)
def test_the_same_factors_are_named(book: list[AccountEvidence], typical: dict[Measure, float]) -> None:
    cards = [scorecard(each, POLICY, today=TODAY, typical=typical, policy_version=1) for each in book]
    filled = np.tile([typical[measure] for measure in MEASURES], (len(book), 1))

    factors = factor_columns(columns_of(book), MODEL, today=TODAY.toordinal())
    pulls = pulling_down(factors)
    lifted = lifting(factors, filled, pulls)

    assert names(pulls) == [[factor.measure for factor in pulls_down(card, POLICY)] for card in cards]
    assert names(lifted) == [[factor.measure for factor in lifts(card, POLICY)] for card in cards]
    points = [[factor.points for factor in lifts(card, POLICY)] for card in cards]
    assert [[each] for each, (name,) in zip(lifted.points[:, 0], lifted.measure, strict=True) if name >= 0] == [
        pytest.approx(each, abs=1e-9) for each in points if each
    ]


def names(named: NamedFactors) -> list[list[Measure]]:
    return [[MEASURES[place] for place in row if place != NO_FACTOR] for row in named.measure.tolist()]


@given(book=st.lists(ACCOUNTS, min_size=1, max_size=6), typical=TYPICAL)
def test_packed_evidence_comes_back_as_it_was(book: list[AccountEvidence], typical: dict[Measure, float]) -> None:
    columns = columns_of(book)
    learnt_at = np.full(columns.value.shape, NOON.timestamp())
    rows = np.tile([typical[measure] for measure in MEASURES], (len(book), 1))

    packed = packed_rows(columns, rows, sources=("files",) * 17, learnt_at=learnt_at)
    columns_again, typical_again = unpacked_rows(packed)

    assert [unpack(each) for each in packed] == [(stored(each), typical) for each in book]
    assert np.array_equal(typical_again, rows)
    for name in ("tier", "stage", "applies", "caps"):
        assert np.array_equal(getattr(columns_again, name), getattr(columns, name))
    for name in ("value", "known_on"):
        expected = np.where(np.isnan(columns.value), np.nan, getattr(columns, name))
        assert np.array_equal(getattr(columns_again, name), expected, equal_nan=True)


def stored(evidence: AccountEvidence) -> AccountEvidence:
    """As it is read again: a value has its source and its time, nothing else has; the override is written apart."""
    measures = {measure: kept(found) for measure, found in evidence.measures.items()}
    return replace(evidence, measures={measure: measures[measure] for measure in Measure}, override=None)


def kept(found: Evidence) -> Evidence:
    return found if found.value is None else replace(found, source="files", learnt_at=NOON)


def test_an_override_is_kept_with_its_words() -> None:
    evidence = AccountEvidence(Tier.HIGH, LifecycleStage.RENEWAL, {measure: Evidence(3.0) for measure in Measure})
    columns = columns_of([replace(evidence, measures={m: Evidence(None) for m in Measure})])
    (packed,) = packed_rows(columns, np.zeros((1, 17)), sources=("b", "a") * 8 + ("a",), learnt_at=np.zeros((1, 17)))
    override = Override(40, "why", "U1", TODAY, TODAY + timedelta(days=3))

    found, _ = unpack(with_override(packed, ("b", "a") * 8 + ("a",), override))

    assert found.override == override


def test_snapshots_of_a_newer_release_are_refused() -> None:
    with pytest.raises(SnapshotFormatError):
        unpacked_rows([b"\xff" + bytes(FIXED_SIZE)])


def test_a_value_that_never_fades_counts_however_old_it_is() -> None:
    nps = replace(POLICY.measures[Measure.NPS], half_life_days=1e9)
    model = model_columns(replace(POLICY, measures={**POLICY.measures, Measure.NPS: nps}))

    assert model.freshness(np.full((1, 17), 1e7))[0, MEASURES.index(Measure.NPS)] == pytest.approx(1.0, abs=1e-4)


def test_some_accounts_of_a_book_are_chosen_by_their_places() -> None:
    evidence = AccountEvidence(Tier.HIGH, LifecycleStage.RENEWAL, {measure: Evidence(None) for measure in Measure})

    columns = columns_of([evidence, replace(evidence, tier=Tier.TECH)])

    assert columns.rows(np.array([1])).tier.tolist() == [TIERS.index(Tier.TECH)]
    assert len(columns.rows(slice(0, 1))) == 1


def test_nobody_stands_in_an_empty_book() -> None:
    assert spots_of(np.array([], dtype=np.int64), np.array([7.0])).tolist() == [-1]
