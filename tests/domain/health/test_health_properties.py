from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st
from scorecard_samples import ACCOUNTS, POLICY, TODAY, TYPICAL, card, values_of, with_evidence

from domain.health.measures import subscore
from domain.health.model import Absence, AccountEvidence, Evidence, Measure
from domain.health.rounding import half_up

NOISE = 1e-9
MEASURES = st.sampled_from(Measure)


@given(ACCOUNTS, TYPICAL)
def test_lines_always_add_up_to_the_one_decimal_score(evidence: AccountEvidence, typical: dict[Measure, float]) -> None:
    made = card(evidence, typical)

    lines = [*(factor.line for factor in made.factors), made.unknown_line, made.override_line]
    assert sum(round(line * 10) for line in lines) == half_up(made.capped * 10)


@given(ACCOUNTS, TYPICAL)
def test_the_score_stands_in_its_range_and_the_range_in_0_to_100(
    evidence: AccountEvidence, typical: dict[Measure, float]
) -> None:
    made = card(evidence, typical)

    assert 0 <= made.coverage <= 1
    assert 0 <= made.low <= made.raw + NOISE
    assert made.raw <= made.high + NOISE <= 100 + 2 * NOISE
    assert 0 <= made.shown <= 100


@given(ACCOUNTS, TYPICAL, st.data())
def test_more_knowledge_never_widens_the_range(
    evidence: AccountEvidence, typical: dict[Measure, float], data: st.DataObject
) -> None:
    measure = data.draw(MEASURES)
    unknown = with_evidence(evidence, measure, Evidence(None, absence=Absence.UNKNOWN))
    known = with_evidence(evidence, measure, Evidence(data.draw(values_of(measure)), TODAY))

    before, after = card(unknown, typical), card(known, typical)

    assert after.low >= before.low - NOISE
    assert after.high <= before.high + NOISE


@given(ACCOUNTS, TYPICAL, st.data())
def test_raising_a_measure_never_lowers_the_score(
    evidence: AccountEvidence, typical: dict[Measure, float], data: st.DataObject
) -> None:
    measure = data.draw(MEASURES)
    rules = POLICY.measures[measure]
    values = data.draw(st.lists(values_of(measure), min_size=2, max_size=2))
    worse, better = sorted(values, key=lambda value: subscore(rules, value, stage=evidence.stage, tier=evidence.tier))

    before = card(with_evidence(evidence, measure, Evidence(worse, TODAY)), typical)
    after = card(with_evidence(evidence, measure, Evidence(better, TODAY)), typical)

    assert after.raw >= before.raw - NOISE
    assert after.shown >= before.shown


@given(ACCOUNTS, TYPICAL, st.randoms(use_true_random=False))
def test_the_order_of_the_evidence_is_irrelevant(
    evidence: AccountEvidence, typical: dict[Measure, float], random: Random
) -> None:
    found = list(evidence.measures.items())
    random.shuffle(found)

    assert card(replace(evidence, measures=dict(found)), typical) == card(evidence, typical)


@given(ACCOUNTS, TYPICAL)
def test_without_an_override_no_cap_lifts_a_score(evidence: AccountEvidence, typical: dict[Measure, float]) -> None:
    assume(evidence.override is None)

    made = card(evidence, typical)

    assert made.capped == min([made.raw, *(ceiling for _, ceiling in made.caps)])
