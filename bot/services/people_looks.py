"""`/cs people`: who is who at an account, and where somebody is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.services.health import require_reader
from bot.services.people_accounts import account_of, match_of
from bot.services.people_rules import people_rules
from bot.services.sight import require_sight_of, seen_by
from bot.services.task_lists import account_meant
from bot.services.whose import usual_scope
from domain.accounts import Account, AccountStatus
from domain.filter_words import HelpWanted, Scope
from domain.health.ports import StandingFilter
from domain.people.answer import NOTHING_HEARD, AccountPage, GapList, GapRow, PeopleAnswer, PersonLook
from domain.people.contact import Contact
from domain.people.gaps import PeopleRules, gaps_of
from domain.people.order import facts_in, has_decision_maker, in_order, unfilled_places
from domain.people.ports import AccountPeople
from domain.people.question import GapsWanted, people_question
from domain.permissions import Member, may_change_people
from domain.ports import Book, Library
from domain.teams import team_of
from domain.zones import zone_called

PEOPLE_ON_A_PAGE = 10
ACCOUNTS_ON_A_PAGE = 8
ANSWERS_COUNT_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class PeopleLooks:
    """`zone` is the workspace's: where the days of contact begin."""

    library: Library
    zone: str

    def asked(self, asker: Member, text: str, *, channel: str | None, today: date, offset: int = 0) -> PeopleAnswer:
        """Without an account: the one that the channel belongs to, else whom the asker's accounts lack."""
        question = people_question(text)
        if isinstance(question, HelpWanted):
            return question
        require_reader(asker)
        with self.library.reading() as book:
            if isinstance(question, GapsWanted):
                return self._gaps(book, asker, question, today=today, offset=offset)
            seen = seen_by(book, asker, today=today)
            number = (
                account_meant(seen, asker, question.account).account if question.account else _linked(seen, channel)
            )
            if number is None:
                return self._gaps(book, asker, GapsWanted(), today=today, offset=0)
            return self._page(book, asker, account_of(book, asker, number, today=today), today, offset)

    def of_account(self, asker: Member, account: str, *, today: date, offset: int = 0) -> AccountPage:
        require_reader(asker)
        with self.library.reading() as book:
            return self._page(book, asker, account_of(book, asker, account, today=today), today, offset)

    def _page(self, book: Book, asker: Member, account: Account, today: date, offset: int) -> AccountPage:
        rules, people = people_rules(book), book.people.of_account(account.id)
        heard = book.people.heard_of(account.id, today=today, answered_after=today - ANSWERS_COUNT_FOR)
        by_number = {each.id: each for each in people}
        listed = in_order(people, today)
        if offset >= len(listed):
            offset = max(0, (len(listed) - 1) // PEOPLE_ON_A_PAGE * PEOPLE_ON_A_PAGE)

        def look(each: Contact) -> PersonLook:
            return PersonLook(each, heard.get(each.id, NOTHING_HEARD), by_number.get(each.followed_by or 0))

        facts = facts_in(people, heard, today=today, engaged_since=self._since(rules, today))
        needed = rules.needed[account.tier]
        return AccountPage(
            match_of(account),
            tuple(map(look, listed[offset : offset + PEOPLE_ON_A_PAGE])),
            total=len(listed),
            offset=offset,
            facts=facts,
            needed=needed,
            gaps=gaps_of(facts, needed),
            unfilled=unfilled_places(people, today),
            engaged_days=rules.engaged_days,
            may_change=may_change_people(asker),
            has_churned=account.status is AccountStatus.CHURNED,
            has_decision_maker=has_decision_maker(people, today),
        )

    def _gaps(self, book: Book, asker: Member, wanted: GapsWanted, *, today: date, offset: int) -> GapList:
        members, rules = book.members.all(), people_rules(book)
        if wanted.scope is None and wanted.person is None:
            wanted = replace(wanted, scope=usual_scope(book, asker, today))
        require_sight_of(wanted.person, wanted.scope, asker, members)
        owners = team_of(asker, members) if wanted.scope is Scope.TEAM and not wanted.person else None
        owner = wanted.person or (asker.slack_id if wanted.scope is Scope.MINE else None)
        chosen = StandingFilter(owner=owner, owners=owners, today=today)
        found = book.people.facts(chosen, today=today, engaged_since=self._since(rules, today))
        rows = [row for people in found if (row := _row(people, rules)).gaps]
        if offset >= len(rows):
            offset = max(0, (len(rows) - 1) // ACCOUNTS_ON_A_PAGE * ACCOUNTS_ON_A_PAGE)
        return GapList(
            wanted,
            tuple(rows[offset : offset + ACCOUNTS_ON_A_PAGE]),
            total=len(rows),
            accounts=len(found),
            offset=offset,
            engaged_days=rules.engaged_days,
            counts=Counter(gap for row in rows for gap in row.gaps),
        )

    def _since(self, rules: PeopleRules, today: date) -> datetime:
        first = today - timedelta(days=rules.engaged_days - 1)
        return datetime.combine(first, time(), tzinfo=zone_called(None, self.zone))


def _row(people: AccountPeople, rules: PeopleRules) -> GapRow:
    needed = rules.needed[people.tier]
    return GapRow(people, needed, gaps_of(people.facts, needed))


def _linked(book: Book, channel: str | None) -> int | None:
    """The account that the channel belongs to; several are no answer."""
    linked = book.accounts.linked_to(channel) if channel else ()
    return linked[0] if len(linked) == 1 else None
