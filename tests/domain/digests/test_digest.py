from __future__ import annotations

import json

import pytest
from digest_samples import DAY, NOW, TODAY, YESTERDAY, account, glance, scored

from domain.accounts import Money
from domain.alerts.alert import Alert
from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.digests.digest import (
    Digest,
    DigestWish,
    LateFeed,
    RedSums,
    Totals,
    items_for,
    looked_back_to,
    red_sums,
)
from domain.digests.facts import Attention, EarlierScore
from domain.digests.items import Past
from domain.digests.reading import accounts_of, by_addressee, by_holder, has_digest
from domain.digests.written import digest_from, facts_of
from domain.health.model import Band
from domain.money import ExchangeRates
from domain.permissions import Member, Role
from domain.preferences import DigestSection
from domain.records import RecordKind
from domain.renewals.renewal import ForecastCategory
from domain.revenue.kept import KeptArr
from domain.revenue.movements import ArrMovement

RATES = ExchangeRates("USD", {}, {})
LATE = {"overdue_tasks": 1}
USD = Money(100_000_00, "USD")


def names(wish: DigestWish, attention: dict[int, Attention] | None = None) -> list[str]:
    book = [
        account(1, **LATE),
        account(2, **LATE, arr=Money(4_999_00, "USD")),
        account(3, **LATE, arr=None),
        account(4, renewal=glance(3)),
        account(5),
    ]
    found = items_for(book, Past(), attention or {}, wish, rates=RATES, since=YESTERDAY, today=TODAY)
    return [item.name for item in found]


def test_a_digest_holds_what_its_reader_wants() -> None:
    assert names(DigestWish()) == ["Acme 4", "Acme 1", "Acme 2", "Acme 3"]
    assert names(DigestWish(minimum_arr=5_000_00)) == ["Acme 4", "Acme 1"]
    assert names(DigestWish(sections=frozenset({DigestSection.RENEWALS}))) == ["Acme 4"]
    assert names(DigestWish(), {4: Attention(4, "U1", NOW, 9, taken_by="U2")}) == ["Acme 1", "Acme 2", "Acme 3"]


def test_an_alert_is_in_the_digest_of_who_it_was_left_to() -> None:
    def left_to(person: str | None) -> Alert:
        return Alert(
            1, AlertKind.DROP, 1, "", Severity.MEDIUM, TODAY, NOW, to=person, way=AlertWay.DIGEST, once=str(person)
        )

    owned, orphan = account(1, owner="U1"), account(2, owner=None)

    found = by_addressee([owned, orphan], {1: [left_to("U1")], 2: [left_to("U9"), left_to("U9"), left_to(None)]})

    assert found == {"U9": [orphan]}


def test_news_begin_where_the_last_digest_ended_but_not_long_ago() -> None:
    assert looked_back_to(None, now=NOW) == NOW - 7 * DAY
    assert looked_back_to(YESTERDAY, now=NOW) == YESTERDAY
    assert looked_back_to(NOW - 30 * DAY, now=NOW) == NOW - 14 * DAY


def test_red_arr_is_compared_with_yesterday_and_a_week_ago() -> None:
    past = Past(
        {
            1: [EarlierScore(NOW - 8 * DAY, Band.GREEN, 80), EarlierScore(YESTERDAY, Band.RED, 20)],
            2: [EarlierScore(NOW - 8 * DAY, Band.RED, 20)],
        }
    )
    book = [account(1, band=Band.RED), account(2), account(3, band=Band.RED)]

    assert red_sums(book, past, rates=RATES, now=NOW) == RedSums(
        (Money(200_000_00, "USD"),), (Money(200_000_00, "USD"),), (USD,)
    )


def test_a_digest_survives_being_written_down() -> None:
    book = [account(1, renewal=glance(3, ForecastCategory.PROBABLE)), account(2, **LATE, arr=None)]
    items = items_for(book, scored(Band.RED, 30), {}, DigestWish(), rates=RATES, since=YESTERDAY, today=TODAY)
    kept = KeptArr(ArrMovement(opening=100_00, churn=10_00, closing=90_00), 3, ("GBP",))
    totals = Totals(2, RedSums((USD,), (), ()), (USD,), (), kept)
    digest = Digest(YESTERDAY, NOW, tuple(items), 3, totals, (LateFeed(RecordKind.USAGE, 4),))
    bare = Digest(YESTERDAY, NOW, (), 0, None, ())

    assert digest_from(json.loads(json.dumps(facts_of(digest)))) == digest
    assert digest_from(json.loads(json.dumps(facts_of(bare)))) == bare
    assert (digest.has_news, bare.has_news) == (True, False)


def test_one_that_was_written_before_retention_was_said_is_read_still() -> None:
    totals = Totals(2, RedSums((USD,), (), ()), (USD,), ())
    said = json.loads(json.dumps(facts_of(Digest(YESTERDAY, NOW, (), 0, totals, ()))))
    del said["totals"]["kept"]

    assert digest_from(said).totals == totals


MANAGER = Member("U9", "Max", Role.MANAGER)
MEMBERS = [MANAGER, Member("U1", "Ada", Role.CSM, manager="U9"), Member("U2", "Wei", Role.CSM)]
BOOK = [account(1), account(2, owner="U2", cover="U1"), account(3, owner="U2"), account(4, owner=None)]


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        pytest.param(MANAGER, [1, 2], id="a manager: the tree below"),
        pytest.param(MEMBERS[1], [1, 2], id="a CSM: owned and covered"),
        pytest.param(MEMBERS[2], [2, 3], id="covered by somebody else, still one's own"),
        pytest.param(Member("U8", "Di", Role.DIRECTOR), [1, 2, 3, 4], id="a director: all of it"),
        pytest.param(Member("U7", "Ed", Role.ADMIN), [], id="an admin: only an own book"),
    ],
)
def test_whose_accounts_a_digest_is_of(reader: Member, expected: list[int]) -> None:
    found = accounts_of(reader, MEMBERS, BOOK, by_holder(BOOK))

    assert [each.account for each in found] == expected


@pytest.mark.parametrize(
    ("role", "has"), [pytest.param(Role.CSM, True), pytest.param(Role.PRODUCT, False), pytest.param(Role.VIEWER, False)]
)
def test_who_looks_after_accounts_has_a_digest(role: Role, *, has: bool) -> None:
    assert has_digest(Member("U1", "Ada", role)) is has
