"""What a person asked `/cs team` for: a period, whose, one person or all side by side, every figure or the first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from domain.filter_words import HelpWanted, NotUnderstood
from domain.revenue.movements import Grain
from domain.revenue.question import FiguresWanted, NotBegun, OfAnotherCommand, figures_question, figures_text


@dataclass(frozen=True, slots=True)
class TeamWanted:
    """`figures` has the period, the scope and the person; `by_csm`: people side by side; `whole`: every figure."""

    figures: FiguresWanted = field(default_factory=FiguresWanted)
    by_csm: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class OfWholeBooks:
    """Only some of the accounts were asked for, or products; what a person does is never of some accounts only."""

    wanted: FiguresWanted


TeamQuestion: TypeAlias = HelpWanted | TeamWanted | NotUnderstood | NotBegun | OfWholeBooks

_BY_CSM = re.compile(
    r"(?<!\S)(?:by (?:csms?|person|people|owners?)|按(?:csm|人员?|成员|负责人|客户成功经理))(?!\S)", re.IGNORECASE
)
_WHOLE = re.compile(r"(?<!\S)(?:full|everything|in full|all figures|全部指标|完整)(?!\S)", re.IGNORECASE)


def team_question(text: str, *, today: date) -> TeamQuestion:
    typed = " ".join(text.split())
    rest, by_csm = _without(_BY_CSM, typed)
    rest, whole = _without(_WHOLE, rest)
    found = figures_question(rest, today=today, cuts=())
    match found:
        case FiguresWanted() if found.only or found.grain is Grain.LINE:
            return OfWholeBooks(found)
        case FiguresWanted():
            return TeamWanted(found, by_csm, whole)
        case OfAnotherCommand(wanted):
            return OfWholeBooks(wanted)
        case _:
            return found


def team_text(wanted: TeamWanted) -> str:
    """A text that asks for this again, with the person beside whose sum it is: what buttons carry."""
    figures = wanted.figures
    words = [
        figures_text(replace(figures, owner=None, called="")),
        f"<@{figures.owner}>" if figures.owner else "",
        "by csm" if wanted.by_csm else "",
        "full" if wanted.whole else "",
    ]
    return " ".join(word for word in words if word)


def _without(words: re.Pattern[str], typed: str) -> tuple[str, bool]:
    rest, found = words.subn(" ", typed)
    return " ".join(rest.split()), bool(found)
