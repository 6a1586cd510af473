"""The words of the scorecard: its bands, measures and caps, and each measure's value as a sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TypeAlias

from bot.blocks.kit import mention, one_line
from bot.locale import Words, marked
from domain.accounts import LifecycleStage, Tier
from domain.health.model import Band, Cap, Dimension, Measure
from domain.health.rounding import NOISE
from domain.health.standing import KeyFactor

People: TypeAlias = Callable[[str], str]
"""How a person is written: as a mention for one reader, by name where many read."""

BAND_ICONS = {Band.RED: "🔴", Band.YELLOW: "🟡", Band.GREEN: "🟢", Band.GREY: "⚪"}
BAND_WORDS = {
    Band.RED: marked("Red"),
    Band.YELLOW: marked("Yellow"),
    Band.GREEN: marked("Green"),
    Band.GREY: marked("No colour yet"),
}
TIER_WORDS = {Tier.HIGH: marked("high touch"), Tier.MID: marked("mid touch"), Tier.TECH: marked("tech touch")}
STAGE_WORDS = {
    LifecycleStage.ONBOARDING: marked("onboarding"),
    LifecycleStage.STABLE: marked("stable"),
    LifecycleStage.RENEWAL: marked("in renewal"),
}
DIMENSION_WORDS = {
    Dimension.ADOPTION: marked("Adoption"),
    Dimension.VALUE: marked("Value"),
    Dimension.RELATIONSHIP: marked("Relationship"),
    Dimension.SUPPORT: marked("Support"),
    Dimension.SENTIMENT: marked("Sentiment"),
    Dimension.COMMERCIAL: marked("Commercial"),
}
MEASURE_WORDS = {
    Measure.SEAT_ACTIVITY: marked("Active seats"),
    Measure.CORE_DEPTH: marked("Depth of use"),
    Measure.USAGE_TREND: marked("Usage trend"),
    Measure.MILESTONES: marked("Milestones"),
    Measure.FIRST_VALUE: marked("First value"),
    Measure.OUTCOMES: marked("Outcomes"),
    Measure.TOUCH_RECENCY: marked("Recent contact"),
    Measure.TOUCH_COMPLIANCE: marked("Cadence kept"),
    Measure.ENGAGED_CONTACTS: marked("Engaged contacts"),
    Measure.CHAMPION: marked("Champion"),
    Measure.CRITICAL_TICKET_AGE: marked("Critical tickets"),
    Measure.BREACHED_SHARE: marked("Late tickets"),
    Measure.NPS: marked("NPS"),
    Measure.CSM_PULSE: marked("CSM's judgement"),
    Measure.INVOICE_OVERDUE: marked("Overdue invoices"),
    Measure.LICENCE_FIT: marked("Assigned seats"),
    Measure.RENEWAL_STEP: marked("Renewal step"),
}
CAP_REASONS = {
    Cap.NOTICE_RECEIVED: marked("notice was received"),
    Cap.INVOICE_OVER_60_DAYS: marked("an invoice is more than 60 days overdue"),
    Cap.NO_ACTIVE_USER: marked("nobody has used the product for 21 days or more"),
    Cap.CHAMPION_LEFT: marked("the champion left"),
    Cap.INVOICE_OVER_30_DAYS: marked("an invoice is more than 30 days overdue"),
    Cap.CRITICAL_TICKET: marked("a critical ticket has been open for more than 7 days"),
    Cap.SILENCE: marked("there was no two-way contact for more than two cadences"),
    Cap.JUDGEMENT: marked("the CSM set the score"),
}


def mentioned(person: str) -> str:
    """For one reader alone: a mention where the person is known in Slack, else the name that the import brought."""
    return mention(person) if _SLACK_ID.fullmatch(person) else one_line(person)


def known_share(coverage: float) -> float:
    """In whole per cents that are reached: 49.9% is not the 50% that a colour takes."""
    return math.floor(coverage * 100 + NOISE) / 100


def measured(measure: Measure, value: float | str, words: Words) -> str:
    """The raw value as a sentence: 41% of seats active in 28 days."""
    if isinstance(value, str):
        return words.text(_WORD_VALUES.get(f"{measure}:{value}", value))
    if value == 0 and measure in _NONE_OF_IT:
        return words.text(_NONE_OF_IT[measure])
    return _counted(measure, round(value), words) or words.text(
        _SENTENCES.get(measure, "%(value)s"), value=amount(measure, value, words)
    )


def amount(measure: Measure, value: float, words: Words) -> str:
    """The bare value in the measure's own unit."""
    if measure in _SHARES:
        return words.percent(value)
    return words.number(value, 0 if float(value).is_integer() else 1)


def key_factor(factor: KeyFactor, words: Words) -> str:
    """The value and what would be good: 41% of seats active in 28 days; 50% is fine, 80% is excellent."""
    said = measured(factor.measure, factor.value, words)
    if not isinstance(factor.fine, _NUMBER) or not isinstance(factor.excellent, _NUMBER):
        return said
    return words.text(
        "%(value)s; %(fine)s is fine, %(excellent)s is excellent",
        value=said,
        fine=amount(factor.measure, factor.fine, words),
        excellent=amount(factor.measure, factor.excellent, words),
    )


def _counted(measure: Measure, count: int, words: Words) -> str:
    """What is counted in whole days or heads has a singular."""
    match measure:
        case Measure.ENGAGED_CONTACTS:
            return words.plural("%(count)s contact engaged in 90 days", "%(count)s contacts engaged in 90 days", count)
        case Measure.CRITICAL_TICKET_AGE:
            return words.plural(
                "oldest critical ticket open for %(count)s day", "oldest critical ticket open for %(count)s days", count
            )
        case Measure.INVOICE_OVERDUE:
            return words.plural("oldest invoice %(count)s day overdue", "oldest invoice %(count)s days overdue", count)
        case _:
            return ""


_NUMBER = (float, int)
_SLACK_ID = re.compile(r"[UW](?=[A-Z]*[0-9])[A-Z0-9]{3,}")
"""A digit is always in it: URSULA is a name."""
_SHARES = frozenset(
    {
        Measure.SEAT_ACTIVITY,
        Measure.CORE_DEPTH,
        Measure.USAGE_TREND,
        Measure.MILESTONES,
        Measure.FIRST_VALUE,
        Measure.OUTCOMES,
        Measure.TOUCH_COMPLIANCE,
        Measure.BREACHED_SHARE,
        Measure.LICENCE_FIT,
    }
)
_SENTENCES = {
    Measure.SEAT_ACTIVITY: marked("%(value)s of seats active in 28 days"),
    Measure.CORE_DEPTH: marked("%(value)s of the contracted core features in use"),
    Measure.USAGE_TREND: marked("use in the last 28 days at %(value)s of the 12 weeks before"),
    Measure.MILESTONES: marked("%(value)s of the milestones due by now done"),
    Measure.FIRST_VALUE: marked("%(value)s of the time planned until first value"),
    Measure.OUTCOMES: marked("%(value)s of the agreed outcomes on track or reached"),
    Measure.TOUCH_RECENCY: marked("%(value)s cadences without two-way contact"),
    Measure.TOUCH_COMPLIANCE: marked("%(value)s of the touchpoints due in 90 days made"),
    Measure.BREACHED_SHARE: marked("%(value)s of tickets answered later than promised"),
    Measure.NPS: marked("mean NPS answer %(value)s of 10"),
    Measure.LICENCE_FIT: marked("%(value)s of seats assigned to a person"),
}
_NONE_OF_IT = {
    Measure.CRITICAL_TICKET_AGE: marked("no critical ticket open"),
    Measure.BREACHED_SHARE: marked("no ticket answered later than promised"),
    Measure.INVOICE_OVERDUE: marked("no invoice overdue"),
    Measure.ENGAGED_CONTACTS: marked("nobody there engaged in 90 days"),
    Measure.TOUCH_RECENCY: marked("two-way contact today"),
}
_WORD_VALUES = {
    "champion:left": marked("the champion has left"),
    "champion:none": marked("no champion"),
    "champion:quiet": marked("the champion has been quiet for 60 days"),
    "champion:active": marked("the champion is active"),
    "csm_pulse:red": marked("the CSM says red"),
    "csm_pulse:yellow": marked("the CSM says yellow"),
    "csm_pulse:green": marked("the CSM says green"),
    "renewal_step:notice": marked("notice received"),
    "renewal_step:late": marked("renewal late"),
    "renewal_step:not_started": marked("renewal not started"),
    "renewal_step:discussion": marked("renewal in discussion"),
    "renewal_step:proposal": marked("renewal proposal sent"),
    "renewal_step:verbal": marked("renewal agreed by word"),
    "renewal_step:signed": marked("renewal signed"),
}
