"""The form of settings as it came, what is wrong with it, and what it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from domain.channel_digests import MOST_CHANNELS
from domain.permissions import BookScope
from domain.preferences import ChannelDigests, DigestSection, Preferences, RequestNews, WorkspaceRules
from domain.zones import is_zone

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:：h.]?([0-5]\d)?")
DEFAULT = ""
"""A choice left to the workspace."""


class SettingsField(StrEnum):
    DIGEST = "digest"
    WEEKLY = "weekly"
    PRODUCT_WEEKLY = "product_weekly"
    MORNING = "morning"
    ZONE = "zone"
    WEEKDAYS = "weekdays"
    SECTIONS = "sections"
    MINIMUM_ARR = "minimum_arr"
    ALERTS_NOW = "alerts_now"
    ALERTS_DIGEST = "alerts_digest"
    QUIET_FROM = "quiet_from"
    QUIET_UNTIL = "quiet_until"
    AWAY_UNTIL = "away_until"
    REQUEST_NEWS = "request_news"
    LANGUAGE = "language"
    RULE_MORNING = "rule_morning"
    HOLIDAYS = "holidays"
    CHANNELS = "channels"
    CHANNEL_LANGUAGE = "channel_language"
    CSMS_SEE = "csms_see"


class SettingsProblem(StrEnum):
    NO_TIME = "no_time"
    NO_ZONE = "no_zone"
    NO_AMOUNT = "no_amount"
    HALF_QUIET = "half_quiet"
    DAY_GONE = "day_gone"
    NO_DAY = "no_day"
    TOO_MANY_CHANNELS = "too_many_channels"


class Nothing(StrEnum):
    """What the reader gets on a morning without news."""

    SILENCE = "on"
    A_LINE = "always"
    NO_DIGEST = "off"


class WeeklyChoice(StrEnum):
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """Texts as they were typed or chosen. `channel_language` None: that of the workspace.

    `language`, `weekly` or `product_weekly` None, `asks_for_alerts` and `asks_for_rules` False: the form did not ask.
    """

    digest: str = Nothing.SILENCE
    weekly: str | None = None
    product_weekly: str | None = None
    morning: str = ""
    zone: str = ""
    weekdays: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    minimum_arr: str = ""
    quiet_from: str = ""
    quiet_until: str = ""
    away_until: str = ""
    request_news: str = ""
    language: str | None = None
    asks_for_alerts: bool = False
    alerts_now: tuple[str, ...] = ()
    alerts_digest: tuple[str, ...] = ()
    asks_for_rules: bool = False
    rule_morning: str = ""
    holidays: str = ""
    channels: tuple[str, ...] = ()
    channel_language: str | None = None
    csms_see: str = BookScope.ALL


def settings_problems(form: SettingsForm, *, today: date) -> dict[SettingsField, SettingsProblem]:
    """By field; none where all of it can be kept."""
    found: dict[SettingsField, SettingsProblem] = {}
    for field, typed in _clocks(form).items():
        if typed.strip() and clock_time(typed) is None:
            found[field] = SettingsProblem.NO_TIME
    if form.zone.strip() and not is_zone(form.zone.strip()):
        found[SettingsField.ZONE] = SettingsProblem.NO_ZONE
    if form.minimum_arr.strip() and whole_amount(form.minimum_arr) is None:
        found[SettingsField.MINIMUM_ARR] = SettingsProblem.NO_AMOUNT
    if bool(form.quiet_from.strip()) is not bool(form.quiet_until.strip()):
        found[SettingsField.QUIET_UNTIL] = SettingsProblem.HALF_QUIET
    if form.away_until and date.fromisoformat(form.away_until) < today:
        found[SettingsField.AWAY_UNTIL] = SettingsProblem.DAY_GONE
    if form.asks_for_rules and holidays_in(form.holidays) is None:
        found[SettingsField.HOLIDAYS] = SettingsProblem.NO_DAY
    if len(form.channels) > MOST_CHANNELS:
        found[SettingsField.CHANNELS] = SettingsProblem.TOO_MANY_CHANNELS
    return found


def _weekly(chosen: str | None, before: bool) -> bool:  # noqa: FBT001 - a wish as it was, not how this behaves
    return before if chosen is None else chosen != WeeklyChoice.OFF


def preferences_in(form: SettingsForm, before: Preferences, rules: WorkspaceRules) -> Preferences:
    """Of a form without problems; who has the same days as everybody goes on having those of everybody."""
    weekdays = frozenset(map(int, form.weekdays))
    return replace(
        before,
        digest=form.digest != Nothing.NO_DIGEST,
        weekly=_weekly(form.weekly, before.weekly),
        product_weekly=_weekly(form.product_weekly, before.product_weekly),
        tells_of_nothing=form.digest == Nothing.A_LINE,
        morning=clock_time(form.morning),
        zone=form.zone.strip() or None,
        weekdays=weekdays if weekdays and weekdays != rules.weekdays else None,
        sections=frozenset(map(DigestSection, form.sections)),
        minimum_arr=whole_amount(form.minimum_arr) or 0,
        quiet_from=clock_time(form.quiet_from),
        quiet_until=clock_time(form.quiet_until),
        away_until=date.fromisoformat(form.away_until) if form.away_until else None,
        request_news=RequestNews(form.request_news) if form.request_news in set(RequestNews) else before.request_news,
    )


def rules_in(form: SettingsForm, before: WorkspaceRules) -> WorkspaceRules:
    """Of a form without problems."""
    return replace(
        before,
        morning=clock_time(form.rule_morning) or before.morning,
        holidays=holidays_in(form.holidays) or frozenset(),
        channel_digests=ChannelDigests(tuple(dict.fromkeys(form.channels)), form.channel_language),
        csms_see=BookScope.OWN if form.csms_see == BookScope.OWN else BookScope.ALL,
    )


def clock_time(typed: str) -> time | None:
    """`8`, `8:30`, `08.30`, `8h30`; None for anything else."""
    found = _CLOCK.fullmatch(typed.strip())
    return time(int(found[1]), int(found[2] or 0)) if found else None


def whole_amount(typed: str) -> int | None:
    """`5000`, `5,000`, `5 000`, `5k`; None for anything else."""
    plain = re.sub(r"[\s,.'’]", "", typed.strip().lower())
    found = re.fullmatch(r"(\d{1,12})(k|万)?", plain)
    if not found:
        return None
    return int(found[1]) * {"k": 1000, "万": 10_000}.get(found[2] or "", 1)


def holidays_in(typed: str) -> frozenset[date] | None:
    """ISO days between commas, spaces or lines; None when one of them is no day."""
    try:
        return frozenset(date.fromisoformat(each) for each in re.split(r"[\s,，;；]+", typed) if each)
    except ValueError:
        return None


def _clocks(form: SettingsForm) -> dict[SettingsField, str]:
    return {
        SettingsField.MORNING: form.morning,
        SettingsField.QUIET_FROM: form.quiet_from,
        SettingsField.QUIET_UNTIL: form.quiet_until,
        SettingsField.RULE_MORNING: form.rule_morning,
    }
