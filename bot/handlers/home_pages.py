"""A Home tab as it would be now, with everything that draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.home import home_page, not_for_you
from bot.blocks.kit import HomePage
from bot.handlers.admission import Admission
from bot.handlers.home_sections import HomeSection, drawings
from bot.services.home import Home
from domain.errors import NotAMemberError
from domain.home_view import HomeView
from domain.permissions import Member, Person
from domain.tasks.answer import TaskChanged


@dataclass(frozen=True, slots=True)
class HomePages:
    """A page as it would be now, for whoever it is for."""

    home: Home
    sections: Sequence[HomeSection]
    admission: Admission

    def page(self, person: Person, view: HomeView, news: TaskChanged | None) -> HomePage:
        """Who has no role is told so, in their own language."""
        try:
            member = self.admission.access.admitted(person)
        except NotAMemberError:
            return not_for_you(self.admission.words_of(person.locale, None))
        return self._of(member, view, news)

    def _of(self, member: Member, view: HomeView, news: TaskChanged | None) -> HomePage:
        words = self.admission.words_of(member.locale, member.language)
        look = self.home.of(member, view, today=self.admission.now_of(member).date())
        return home_page(look, words, drawings(self.sections, look), news=news)
