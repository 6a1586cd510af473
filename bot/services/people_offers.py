"""The forms of contacts as they open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.services.people_accounts import account_of, contact_of, match_of, require_changer
from domain.people.answer import LeftOffer, PersonOffer
from domain.people.form import LeftForm, form_of
from domain.people.order import in_order
from domain.permissions import Member
from domain.ports import Library


@dataclass(frozen=True, slots=True)
class PeopleOffers:
    library: Library

    def new(self, asker: Member, account: str, *, today: date) -> PersonOffer:
        require_changer(asker)
        with self.library.reading() as book:
            found = account_of(book, asker, account, today=today)
            return PersonOffer(match_of(found), f"account:{found.id}", None)

    def edit(self, asker: Member, contact: str, *, today: date) -> PersonOffer:
        require_changer(asker)
        with self.library.reading() as book:
            found, account = contact_of(book, asker, contact, today=today)
            return PersonOffer(account, f"{found.id} {found.version}", found, form_of(found))

    def left(self, asker: Member, contact: str, *, today: date) -> LeftOffer:
        """Also for who has left already: to say who follows, or to put the day right."""
        require_changer(asker)
        with self.library.reading() as book:
            found, account = contact_of(book, asker, contact, today=today)
            others = [each for each in book.people.of_account(found.account) if each.id != found.id]
            present = [each for each in in_order(others, today) if not each.has_left(today)]
            on = found.left_on or today
            form = LeftForm(on.isoformat(), str(found.followed_by or ""), found.went_to)
            return LeftOffer(account, f"{found.id} {found.version}", found, form, tuple(present))
