"""The form of settings: what somebody hears when, and, for admins, what holds for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time

from bot.blocks.channel_settings import channel_fields, channel_refused
from bot.blocks.kit import (
    Block,
    Element,
    FieldErrors,
    Message,
    Modal,
    Option,
    date_picker,
    divider,
    header,
    input_block,
    message,
    multi_select,
    option,
    radio_buttons,
    section,
    select,
    text_input,
)
from bot.blocks.request_settings import request_news_field
from bot.blocks.settings_alerts import alert_choices
from bot.blocks.sight_settings import sight_fields
from bot.ids import View
from bot.locale import Language, Words, marked
from domain.alerts.policy import AlertRules
from domain.channel_digests import MOST_CHANNELS, RefusedChannel
from domain.permissions import Member, Role, may_judge
from domain.preferences import DigestSection, Preferences, WorkspaceRules
from domain.product_weeks.reading import has_product_week
from domain.settings_form import Nothing, SettingsField, SettingsProblem, WeeklyChoice
from domain.weekly.reading import has_weekly

LONGEST_TEXT = 400
SLACKS_OWN = "slack"
"""The choice that leaves the language to the person's Slack."""


def settings_form(
    asker: Member, wishes: Preferences, rules: WorkspaceRules, words: Words, today: date, *, alerts: AlertRules
) -> Modal:
    """`alerts` are the rules that may speak to whoever looks after accounts."""
    return Modal(
        View.SETTINGS,
        words.text("Settings"),
        (
            *_of_digest(wishes, rules, words),
            *_of_week(asker, wishes, words),
            *(alert_choices(wishes, alerts, words) if may_judge(asker) else ()),
            *_of_person(asker, wishes, words, today),
            *_of_everybody(asker, rules, words),
        ),
        submit=words.text("Save"),
        close=words.text("Cancel"),
    )


def settings_errors(problems: Mapping[SettingsField, SettingsProblem | RefusedChannel], words: Words) -> FieldErrors:
    return FieldErrors({field.value: _problem(problem, words) for field, problem in problems.items()})


def settings_saved(words: Words) -> Message:
    return message([section(words.text("✓ Kept. `/cs digest` says when the next one comes."))])


def _of_digest(wishes: Preferences, rules: WorkspaceRules, words: Words) -> Iterable[Block]:
    kinds = [option(words.text(_DIGESTS[each]), each) for each in Nothing]
    chosen = next(each for each in kinds if each["value"] == _digest_choice(wishes))
    yield input_block(
        SettingsField.DIGEST, words.text("Morning digest"), radio_buttons(SettingsField.DIGEST, kinds, initial=chosen)
    )
    usual = words.text("Empty: %(time)s, as for everybody", time=_clock(rules.morning))
    yield _typed(SettingsField.MORNING, words.text("Hour, like 8:30"), _clock(wishes.morning), hint=usual)
    where = words.text("Time zone, like Europe/Berlin")
    yield _typed(SettingsField.ZONE, where, wishes.zone or "", hint=words.text("Empty: where my Slack says I am"))
    yield input_block(SettingsField.WEEKDAYS, words.text("Days"), _weekdays(wishes, rules, words), optional=True)
    yield input_block(SettingsField.SECTIONS, words.text("What it holds"), _sections(wishes, words))
    least = str(wishes.minimum_arr) if wishes.minimum_arr else ""
    yield _typed(SettingsField.MINIMUM_ARR, words.text("Leave out accounts below this ARR"), least)


def _of_week(asker: Member, wishes: Preferences, words: Words) -> Iterable[Block]:
    """Only who leads, or decides on requests, is asked."""
    if has_weekly(asker):
        yield _weekly(SettingsField.WEEKLY, words.text("The week of your team"), words, is_on=wishes.weekly)
    if has_product_week(asker):
        label = words.text("The week of requests")
        yield _weekly(SettingsField.PRODUCT_WEEKLY, label, words, is_on=wishes.product_weekly)


def _weekly(field: SettingsField, label: str, words: Words, *, is_on: bool) -> Block:
    kinds = {each: option(words.text(_WEEKLIES[each]), each) for each in WeeklyChoice}
    chosen = kinds[WeeklyChoice.ON if is_on else WeeklyChoice.OFF]
    return input_block(field, label, radio_buttons(field, list(kinds.values()), initial=chosen))


def _of_person(asker: Member, wishes: Preferences, words: Words, today: date) -> Iterable[Block]:
    yield divider()
    yield _typed(SettingsField.QUIET_FROM, words.text("Quiet from, like 20:00"), _clock(wishes.quiet_from))
    yield _typed(SettingsField.QUIET_UNTIL, words.text("Quiet until, like 7:00"), _clock(wishes.quiet_until))
    is_back = wishes.away_until is not None and wishes.away_until < today
    away = date_picker(SettingsField.AWAY_UNTIL, initial=None if is_back else wishes.away_until)
    yield input_block(SettingsField.AWAY_UNTIL, words.text("Away until (the last day)"), away, optional=True)
    yield request_news_field(wishes, words)
    languages = [
        option(words.text("As my Slack"), SLACKS_OWN),
        option("English", Language.EN),
        option("简体中文", Language.ZH_HANS),
    ]
    current = next((each for each in languages if each["value"] == asker.language), languages[0])
    chosen = select(SettingsField.LANGUAGE, languages, placeholder=words.text("Language"), initial=current)
    yield input_block(SettingsField.LANGUAGE, words.text("Language"), chosen)


def _of_everybody(asker: Member, rules: WorkspaceRules, words: Words) -> Iterable[Block]:
    if asker.role is not Role.ADMIN:
        return
    yield divider()
    yield header(words.text("For everybody"))
    yield _typed(SettingsField.RULE_MORNING, words.text("The usual hour of digests"), _clock(rules.morning))
    days = " ".join(sorted(day.isoformat() for day in rules.holidays))
    yield _typed(SettingsField.HOLIDAYS, words.text("Holidays, like 2026-12-25 2026-12-26"), days)
    yield from channel_fields(rules.channel_digests, words)
    yield from sight_fields(rules, words)


def _problem(problem: SettingsProblem | RefusedChannel, words: Words) -> str:
    if isinstance(problem, RefusedChannel):
        return channel_refused(problem, words)
    return words.text(_PROBLEMS[problem], most=MOST_CHANNELS)


def _typed(field: SettingsField, label: str, initial: str, *, hint: str = "") -> Block:
    made = text_input(field, max_length=LONGEST_TEXT, initial=initial)
    return input_block(field, label, made, optional=True, hint=hint)


def _weekdays(wishes: Preferences, rules: WorkspaceRules, words: Words) -> Element:
    days = [option(words.text(name), str(number)) for number, name in enumerate(_WEEKDAYS)]
    held = rules.weekdays if wishes.weekdays is None else wishes.weekdays
    chosen: list[Option] = [each for number, each in enumerate(days) if number in held]
    return multi_select(SettingsField.WEEKDAYS, days, placeholder=words.text("Days"), most=7, initial=chosen)


def _sections(wishes: Preferences, words: Words) -> Element:
    kinds = {each: option(words.text(_SECTIONS[each]), each) for each in DigestSection}
    chosen = [kinds[each] for each in DigestSection if each in wishes.sections]
    return multi_select(
        SettingsField.SECTIONS, list(kinds.values()), placeholder=words.text("Parts"), most=len(kinds), initial=chosen
    )


def _digest_choice(wishes: Preferences) -> Nothing:
    if not wishes.digest:
        return Nothing.NO_DIGEST
    return Nothing.A_LINE if wishes.tells_of_nothing else Nothing.SILENCE


def _clock(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


_DIGESTS = {
    Nothing.SILENCE: marked("When there is something to say"),
    Nothing.A_LINE: marked("Every morning, with the totals"),
    Nothing.NO_DIGEST: marked("Off"),
}
_WEEKLIES = {
    WeeklyChoice.ON: marked("On the first of these days each week"),
    WeeklyChoice.OFF: marked("Off"),
}
_SECTIONS = {
    DigestSection.CHANGED: marked("What changed"),
    DigestSection.RENEWALS: marked("Renewals that are not safe yet"),
    DigestSection.WORK: marked("What is late"),
    DigestSection.TOTALS: marked("Totals"),
    DigestSection.DATA: marked("Data that are late"),
}
_WEEKDAYS = (
    marked("Monday"),
    marked("Tuesday"),
    marked("Wednesday"),
    marked("Thursday"),
    marked("Friday"),
    marked("Saturday"),
    marked("Sunday"),
)
_PROBLEMS = {
    SettingsProblem.NO_TIME: marked("Write a time like 8:30."),
    SettingsProblem.NO_ZONE: marked("Write a zone like Europe/Berlin or Asia/Shanghai."),
    SettingsProblem.NO_AMOUNT: marked("Write a whole amount like 5000 or 5k."),
    SettingsProblem.HALF_QUIET: marked("Quiet hours need a beginning and an end."),
    SettingsProblem.DAY_GONE: marked("That day is gone. Choose today or a later one."),
    SettingsProblem.NO_DAY: marked("Write days like 2026-12-25, with a space between."),
    SettingsProblem.TOO_MANY_CHANNELS: marked("Choose %(most)s channels at most."),
}
