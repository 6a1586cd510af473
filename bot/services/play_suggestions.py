"""Accounts that are ready to grow, and what becomes of a suggestion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.expansion_rules import expansion_rules
from bot.services.health import account_id
from bot.services.play_accounts import require_player
from bot.services.sight import require_sight
from domain.errors import SuggestionGoneError
from domain.expansion.allowed import may_open_plays
from domain.expansion.answer import PassOffer, SuggestedAccounts
from domain.expansion.form import LONGEST_WHY
from domain.expansion.ports import PlayFilter, SeatQuery
from domain.expansion.question import PlaysWanted
from domain.expansion.suggesting import (
    PassedOn,
    PassField,
    PassProblem,
    SeatFacts,
    accounts_of,
    pass_problems,
    suggestions,
)
from domain.permissions import Member
from domain.ports import AuditEntry, Book, Library
from domain.tasks.form import day_in
from domain.texts import written

PAGE = 8
PASSED = "plays.passed"


@dataclass(frozen=True, slots=True)
class PlaySuggestions:
    library: Library
    clock: Callable[[], datetime]

    def offer(self, asker: Member, account: str, *, today: date) -> PassOffer:
        require_player(asker)
        with self.library.reading() as book:
            return PassOffer(_one(book, asker, account, today=today))

    def pass_on(
        self, asker: Member, account: str, until: str, reason: str, *, today: date
    ) -> SeatFacts | dict[PassField, PassProblem]:
        """Not now: until a day, or with a reason until it is another case."""
        require_player(asker)
        day, why = day_in(until), written(reason)
        with self.library.writing() as book:
            facts = _one(book, asker, account, today=today)
            if problems := pass_problems(day, why, today=today, longest=LONGEST_WHY):
                return problems
            now = self.clock()
            book.plays.pass_on(PassedOn(facts.account, asker.slack_id, now, facts.seats, facts.used, day, why))
            told = f"until {day}" if day else "until it changes"
            book.audit.record(AuditEntry(now, asker.slack_id, PASSED, f"account:{facts.account}", after=told))
            return facts


def suggested(book: Book, asker: Member, wanted: PlaysWanted, chosen: PlayFilter, *, offset: int) -> SuggestedAccounts:
    """A place past the end is the last page."""
    rules = expansion_rules(book)
    facts = _ready(book, SeatQuery(chosen.today, rules.seat_share, rules.for_days, chosen.owners, chosen.within))
    offset = min(offset, max(0, (len(facts) - 1) // PAGE * PAGE))
    page, may_open = facts[offset : offset + PAGE], may_open_plays(asker)
    return SuggestedAccounts(wanted, page, offset, len(facts), rules.seat_share, rules.for_days, may_open)


def _ready(book: Book, query: SeatQuery) -> tuple[SeatFacts, ...]:
    facts = book.plays.full_accounts(query)
    passed = book.plays.passed_on(accounts_of(facts)) if facts else ()
    return suggestions(facts, passed, expansion_rules(book), today=query.today)


def _one(book: Book, asker: Member, account: str, *, today: date) -> SeatFacts:
    """Of an account that is in the asker's hands, while it is suggested still."""
    number, rules = account_id(account), expansion_rules(book)
    require_sight(book, asker, number, today=today)
    query = SeatQuery(today, rules.seat_share, rules.for_days, within=frozenset({number}))
    found = next(iter(_ready(book, query)), None)
    if found is None:
        raise SuggestionGoneError(account)
    return found
