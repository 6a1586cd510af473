"""`/cs nps`: what customers would say of us, whole and in groups, and who has not answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.services.health import require_reader
from bot.services.survey_accounts import require_admin
from bot.services.whose import named, owners_of, usual_scope
from domain.filter_words import HelpWanted, NotUnderstood
from domain.permissions import Member, Role
from domain.ports import Library
from domain.revenue.cuts import Cut
from domain.revenue.movements import Grain
from domain.revenue.question import FiguresWanted, figures_question, figures_text
from domain.surveys.answer import Survey
from domain.surveys.figures import detractors_in, grouped, waiting_in
from domain.surveys.nps import nps_of
from domain.surveys.told import NpsAnswer, NpsAsked, StrayList

ANSWERS_COUNT_FOR = timedelta(days=365)
CUTS = (Cut.TIER, Cut.SEGMENT, Cut.OWNER)
MOST_STRAYS = 8


@dataclass(frozen=True, slots=True)
class NpsLooks:
    library: Library

    def asked(self, asker: Member, text: str, *, today: date) -> NpsAsked:
        """Without a period, answers of the last year count: as long as they do in a score."""
        question = figures_question(text, today=today, cuts=CUTS, grains=(Grain.ACCOUNT,))
        if isinstance(question, HelpWanted):
            return question
        require_reader(asker)
        if not isinstance(question, FiguresWanted):
            return question
        for cut, value in question.only.items():
            return NotUnderstood(f"{cut}:{value}")
        return self._counted(asker, question, today)

    def strays(self, asker: Member) -> StrayList:
        require_admin(asker)
        with self.library.reading() as book:
            strays, total = book.surveys.strays(limit=MOST_STRAYS)
            return StrayList(tuple(strays), total)

    def _counted(self, asker: Member, question: FiguresWanted, today: date) -> NpsAsked:
        with self.library.reading() as book:
            members = book.members.all()
            wanted = named(question, members, figures_text)
            if isinstance(wanted, NotUnderstood):
                return wanted
            if wanted.scope is None and wanted.owner is None:
                wanted = replace(wanted, scope=usual_scope(book, asker, today))
            owners = owners_of(wanted, asker, members)
            first, last = _days(wanted, today)
            voices = book.surveys.voices(Survey.NPS, owners, first=first, last=last, today=today)
            asked = book.surveys.asked(Survey.NPS, owners, first=first, last=last, today=today)
            waiting = waiting_in(asked, voices)
            return NpsAnswer(
                wanted,
                first,
                last,
                whole=nps_of(voice.score for voice in voices),
                groups=grouped(voices, wanted.by) if wanted.by else (),
                detractors=detractors_in(voices),
                asked=len(asked),
                answered=len(asked) - len(waiting),
                waiting=waiting,
                oldest=min((voice.on for voice in voices), default=None),
                strays=book.surveys.strays(limit=1)[1] if asker.role is Role.ADMIN else 0,
                names={member.slack_id: member.name for member in members},
            )


def _days(wanted: FiguresWanted, today: date) -> tuple[date, date]:
    if wanted.period is None:
        return today - ANSWERS_COUNT_FOR + timedelta(days=1), today
    return wanted.period.starts_on, min(wanted.period.last_day, today)
