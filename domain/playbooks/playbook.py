"""What the policy says of playbooks: who enters, what is done then, what ends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.accounts import LifecycleStage, Tier
from domain.health.model import Band

GRACE_DAYS = 14
"""A day that passed so long ago still counts: after a stop of the bot, and for who joins late."""


class TriggerKind(StrEnum):
    DATE = "date"
    BAND_DOWN = "band_down"
    BAND_UP = "band_up"
    STAGE = "stage"
    SURVEY = "survey"
    ACCOUNT_LEFT = "account_left"
    CONDITION = "condition"
    """The condition itself becomes true."""
    BY_HAND = "by_hand"


class DateOf(StrEnum):
    CUSTOMER_SINCE = "customer_since"
    WENT_LIVE_ON = "went_live_on"
    TERM_END = "term_end"
    NOTICE_DEADLINE = "notice_deadline"
    """The last day for notice, where a term has one; else its end."""
    FIRST_VALUE = "first_value"


class StepRole(StrEnum):
    OWNER = "owner"
    COVER = "cover"
    MANAGER = "manager"
    SELLER = "seller"
    PRODUCT = "product"


class StepKind(StrEnum):
    TASK = "task"
    MESSAGE = "message"
    WAIT = "wait"


class Counted(StrEnum):
    """Which days count; a step never falls on a day without work, whichever do."""

    WORKING = "working"
    CALENDAR = "calendar"


class Again(StrEnum):
    ONCE = "once"
    EACH_TERM = "each_term"
    AFTER_DAYS = "after_days"


class EndsWhen(StrEnum):
    CONDITION_OVER = "condition_over"
    ACCOUNT_LEFT = "account_left"
    RENEWAL_CLOSED = "renewal_closed"
    """Won or lost, early or not: that at the end of the term in which the account entered."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What people read, in both languages."""

    en: str
    zh: str

    def in_language(self, language: str | None) -> str:
        """By a language or a locale of Slack's; English where it is neither."""
        return self.zh if (language or "").lower().startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Trigger:
    """`days` after the date (before it, where negative); `band` None: any. Answers are of the survey so called."""

    kind: TriggerKind
    of: DateOf | None = None
    days: int = 0
    band: Band | None = None
    stage: LifecycleStage | None = None
    survey: str = ""
    at_most: float | None = None
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """All of it has to hold; what is empty or None asks for nothing. What is not known of an account does not hold.

    `least_arr` is in whole units of the base currency, `least_seat_share` assigned of contracted seats.
    `first_value` and `tasks_done` (of the run so far): whether it is there yet.
    """

    tiers: frozenset[Tier] = frozenset()
    segments: frozenset[str] = frozenset()
    stages: frozenset[LifecycleStage] = frozenset()
    bands: frozenset[Band] = frozenset()
    least_arr: float | None = None
    least_seat_share: float | None = None
    first_value: bool | None = None
    tasks_done: bool | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """`day` is counted from the entry, or from the end of the wait before it; a wait lasts until then at most.

    `due_in`: how many days after it came a task is due.
    """

    kind: StepKind
    day: int
    text: Wording = Wording("", "")
    role: StepRole = StepRole.OWNER
    counted: Counted = Counted.WORKING
    due_in: int = 0
    until: Condition | None = None


@dataclass(frozen=True, slots=True)
class Playbook:
    name: str
    title: Wording
    trigger: Trigger
    steps: tuple[Step, ...]
    condition: Condition = Condition()
    again: Again = Again.ONCE
    again_after_days: int = 0
    ends_when: frozenset[EndsWhen] = frozenset()


@dataclass(frozen=True, slots=True)
class Guide:
    """Something to read; what is empty fits every account. `step` counts from 1 within `playbook`."""

    title: Wording
    link: str
    stages: frozenset[LifecycleStage] = frozenset()
    segments: frozenset[str] = frozenset()
    playbook: str = ""
    step: int | None = None

    def fits(self, *, stage: LifecycleStage | None, segment: str | None) -> bool:
        is_of_stage = not self.stages or stage in self.stages
        return is_of_stage and (not self.segments or (segment or "").casefold() in self.segments)

    def is_for_step(self, playbook: str, step: int) -> bool:
        """`step` counts from 0, as runs do. A guide for any step of a playbook is for each of them."""
        return self.playbook == playbook and self.step in {None, step + 1}


@dataclass(frozen=True, slots=True)
class PlaybookRules:
    playbooks: tuple[Playbook, ...] = ()
    guides: tuple[Guide, ...] = ()

    def called(self, name: str) -> Playbook | None:
        return next((playbook for playbook in self.playbooks if playbook.name == name), None)

    def meant(self, typed: str) -> Playbook | None:
        """By its name or its title in either language."""
        wanted = " ".join(typed.replace("-", " ").replace("_", " ").casefold().split())
        for playbook in self.playbooks:
            names = (playbook.name.replace("_", " "), playbook.title.en, playbook.title.zh)
            if wanted in {name.casefold() for name in names}:
                return playbook
        return None


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    key: str
    score: float
    on: date


@dataclass(frozen=True, slots=True)
class PlaybookAccount:
    """One account as playbooks look at it. `cover` stands in today; `worth` is its ARR in the base currency.

    `answers` are the latest by survey, in small letters. `model` names the scores' version of the policy.
    """

    id: int
    name: str
    owner: str | None = None
    cover: str | None = None
    seller: str | None = None
    tier: Tier = Tier.MID
    segment: str | None = None
    stage: LifecycleStage | None = None
    band: Band | None = None
    worth: float | None = None
    arr: tuple[int, str] | None = None
    seat_share: float | None = None
    customer_since: date | None = None
    went_live_on: date | None = None
    first_value_on: date | None = None
    term_end: date | None = None
    notice_on: date | None = None
    left_on: date | None = None
    answers: dict[str, SurveyAnswer] = field(default_factory=dict)
    model: str = ""

    def date_of(self, of: DateOf) -> date | None:
        match of:
            case DateOf.CUSTOMER_SINCE:
                return self.customer_since
            case DateOf.WENT_LIVE_ON:
                return self.went_live_on
            case DateOf.FIRST_VALUE:
                return self.first_value_on
            case DateOf.NOTICE_DEADLINE:
                return self.notice_on or self.term_end
            case _:
                return self.term_end
