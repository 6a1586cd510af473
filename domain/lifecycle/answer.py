"""What is answered about stages, clocks and times to first value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from domain.filter_words import HelpWanted, NotUnderstood
from domain.first_value.rules import FirstValuePolicy
from domain.first_value.survival import TimeToValue
from domain.lifecycle.ports import ClockPage, StagesPage
from domain.lifecycle.question import LifecycleWanted


@dataclass(frozen=True, slots=True)
class StagesList:
    wanted: LifecycleWanted
    page: StagesPage
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ClockList:
    wanted: LifecycleWanted
    page: ClockPage
    policy: FirstValuePolicy
    offset: int = 0


@dataclass(frozen=True, slots=True)
class TimesToValue:
    """`groups` are in order: the largest segment, the closest tier, the oldest quarter first; "" is none said."""

    wanted: LifecycleWanted
    whole: TimeToValue
    groups: Mapping[str, TimeToValue]
    not_live: int = 0


StagesAnswer: TypeAlias = HelpWanted | NotUnderstood | StagesList
OnboardingAnswer: TypeAlias = HelpWanted | NotUnderstood | ClockList | TimesToValue
