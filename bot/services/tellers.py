"""Who has to tell somebody what became of a request, as people are here today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.accounts import Cover
from domain.alerts.routing import route
from domain.feedback.request import Asker
from domain.permissions import Member, may_make_tasks
from domain.ports import Book


@dataclass(frozen=True, slots=True)
class Tellers:
    members: Mapping[str, Member]
    away: frozenset[str]
    today: date

    def of(self, asker: Asker, owner: str | None, cover: Cover | None) -> str | None:
        """An account's owner, who covers, their manager, an admin; of other voices whoever brought it, then the same.

        None where nobody of them is here.
        """
        member = self.members.get(owner or "")
        if member and asker is not Asker.ACCOUNT and may_make_tasks(member) and member.slack_id not in self.away:
            return member.slack_id
        stands_in = cover.member if cover and cover.holds(self.today) else None
        return route(owner, stands_in, self.members, away=self.away).to

    def language(self, person: str) -> str | None:
        member = self.members.get(person)
        return (member.language or member.locale) if member else None


def tellers(book: Book, *, today: date) -> Tellers:
    wishes = book.wishes.all()
    members = {member.slack_id: member for member in book.members.all()}
    away = (person for person in members if (mine := wishes.get(person)) and (mine.away_until or date.min) >= today)
    return Tellers(members, frozenset(away), today)
