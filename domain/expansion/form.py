"""The forms of a play: what was filled in, what has to hold, and the play that it makes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.accounts import Money
from domain.days import shifted
from domain.expansion.play import BAD_ENDS, Play, PlayKind, Stage, stages_of
from domain.money import minor_digits
from domain.numbers import number_in
from domain.renewals.forecasting import ReadAmount
from domain.tasks.form import FURTHEST_DUE, day_in
from domain.texts import written

LONGEST_ABOUT = 120
LONGEST_NOTE = 1000
LONGEST_WHY = 500
LONGEST_AMOUNT = 40


class PlayField(StrEnum):
    ACCOUNT = "account"
    KIND = "kind"
    ABOUT = "about"
    AMOUNT = "amount"
    STAGE = "stage"
    DAY = "day"
    OWNER = "owner"
    CONTACT = "contact"
    BECAME = "became"
    NOTE = "note"
    WHY = "why"


class PlayProblem(StrEnum):
    NO_ACCOUNT = "no_account"
    NO_KIND = "no_kind"
    NO_ABOUT = "no_about"
    NO_COMPANY = "no_company"
    NO_STAGE = "no_stage"
    NOT_AN_AMOUNT = "not_an_amount"
    NO_AMOUNT = "no_amount"
    NOT_A_DAY = "not_a_day"
    DAY_TOO_FAR = "day_too_far"
    DAY_TO_COME = "day_to_come"
    NO_OWNER = "no_owner"
    NO_WHY = "no_why"
    NO_WHY_LOST = "no_why_lost"
    ITSELF = "itself"
    TOO_LONG = "too_long"


LIMITS = {PlayField.ABOUT: LONGEST_ABOUT, PlayField.NOTE: LONGEST_NOTE, PlayField.WHY: LONGEST_WHY}


@dataclass(frozen=True, slots=True)
class PlayForm:
    """Texts as they came; `account`, `contact` and `became` are numbers of the book."""

    account: str = ""
    kind: str = PlayKind.MORE_SEATS
    about: str = ""
    amount: str = ""
    stage: str = ""
    day: str = ""
    owner: str = ""
    contact: str = ""
    became: str = ""
    note: str = ""
    why: str = ""

    @property
    def is_referral(self) -> bool:
        return self.kind == PlayKind.REFERRAL


@dataclass(frozen=True, slots=True)
class PlayMoment:
    """When a form is read, and what it is read with: whoever may own a play, and how amounts are written.

    `currency`: of a bare number.
    """

    now: datetime
    today: date
    owners: Collection[str]
    read_amount: ReadAmount
    currency: str | None = None


def play_problems(form: PlayForm, moment: PlayMoment, *, before: Play | None = None) -> dict[PlayField, PlayProblem]:
    """What is wrong, at most one thing a field; `before`: the play that is changed."""
    found = {
        PlayField.KIND: None if form.kind in set(PlayKind) else PlayProblem.NO_KIND,
        PlayField.ABOUT: _about_problem(form),
        PlayField.AMOUNT: _amount_problem(form, moment),
        PlayField.STAGE: None if _stage_of(form) else PlayProblem.NO_STAGE,
        PlayField.DAY: _day_problem(form, moment),
        PlayField.OWNER: None if form.owner in moment.owners else PlayProblem.NO_OWNER,
        PlayField.BECAME: PlayProblem.ITSELF if form.became and form.became == form.account else None,
        PlayField.NOTE: PlayProblem.TOO_LONG if len(form.note) > LONGEST_NOTE else None,
        PlayField.WHY: _why_problem(form, moment, before),
    }
    return {field: problem for field, problem in found.items() if problem}


def play_from(
    form: PlayForm, moment: PlayMoment, *, account: int, by: str, key: str, contacts: Collection[int]
) -> Play:
    """Of a form without problems; `contacts` are those that the account has."""
    kind, stage = PlayKind(form.kind), Stage(form.stage)
    blank = Play(account, "", kind, stage, form.owner, by, moment.now, moment.now, key=key)
    return _filled_in(blank, form, moment, contacts, before=None)


def edited(play: Play, form: PlayForm, moment: PlayMoment, *, contacts: Collection[int]) -> Play:
    """With what the form says; a stage that was left alone keeps its days."""
    return _filled_in(play, form, moment, contacts, before=play)


def form_of(play: Play) -> PlayForm:
    """As it is filled in when somebody changes it."""
    return PlayForm(
        account=str(play.account),
        kind=play.kind,
        about=play.about,
        amount=amount_text(play.amount) if play.amount else "",
        stage=play.stage,
        day=play.day.isoformat() if play.day else "",
        owner=play.owner,
        contact=str(play.contact or ""),
        became=str(play.became or ""),
        note=play.note,
    )


def amount_text(money: Money) -> str:
    """As one types it, with its currency: 48000 EUR."""
    amount = Decimal(money.minor).scaleb(-minor_digits(money.currency))
    whole = amount.to_integral_value()
    return f"{whole if whole == amount else amount:f} {money.currency}"


def _filled_in(play: Play, form: PlayForm, moment: PlayMoment, contacts: Collection[int], before: Play | None) -> Play:
    stage = Stage(form.stage)
    is_moved = before is None or before.stage is not stage
    contact, became = number_in(form.contact), number_in(form.became)
    ended_on = moment.today if is_moved else play.ended_on
    reason = written(form.why) if is_moved or written(form.why) else play.reason
    return replace(
        play,
        about=_about_of(form),
        kind=PlayKind(form.kind),
        stage=stage,
        owner=form.owner,
        amount=_amount_of(form, moment),
        day=day_in(form.day),
        contact=contact if contact in contacts else None,
        became=became if form.is_referral else None,
        reason=reason if stage in BAD_ENDS else "",
        note=written(form.note),
        staged_at=moment.now if is_moved else play.staged_at,
        ended_on=None if stage.is_open else ended_on,
    )


def _about_of(form: PlayForm) -> str:
    return " ".join(written(form.about).split())


def _amount_of(form: PlayForm, moment: PlayMoment) -> Money | None:
    typed = form.amount.strip()
    return moment.read_amount(typed, moment.currency) if typed and not form.is_referral else None


def _stage_of(form: PlayForm) -> Stage | None:
    if form.kind not in set(PlayKind) or form.stage not in stages_of(PlayKind(form.kind)):
        return None
    return Stage(form.stage)


def _about_problem(form: PlayForm) -> PlayProblem | None:
    about = _about_of(form)
    if not about:
        return PlayProblem.NO_COMPANY if form.is_referral else PlayProblem.NO_ABOUT
    return PlayProblem.TOO_LONG if len(about) > LONGEST_ABOUT else None


def _amount_problem(form: PlayForm, moment: PlayMoment) -> PlayProblem | None:
    """What is won has an amount: without one nothing could be held against the contract."""
    if form.is_referral:
        return None
    amount = _amount_of(form, moment)
    if not form.amount.strip():
        return PlayProblem.NO_AMOUNT if form.stage == Stage.WON else None
    return None if amount and amount.minor > 0 else PlayProblem.NOT_AN_AMOUNT


def _day_problem(form: PlayForm, moment: PlayMoment) -> PlayProblem | None:
    day = day_in(form.day)
    if day is None:
        return PlayProblem.NOT_A_DAY if form.day else None
    if form.is_referral:
        return PlayProblem.DAY_TO_COME if day > moment.today else None
    return PlayProblem.DAY_TOO_FAR if day > shifted(moment.today, FURTHEST_DUE) else None


def _why_problem(form: PlayForm, moment: PlayMoment, before: Play | None) -> PlayProblem | None:
    if len(form.why) > LONGEST_WHY:
        return PlayProblem.TOO_LONG
    if written(form.why):
        return None
    if form.stage in BAD_ENDS and (before is None or before.stage != form.stage):
        return PlayProblem.NO_WHY_LOST
    is_other_amount = before is not None and before.amount != _amount_of(form, moment)
    return PlayProblem.NO_WHY if is_other_amount else None
