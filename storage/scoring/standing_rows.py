"""Scored accounts as rows of `snapshot` and `standing`, column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from domain.health.columns import Flags, Floats, ScoredColumns, with_override
from domain.health.columns.coding import BANDS, CAPS, CONFIDENCES, STAGES, TIERS, spelled
from domain.health.policy import HealthPolicy
from domain.health.standing import Judgement
from domain.lifecycle.policy import Stuck
from domain.scoring import DueAccounts
from storage.scoring.amounts import override_of
from storage.scoring.factor_texts import factor_texts
from storage.standing_values import AT_RISK_ORDER, judgement_text, worst_rank

Columns: TypeAlias = dict[str, Sequence[Any]]
_CAP_WORDS = [*(cap.value for cap in CAPS), None]
"""The last one stands for no cap, which is −1."""
_STUCK = [*(stuck.value for stuck in Stuck), None]


def snapshot_columns(
    due: DueAccounts, scored: ScoredColumns, judgements: Mapping[int, Judgement], zone: tzinfo
) -> Columns:
    card = scored.card
    return {
        "account": due.accounts,
        "revision": [revision + 1 for revision in due.revisions],
        "stage": spelled(STAGES, scored.evidence.stage),
        "tier": spelled(TIERS, scored.evidence.tier),
        "raw": card.raw.tolist(),
        "shown": card.shown.tolist(),
        "band": spelled(BANDS, card.band),
        "coverage": card.coverage.tolist(),
        "low": card.low.tolist(),
        "high": card.high.tolist(),
        "cap": [_CAP_WORDS[cap] for cap in card.cap.tolist()],
        "evidence": _evidence(due, scored, judgements, zone),
    }


def standing_columns(
    due: DueAccounts,
    scored: ScoredColumns,
    policy: HealthPolicy,
    *,
    amounts: Columns,
    judgements: Mapping[int, Judgement],
) -> Columns:
    return _score_columns(due, scored, policy) | _fact_columns(scored) | amounts | _said(due, judgements)


def _score_columns(due: DueAccounts, scored: ScoredColumns, policy: HealthPolicy) -> Columns:
    card = scored.card
    return {
        "account": due.accounts,
        "evidence_seen_at": [changed_at for changed_at, _ in due.stamps],
        "tier": spelled(TIERS, scored.evidence.tier),
        "stage": spelled(STAGES, scored.evidence.stage),
        "raw": _where(scored.has_score, card.raw.tolist()),
        "confidence": spelled(CONFIDENCES, card.confidence),
        "coverage": card.coverage.tolist(),
        "low": card.low.tolist(),
        "high": card.high.tolist(),
        "known_dimensions": scored.known_dimensions.tolist(),
        "all_dimensions": scored.all_dimensions.tolist(),
        "oldest_known_on": _days(scored.oldest_known_on),
        "trend": _numbers(scored.trend),
        "change_7": _counts(scored.change_7),
        "change_30": _counts(scored.change_30),
        "pulls_down": factor_texts(scored.pulls_down, scored.evidence, policy),
        "lifts": factor_texts(scored.lifts, scored.evidence, policy),
        "cap": [_CAP_WORDS[cap] for cap in card.cap.tolist()],
    } | _band_columns(scored)


def _band_columns(scored: ScoredColumns) -> Columns:
    """What is shown, and where it puts the account in lists."""
    bands = [BANDS[band] for band in scored.card.band.tolist()]
    shown = _where(scored.has_score, scored.card.shown.tolist())
    return {
        "shown": shown,
        "band": [band.value for band in bands],
        "worst_rank": [worst_rank(each, band) for each, band in zip(shown, bands, strict=True)],
        "at_risk_rank": [AT_RISK_ORDER[band] for band in bands],
    }


def _fact_columns(scored: ScoredColumns) -> Columns:
    facts = scored.card_facts
    return {
        "renewal_on": _days(facts.renewal_on),
        "notice_on": _days(facts.notice_on),
        "auto_renew": [None if np.isnan(each) else bool(each) for each in facts.auto_renew.tolist()],
        "last_two_way_on": _days(facts.last_two_way_on),
        "open_tickets": facts.open_tickets.astype(np.int64).tolist(),
        "open_critical_tickets": facts.open_critical_tickets.astype(np.int64).tolist(),
        "first_value_due_on": _days(facts.first_value_due_on),
        "cadence_days": facts.cadence_days.astype(np.int64).tolist(),
        "with_us_since": _days(np.where(np.isfinite(facts.with_us_since), facts.with_us_since, np.nan)),
        "touches_due": _counts(facts.touches_due),
        "touches_met": _counts(facts.touches_met),
        "stage_since": _days(facts.stage_since),
        "stuck": [_STUCK[each] for each in np.nan_to_num(facts.stuck, nan=-1).astype(np.int64).tolist()],
    }


def _said(due: DueAccounts, judgements: Mapping[int, Judgement]) -> Columns:
    return {"judgement": [judgement_text(judgements.get(account)) for account in due.accounts]}


def _evidence(
    due: DueAccounts, scored: ScoredColumns, judgements: Mapping[int, Judgement], zone: tzinfo
) -> list[bytes]:
    packed = list(scored.packed)
    for row in np.flatnonzero(~np.isnan(scored.evidence.override)).tolist():
        judgement = judgements.get(due.accounts[row])
        if judgement and judgement.score is not None:
            packed[row] = with_override(packed[row], scored.sources, override_of(judgement, zone))
    return packed


def _where(known: Flags, values: list[Any]) -> list[Any]:
    return [value if is_known else None for value, is_known in zip(values, known.tolist(), strict=True)]


def _days(ordinals: Floats) -> list[str | None]:
    """Days as ISO text, which both databases take."""
    return list(map(_day, np.where(np.isnan(ordinals), 0, ordinals).tolist()))


@lru_cache(maxsize=4_096)
def _day(ordinal: float) -> str | None:
    """Spelled once, as the days of a book lie close together; 0 is none. Past its ends the calendar's end stands."""
    return date.fromordinal(int(min(max(ordinal, 1), date.max.toordinal()))).isoformat() if ordinal else None


def _numbers(values: Floats) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124 (only NaN is not itself)


def _counts(values: Floats) -> list[int | None]:
    return [None if value is None else int(value) for value in _numbers(values)]
