from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from health_book import STANDING, TODAY, standing
from shelves import Shelf

from domain.accounts import Account, AccountStatus, Cover, LifecycleStage, Money, Tier
from domain.health.model import Band
from domain.health.ports import StandingFilter, StandingOrder, StandingPage
from domain.health.standing import AccountStanding

COVER = Cover("U2", date(2026, 8, 30), TODAY)
WORST = StandingOrder.WORST_FIRST
AT_RISK = StandingOrder.ARR_AT_RISK_FIRST


def test_a_standing_comes_back_whole_with_what_the_account_says(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme", owner="U1", cover=COVER, first_value_on=date(2024, 6, 1)))
    shelf.put_standing(STANDING)

    with shelf.library.reading() as book:
        assert book.standings.of(1) == replace(
            STANDING,
            owner="U1",
            cover="U2",
            cover_starts_on=COVER.starts_on,
            cover_ends_on=COVER.ends_on,
            first_value_on=date(2024, 6, 1),
        )


def test_a_standing_of_little_knowledge_comes_back_with_its_gaps(shelf: Shelf) -> None:
    little = standing(
        1, shown=None, raw=None, band=Band.GREY, cap=None, arr=(), pulls_down=(), lifts=(), judgement=None
    )
    little = replace(little, trend=None, change_7=None, renewal_on=None, notice_on=None, auto_renew=None)
    shelf.put(Account(1, "Acme"))
    shelf.put_standing(little)

    with shelf.library.reading() as book:
        assert book.standings.of(1) == little


def test_an_account_that_has_gone_says_when(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme", status=AccountStatus.CHURNED, churned_on=date(2026, 3, 1)))
    shelf.put_standing(STANDING)

    with shelf.library.reading() as book:
        assert book.standings.of(1) == replace(STANDING, churned=True, churned_on=date(2026, 3, 1))


@pytest.mark.parametrize("normal", ["acme", "a c m e", "acme example", "77"])
def test_every_exact_word_leads_to_the_standing(shelf: Shelf, normal: str) -> None:
    shelf.put(Account(1, "Acme", aliases=("A C M E",), domains=("acme.example",), external_ids=(("crm", "77"),)))
    shelf.put_standing(STANDING)

    with shelf.library.reading() as book:
        assert list(book.standings.by_exact_name(normal)) == [STANDING]


def test_an_account_that_has_a_word_twice_is_found_once(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme", aliases=("ACME",)))
    shelf.put_standing(STANDING)

    with shelf.library.reading() as book:
        assert list(book.standings.by_exact_name("acme")) == [STANDING]
        assert list(book.standings.by_exact_name("acm")) == []


def test_an_account_without_a_standing_was_never_scored(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    shelf.put(Account(2, "Globex"))
    shelf.put_standing(STANDING)

    with shelf.library.reading() as book:
        assert book.standings.never_scored(1) is None
        assert book.standings.never_scored(2) == Account(2, "Globex")
        assert book.standings.never_scored(3) is None
        assert book.standings.of(2) is None


def test_the_worst_come_first_and_grey_ones_last(shelf: Shelf) -> None:
    _put(shelf, 1, shown=75, band=Band.GREEN)
    _put(shelf, 2, shown=12, band=Band.GREY)
    _put(shelf, 3, shown=None, band=Band.GREY)
    _put(shelf, 4, shown=31, band=Band.RED)
    _put(shelf, 5, shown=50, band=Band.YELLOW)

    assert _listed(_page(shelf, order=WORST)) == [4, 5, 1, 2, 3]


def test_inside_a_band_the_largest_amount_comes_first(shelf: Shelf) -> None:
    _put(shelf, 1, band=Band.GREEN, arr=(Money(900, "USD"),))
    _put(shelf, 2, band=Band.RED, arr=(Money(100, "USD"),))
    _put(shelf, 3, band=Band.RED, arr=(Money(10, "EUR"), Money(200, "USD")))
    _put(shelf, 4, band=Band.GREY, arr=())
    _put(shelf, 5, band=Band.YELLOW, arr=())

    assert _listed(_page(shelf, order=AT_RISK)) == [3, 2, 5, 4, 1]


def test_a_page_says_what_the_whole_list_holds(shelf: Shelf) -> None:
    for number, band in enumerate([Band.RED, Band.RED, Band.GREEN, Band.GREY], start=1):
        _put(shelf, number, band=band)
    shelf.put(Account(5, "Never scored"))
    shelf.put(Account(6, "Gone", status=AccountStatus.CHURNED))

    page = _page(shelf, order=AT_RISK, offset=1, limit=2)

    assert _listed(page) == [2, 4]
    assert (page.total, page.not_scored) == (4, 1)
    assert dict(page.bands) == {Band.RED: 2, Band.GREEN: 1, Band.GREY: 1}


@pytest.mark.parametrize(
    ("wanted", "listed", "not_scored"),
    [
        pytest.param(StandingFilter(), [1, 2, 3], 1, id="all but those that have gone"),
        pytest.param(StandingFilter(owner="U1"), [1], 0, id="owner"),
        pytest.param(StandingFilter(owner="U2", today=TODAY), [2, 3], 1, id="owner and cover on its last day"),
        pytest.param(StandingFilter(owner="U2", today=date(2026, 9, 2)), [2], 1, id="cover is over"),
        pytest.param(StandingFilter(owner="U2"), [2], 1, id="no day, no cover"),
        pytest.param(StandingFilter(owner="U9", today=date(2031, 1, 1)), [1], 0, id="cover until further notice"),
        pytest.param(StandingFilter(owners=("U1", "U2")), [1, 2], 1, id="several books"),
        pytest.param(StandingFilter(owners=()), [], 0, id="nobody's books"),
        pytest.param(StandingFilter(owner="U1", owners=("U2",)), [], 0, id="an owner outside the team"),
        pytest.param(StandingFilter(tier=Tier.HIGH), [2], 0, id="tier"),
        pytest.param(StandingFilter(stage=LifecycleStage.RENEWAL), [3], 1, id="stage"),
        pytest.param(StandingFilter(band=Band.RED), [1], 1, id="band"),
    ],
)
def test_a_list_is_narrowed(shelf: Shelf, wanted: StandingFilter, listed: list[int], not_scored: int) -> None:
    _put(shelf, 1, account=Account(1, "Acme", owner="U1", cover=Cover("U9")), band=Band.RED)
    _put(shelf, 2, account=Account(2, "Globex", owner="U2", tier=Tier.HIGH), tier=Tier.HIGH)
    _put(shelf, 3, account=Account(3, "Initech", owner="U3", cover=COVER), stage=LifecycleStage.RENEWAL)
    shelf.put(Account(4, "Never scored", owner="U2"))
    _put(shelf, 5, account=Account(5, "Gone", owner="U1", status=AccountStatus.CHURNED))

    page = _page(shelf, wanted)

    assert (_listed(page), page.total, page.not_scored) == (listed, len(listed), not_scored)


def _put(shelf: Shelf, number: int, account: Account | None = None, **changes: Any) -> None:
    shelf.put(account or Account(number, f"Account {number}"))
    shelf.put_standing(standing(number, **changes))


def _page(
    shelf: Shelf, wanted: StandingFilter | None = None, *, order: StandingOrder = WORST, offset: int = 0, limit: int = 8
) -> StandingPage:
    with shelf.library.reading() as book:
        return book.standings.page(wanted or StandingFilter(), order=order, offset=offset, limit=limit)


def _listed(page: StandingPage) -> list[int]:
    def number(standing: AccountStanding) -> int:
        return standing.account

    return [number(standing) for standing in page.standings]
