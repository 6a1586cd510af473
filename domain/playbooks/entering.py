"""Who enters: on an edge, not while something is true. What entered is remembered, and what was true before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.accounts import LifecycleStage
from domain.days import shifted
from domain.health.model import Band
from domain.playbooks.conditions import holds
from domain.playbooks.playbook import GRACE_DAYS, Again, Playbook, PlaybookAccount, Trigger, TriggerKind
from domain.playbooks.run import PastRun, Run

_WORTH = {Band.RED: 1, Band.YELLOW: 2, Band.GREEN: 3}
"""Grey is no colour that an account rises or falls to."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the last look at an account left. `held` are the playbooks whose condition held then.

    `model` names the policies by which that was so: by others nothing has become true, it is only seen differently.
    """

    account: int
    model: str = ""
    band: Band | None = None
    stage: LifecycleStage | None = None
    held: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Signal:
    """That something became true; `key` says what, so that the same is never taken for another."""

    key: str
    on: date


def look_after(account: PlaybookAccount, before: Look | None, playbooks: Iterable[Playbook]) -> Look:
    """What is to be kept for the next look; an account without a colour keeps its last one."""
    watched = (each for each in playbooks if each.trigger.kind is TriggerKind.CONDITION)
    held = frozenset(each.name for each in watched if holds(each.condition, account))
    band = account.band if account.band in _WORTH else (before.band if before else None)
    return Look(account.id, account.model, band, account.stage, held)


def entry(
    playbook: Playbook, account: PlaybookAccount, look: Look | None, past: Iterable[PastRun], *, today: date
) -> Signal | None:
    """Why the account enters today; None where it does not. `past` are its runs of this playbook."""
    if is_gone(account, today) and playbook.trigger.kind is not TriggerKind.ACCOUNT_LEFT:
        return None
    signal = _SIGNALS[playbook.trigger.kind](playbook, account, look, today)
    if signal is None or not holds(playbook.condition, account):
        return None
    return signal if may_enter(playbook, account, past, signal.key, on=signal.on) else None


def is_gone(account: PlaybookAccount, today: date) -> bool:
    return account.left_on is not None and account.left_on <= today


def may_enter(playbook: Playbook, account: PlaybookAccount, past: Iterable[PastRun], key: str, *, on: date) -> bool:
    """Never while it is in it; what was taken back at once never was, but does not come back by itself either.

    Where it enters each term, a run that was left open in a term before keeps nobody out: it makes way.
    """
    runs = list(past)
    wanted = once_of(playbook, account, key)
    if any(run.once == wanted or _keeps_out(playbook, account, run, on) for run in runs):
        return False
    counted = [run for run in runs if not run.was_undone]
    match playbook.again:
        case Again.ONCE:
            return not counted
        case Again.EACH_TERM:
            return all(run.term != account.term_end for run in counted)
        case _:
            return all(shifted(run.entered_on, playbook.again_after_days) <= on for run in counted)


def _keeps_out(playbook: Playbook, account: PlaybookAccount, run: PastRun, on: date) -> bool:
    is_past = playbook.again is Again.EACH_TERM and run.is_of_a_term_before(account.term_end, on=on)
    return run.is_open and not is_past


def once_of(playbook: Playbook, account: PlaybookAccount, key: str) -> str:
    """Under which an entry is recorded one time only, whoever is first."""
    match playbook.again:
        case Again.ONCE:
            return "once"
        case Again.EACH_TERM:
            return f"term:{account.term_end}"
        case _:
            return key


def new_run(playbook: Playbook, account: PlaybookAccount, signal: Signal, *, version: int, now: datetime) -> Run:
    """Its days are counted from the day on which it became true, also where that is noticed later."""
    return Run(
        id=0,
        account=account.id,
        playbook=playbook.name,
        policy_version=version,
        entered_on=signal.on,
        entered_at=now,
        once=once_of(playbook, account, signal.key),
        term=account.term_end,
        account_name=account.name,
        owner=account.owner,
    )


def run_by_hand(
    playbook: Playbook, account: PlaybookAccount, *, by: str, version: int, now: datetime, today: date
) -> Run:
    """Whoever starts it knows that it ran before."""
    return Run(
        id=0,
        account=account.id,
        playbook=playbook.name,
        policy_version=version,
        entered_on=today,
        entered_at=now,
        once=f"hand:{now.isoformat()}",
        by=by,
        term=account.term_end,
        account_name=account.name,
        owner=account.owner,
    )


def is_true_already(playbook: Playbook, account: PlaybookAccount) -> bool:
    """For what enters on becoming true: it is, so only its next time counts."""
    trigger = playbook.trigger
    match trigger.kind:
        case TriggerKind.BAND_DOWN | TriggerKind.BAND_UP:
            is_true = account.band is not None and account.band is trigger.band
        case TriggerKind.STAGE:
            is_true = account.stage is trigger.stage
        case TriggerKind.CONDITION:
            is_true = True
        case _:
            return False
    return is_true and holds(playbook.condition, account)


def _on_date(playbook: Playbook, account: PlaybookAccount, _look: Look | None, today: date) -> Signal | None:
    assert playbook.trigger.of, "a date is one of the account's"
    base = account.date_of(playbook.trigger.of)
    return None if base is None else _lately(base, shifted(base, playbook.trigger.days), today)


def _on_band(playbook: Playbook, account: PlaybookAccount, look: Look | None, today: date) -> Signal | None:
    if look is None or not _is_same_model(look, account) or playbook.trigger.band not in {None, account.band}:
        return None
    before, now = _WORTH.get(look.band or Band.GREY), _WORTH.get(account.band or Band.GREY)
    if before is None or now is None:
        return None
    has_crossed = now < before if playbook.trigger.kind is TriggerKind.BAND_DOWN else now > before
    return Signal(f"{account.band}:{today}", today) if has_crossed else None


def _on_stage(playbook: Playbook, account: PlaybookAccount, look: Look | None, today: date) -> Signal | None:
    """An account that is looked at for the first time was in its stage before."""
    if look is None or look.stage is None or not _is_same_model(look, account):
        return None
    is_new = account.stage is playbook.trigger.stage and look.stage is not account.stage
    return Signal(f"{account.stage}:{today}", today) if is_new else None


def _on_answer(playbook: Playbook, account: PlaybookAccount, _look: Look | None, today: date) -> Signal | None:
    answer = account.answers.get(playbook.trigger.survey.casefold())
    if answer is None or not _is_meant(playbook.trigger, answer.score):
        return None
    return _lately(answer.key, answer.on, today)


def _on_leaving(_playbook: Playbook, account: PlaybookAccount, _look: Look | None, today: date) -> Signal | None:
    left_on = account.left_on
    return None if left_on is None else _lately(left_on, left_on, today)


def _on_condition(playbook: Playbook, account: PlaybookAccount, look: Look | None, today: date) -> Signal | None:
    if look is None or not _is_same_model(look, account) or playbook.name in look.held:
        return None
    return Signal(f"true:{today}", today)


def _never(_playbook: Playbook, _account: PlaybookAccount, _look: Look | None, _today: date) -> Signal | None:
    return None


def _is_meant(trigger: Trigger, score: float) -> bool:
    is_low_enough = trigger.at_most is None or score <= trigger.at_most
    return is_low_enough and (trigger.at_least is None or score >= trigger.at_least)


def _is_same_model(look: Look, account: PlaybookAccount) -> bool:
    return look.model == account.model


def _lately(key: str | date, on: date, today: date) -> Signal | None:
    return Signal(str(key), on) if 0 <= (today - on).days <= GRACE_DAYS else None


_SIGNALS: Mapping[TriggerKind, Callable[[Playbook, PlaybookAccount, Look | None, date], Signal | None]] = {
    TriggerKind.DATE: _on_date,
    TriggerKind.BAND_DOWN: _on_band,
    TriggerKind.BAND_UP: _on_band,
    TriggerKind.STAGE: _on_stage,
    TriggerKind.SURVEY: _on_answer,
    TriggerKind.ACCOUNT_LEFT: _on_leaving,
    TriggerKind.CONDITION: _on_condition,
    TriggerKind.BY_HAND: _never,
}
