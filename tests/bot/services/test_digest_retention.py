"""What the totals of a digest say of retention is what `/cs retention` answers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from revenue_book import ANA, DANA, DI, MO, retention_of, revenue_library

from bot.services.digest_desk import DigestDesk
from bot.services.digests import Digests
from domain.digests.digest import Totals
from domain.digests.written import digest_from
from domain.permissions import Member
from domain.revenue.answer import RetentionAnswer

JUNE = datetime(2025, 6, 20, 8, tzinfo=UTC)
TODAY = date(2025, 6, 20)


def totals_of(reader: Member) -> Totals | None:
    library = revenue_library()
    digests = Digests(library, lambda: JUNE, "UTC", "USD")
    DigestDesk(library, digests, lambda: JUNE).send_now(reader, today=TODAY)
    return digest_from(library.tables.outbox[-1].line.announcement.facts).totals


@pytest.mark.parametrize(
    ("reader", "words", "accounts"),
    [
        pytest.param(DANA, "me", 5, id="a CSM: the own book, with whom left in it"),
        pytest.param(MO, "team", 8, id="a manager: the team's"),
        pytest.param(DI, "all", 8, id="a director: everybody's"),
    ],
)
def test_a_digest_and_the_command_say_the_same(reader: Member, words: str, accounts: int) -> None:
    totals = totals_of(reader)
    answer = retention_of(revenue_library()).answer(reader, words, today=TODAY)

    assert isinstance(answer, RetentionAnswer)
    whole = answer.periods[0].figures.retention
    assert totals is not None
    assert totals.kept is not None
    assert (totals.kept.arr, totals.kept.accounts) == (whole.arr, whole.accounts) == (whole.arr, accounts)


def test_who_has_no_accounts_hears_no_rate() -> None:
    assert totals_of(ANA) is None


def test_a_book_that_lost_one_this_quarter_kept_less_than_all() -> None:
    totals = totals_of(DANA)

    assert totals is not None
    assert totals.kept is not None
    assert totals.kept.gross is not None
    assert totals.kept.gross < 1
