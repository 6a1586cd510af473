"""`/cs settings`: what somebody hears when; for admins, what holds for everybody."""

from __future__ import annotations

from bot.blocks.kit import FieldErrors, Message, Modal
from bot.blocks.settings_form import SLACKS_OWN, settings_errors, settings_form, settings_saved
from bot.handlers.admission import Admission
from bot.handlers.answering import open_modal, submit
from bot.handlers.asked import Asked
from bot.handlers.audiences import Audiences
from bot.handlers.channel_choice import readers_of
from bot.handlers.looking import from_worker
from bot.handlers.payloads import chosen_in, typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View, Word
from bot.locale import Language
from bot.services.preferences import PreferenceBook
from domain.permissions import BookScope, Role
from domain.settings_form import Nothing, SettingsField, SettingsForm


def register(routes: Routes, preferences: PreferenceBook, admission: Admission, audiences: Audiences) -> None:
    desk = SettingsDesk(preferences, admission, audiences)
    routes.subcommand(Word.SETTINGS, desk.ask)
    routes.action(Action.SETTINGS, desk.ask)
    routes.view(View.SETTINGS, desk.save)


class SettingsDesk:
    def __init__(self, preferences: PreferenceBook, admission: Admission, audiences: Audiences) -> None:
        self._preferences = preferences
        self._admission = admission
        self._audiences = audiences

    async def ask(self, asked: Asked) -> None:
        def form() -> Modal:
            wishes, rules = self._preferences.of(asked.member)
            alerts = self._preferences.alert_rules()
            return settings_form(asked.member, wishes, rules, asked.words, asked.today, alerts=alerts)

        await open_modal(asked, form)

    async def save(self, asked: Asked) -> None:
        look = from_worker()

        def work() -> Message | FieldErrors:
            form = settings_in(asked)
            new = self._preferences.new_channels(form)
            looked_at = [look(readers_of(self._audiences, channel, asked)) for channel in new]
            problems = self._preferences.save(asked.member, form, today=asked.today, looked_at=looked_at)
            return settings_errors(problems, asked.words) if problems else settings_saved(asked.words)

        await submit(asked, work)
        self._admission.forget(asked.member.slack_id)


def settings_in(asked: Asked) -> SettingsForm:
    """The form as it came; what is missing or of another shape is empty."""

    def typed(field: SettingsField) -> str:
        return typed_in(asked.state, field)

    language = typed(SettingsField.LANGUAGE)
    channel_language = typed(SettingsField.CHANNEL_LANGUAGE)
    return SettingsForm(
        digest=typed(SettingsField.DIGEST) or Nothing.SILENCE,
        weekly=typed(SettingsField.WEEKLY) or None,
        product_weekly=typed(SettingsField.PRODUCT_WEEKLY) or None,
        morning=typed(SettingsField.MORNING),
        zone=typed(SettingsField.ZONE),
        weekdays=chosen_in(asked.state, SettingsField.WEEKDAYS),
        sections=chosen_in(asked.state, SettingsField.SECTIONS),
        minimum_arr=typed(SettingsField.MINIMUM_ARR),
        quiet_from=typed(SettingsField.QUIET_FROM),
        quiet_until=typed(SettingsField.QUIET_UNTIL),
        away_until=typed(SettingsField.AWAY_UNTIL),
        request_news=typed(SettingsField.REQUEST_NEWS),
        language="" if language == SLACKS_OWN else language or None,
        asks_for_alerts=SettingsField.ALERTS_NOW in asked.state,
        alerts_now=chosen_in(asked.state, SettingsField.ALERTS_NOW),
        alerts_digest=chosen_in(asked.state, SettingsField.ALERTS_DIGEST),
        asks_for_rules=asked.member.role is Role.ADMIN,
        rule_morning=typed(SettingsField.RULE_MORNING),
        holidays=typed(SettingsField.HOLIDAYS),
        channels=chosen_in(asked.state, SettingsField.CHANNELS),
        csms_see=typed(SettingsField.CSMS_SEE) or BookScope.ALL,
        channel_language=channel_language if channel_language in set(Language) else None,
    )
