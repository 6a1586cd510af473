"""`/cs stages` and `/cs onboarding`: where accounts stand in their life with us, and who waits for first value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.services.health import require_reader
from bot.services.sight import require_sight_of
from bot.services.value_rules import value_rules
from bot.services.whose import named, usual_scope
from domain.filter_words import NotUnderstood, Scope
from domain.first_value.grouping import times_by
from domain.first_value.survival import time_to_value
from domain.health.ports import StandingFilter
from domain.lifecycle.answer import ClockList, OnboardingAnswer, StagesAnswer, StagesList, TimesToValue
from domain.lifecycle.question import LifecycleWanted, lifecycle_text, onboarding_question, stages_question
from domain.permissions import Member
from domain.ports import Book, Library
from domain.teams import team_of

PAGE = 8


@dataclass(frozen=True, slots=True)
class LifecycleLists:
    library: Library

    def stages(self, asker: Member, text: str, *, today: date, offset: int = 0) -> StagesAnswer:
        """Without a stage only those that are stuck are listed; the totals are of all."""
        require_reader(asker)
        question = stages_question(text)
        if not isinstance(question, LifecycleWanted):
            return question
        with self.library.reading() as book:
            wanted = _of_somebody(book, asker, question, today)
            if isinstance(wanted, NotUnderstood):
                return wanted
            chosen = replace(_filter(book, asker, wanted, today), stage=wanted.stage)
            stuck = wanted.stuck or wanted.stage is None
            page = book.lifecycle.stages(chosen, stuck=stuck, offset=offset, limit=PAGE)
            if not page.standings and offset:
                offset = _last_page(page.shown)
                page = book.lifecycle.stages(chosen, stuck=stuck, offset=offset, limit=PAGE)
            return StagesList(wanted, page, offset)

    def onboarding(self, asker: Member, text: str, *, today: date, offset: int = 0) -> OnboardingAnswer:
        require_reader(asker)
        question = onboarding_question(text)
        if not isinstance(question, LifecycleWanted):
            return question
        with self.library.reading() as book:
            wanted = _of_somebody(book, asker, question, today)
            if isinstance(wanted, NotUnderstood):
                return wanted
            chosen = _filter(book, asker, wanted, today)
            if wanted.median:
                return _times(book, chosen, wanted, today)
            return _clock(book, chosen, wanted, today, offset)


def _of_somebody(book: Book, asker: Member, question: LifecycleWanted, today: date) -> LifecycleWanted | NotUnderstood:
    """Whose accounts, as far as the asker may see them."""
    members = book.members.all()
    wanted = named(question, members, lifecycle_text)
    if isinstance(wanted, NotUnderstood):
        return wanted
    if wanted.scope is None and wanted.owner is None:
        wanted = replace(wanted, scope=usual_scope(book, asker, today))
    require_sight_of(wanted.owner, wanted.scope, asker, members)
    return wanted


def _filter(book: Book, asker: Member, wanted: LifecycleWanted, today: date) -> StandingFilter:
    is_team = wanted.scope is Scope.TEAM and not wanted.owner
    owner = wanted.owner or (asker.slack_id if wanted.scope is Scope.MINE else None)
    owners = team_of(asker, book.members.all()) if is_team else None
    return StandingFilter(owner=owner, owners=owners, tier=wanted.tier, today=today)


def _clock(book: Book, chosen: StandingFilter, wanted: LifecycleWanted, today: date, offset: int) -> ClockList:
    page = book.lifecycle.clock(chosen, late=wanted.late, today=today, offset=offset, limit=PAGE)
    if not page.rows and offset:
        offset = _last_page(page.shown)
        page = book.lifecycle.clock(chosen, late=wanted.late, today=today, offset=offset, limit=PAGE)
    return ClockList(wanted, page, value_rules(book), offset)


def _times(book: Book, chosen: StandingFilter, wanted: LifecycleWanted, today: date) -> TimesToValue:
    page = book.lifecycle.starters(chosen, today=today)
    groups = times_by(page.rows, wanted.by) if wanted.by else {}
    return TimesToValue(wanted, time_to_value(row.starter for row in page.rows), groups, page.not_live)


def _last_page(shown: int) -> int:
    return max(0, (shown - 1) // PAGE * PAGE)
