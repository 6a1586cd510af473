"""Referrals in the figures of a team: who became a customer within the period, by the account that named them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from play_desk import play, played_book

from bot.services.team_referrals import KeptReferrals
from domain.expansion.play import PlayKind, Stage

AT = datetime(2026, 3, 1, tzinfo=UTC)


def test_those_count_that_became_customers_in_the_period() -> None:
    library = played_book()
    became = {"kind": PlayKind.REFERRAL, "stage": Stage.BECAME_CUSTOMER}
    kept = (
        play(key="a", account=1, ended_on=date(2026, 1, 1), **became),
        play(key="b", account=1, ended_on=date(2026, 3, 31), **became),
        play(key="c", account=2, ended_on=date(2026, 2, 1), **became),
        play(key="too early", account=1, ended_on=date(2025, 12, 31), **became),
        play(key="too late", account=1, ended_on=date(2026, 4, 1), **became),
        play(key="a play", account=1, ended_on=date(2026, 2, 1), stage=Stage.WON),
        play(key="named only", account=1, day=date(2026, 2, 1), kind=PlayKind.REFERRAL, stage=Stage.NAMED),
    )
    with library.writing() as book:
        for each in kept:
            book.plays.add(each)

    with library.reading() as book:
        referrals = KeptReferrals(book)
        everybody = referrals.brought(date(2026, 1, 1), date(2026, 4, 1), None)
        some = referrals.brought(date(2026, 1, 1), date(2026, 4, 1), {2})

    assert (everybody, some) == ({1: 2, 2: 1}, {2: 1})
