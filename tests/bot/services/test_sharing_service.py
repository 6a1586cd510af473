from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from fakes import FakeLibrary
from health_samples import VIEWER, WEI, standing

from bot.services.sharing import Shareable, Sharing
from domain.accounts import Account, AccountStatus
from domain.errors import AccountChurnedError, AccountNotFoundError, NotAllowedError, SharingRefusedError
from domain.ports import AuditEntry
from domain.sharing import Audience

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEAM = Audience("C0CS", "cs-team", members=12)
READERS = '{"channel": "C0CS", "members": 12, "guests": 0, "outsiders": 0}'
HARBOUR = standing(churned=False)


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    library.tables.accounts[17] = Account(17, "Harbour", owner="U0WEI", tier=HARBOUR.tier)
    library.tables.standings[17] = HARBOUR
    library.tables.accounts[19] = Account(19, "Blue")
    library.tables.members["U0WEI"] = WEI
    return library


def sharing(library: FakeLibrary) -> Sharing:
    return Sharing(library, clock=lambda: NOON)


def test_a_share_is_recorded_with_its_readers(library: FakeLibrary) -> None:
    shareable = sharing(library).share(WEI, "17", TEAM)

    assert isinstance(shareable, Shareable)
    assert (shareable.standing.name, shareable.names) == ("Harbour", {"U0WEI": "Wei"})
    assert library.tables.audit == [
        AuditEntry(NOON, "U0WEI", "health.shared", "account:17", after=READERS, origin="C0CS")
    ]


def test_a_post_that_failed_is_recorded_too(library: FakeLibrary) -> None:
    sharing(library).record_failure(WEI, 17, TEAM)

    assert library.tables.audit == [
        AuditEntry(NOON, "U0WEI", "health.share_failed", "account:17", after=READERS, origin="C0CS")
    ]


def test_an_offer_changes_nothing(library: FakeLibrary) -> None:
    assert sharing(library).offer(WEI, "17").name == "Harbour"
    assert library.tables.audit == []


@pytest.mark.parametrize(
    ("readers", "reason"),
    [
        pytest.param({"outsiders": ("Eve",)}, "outsiders", id="outsiders"),
        pytest.param({"guests": ("Gus",)}, "guests", id="guests"),
        pytest.param({"is_bot_inside": False}, "not_in_channel", id="the bot is not there"),
    ],
)
def test_nothing_is_shared_where_others_read(library: FakeLibrary, readers: dict[str, Any], reason: str) -> None:
    with pytest.raises(SharingRefusedError) as refused:
        sharing(library).share(WEI, "17", Audience("C0CS", "cs-team", **readers))

    assert refused.value == SharingRefusedError("C0CS", reason)
    assert library.tables.audit == []


def test_an_account_that_has_left_is_shared_no_more(library: FakeLibrary) -> None:
    library.tables.accounts[17] = Account(17, "Harbour", AccountStatus.CHURNED)

    with pytest.raises(AccountChurnedError) as refused:
        sharing(library).share(WEI, "17", TEAM)

    assert refused.value == AccountChurnedError("Harbour")
    assert library.tables.audit == []


@pytest.mark.parametrize("account", ["19", "99", "x"])
def test_only_a_scored_account_can_be_shared(library: FakeLibrary, account: str) -> None:
    with pytest.raises(AccountNotFoundError):
        sharing(library).share(WEI, account, TEAM)
    with pytest.raises(AccountNotFoundError):
        sharing(library).offer(WEI, account)


def test_who_only_looks_may_not_share(library: FakeLibrary) -> None:
    with pytest.raises(NotAllowedError):
        sharing(library).offer(VIEWER, "17")
    with pytest.raises(NotAllowedError):
        sharing(library).share(VIEWER, "17", TEAM)
