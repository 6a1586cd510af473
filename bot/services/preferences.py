"""What people set for themselves, and admins for everybody."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from domain.alerts.policy import SHIPPED_ALERTS, AlertRules
from domain.alerts.wishes import ways_chosen
from domain.errors import NotAllowedError
from domain.health.policy_file import policy_from_toml
from domain.permissions import Member, Role
from domain.ports import AuditEntry, Book, Library
from domain.preferences import Preferences, WorkspaceRules
from domain.settings_form import (
    SettingsField,
    SettingsForm,
    SettingsProblem,
    preferences_in,
    rules_in,
    settings_problems,
)
from domain.wishes import rules_text, wishes_of

SET, RULED = "settings.person", "settings.workspace"


class PreferenceBook:
    def __init__(self, library: Library, *, clock: Callable[[], datetime]) -> None:
        self._library = library
        self._clock = clock

    def of(self, asker: Member) -> tuple[Preferences, WorkspaceRules]:
        with self._library.reading() as book:
            return book.wishes.of(asker.slack_id), book.wishes.rules()

    def alert_rules(self) -> AlertRules:
        with self._library.reading() as book:
            return rules_of(book)

    def save(self, asker: Member, form: SettingsForm, *, today: date) -> dict[SettingsField, SettingsProblem]:
        """What is wrong with the form; nothing is written then. Fields that were not asked stay as they are."""
        if problems := settings_problems(form, today=today):
            return problems
        with self._library.writing() as book:
            before = book.wishes.of(asker.slack_id)
            after = preferences_in(form, before, book.wishes.rules())
            if form.asks_for_alerts:
                ways = ways_chosen(form.alerts_now, form.alerts_digest, before, rules_of(book))
                after = replace(after, alert_ways=ways)
            book.wishes.save(asker.slack_id, after)
            if form.language is not None:
                book.members.save(replace(asker, language=form.language or None))
            self._record(book.audit.record, asker, SET, json.dumps(wishes_of(before)), json.dumps(wishes_of(after)))
            if form.asks_for_rules:
                _require_admin(asker)
                known = book.wishes.rules()
                ruled = rules_in(form, known)
                book.wishes.save_rules(ruled)
                texts = (json.dumps(rules_text(known)), json.dumps(rules_text(ruled)))
                self._record(book.audit.record, asker, RULED, *texts)
        return {}

    def _record(
        self, record: Callable[[AuditEntry], None], asker: Member, action: str, before: str, after: str
    ) -> None:
        if before != after:
            record(AuditEntry(self._clock(), asker.slack_id, action, f"member:{asker.slack_id}", before, after))


def rules_of(book: Book) -> AlertRules:
    """As the policy in force has them."""
    published = book.policies.current()
    return policy_from_toml(published.text).alerts if published else SHIPPED_ALERTS


def _require_admin(asker: Member) -> None:
    if asker.role is not Role.ADMIN:
        raise NotAllowedError(asker.slack_id, RULED)
