from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from value_desk import DANA, DAY, OWN, TODAY, VI, ValueBook

from domain.accounts import Account
from domain.errors import AccountNotFoundError, NotAllowedError, OutsideBookError
from domain.permissions import Member
from domain.value_report.form import ValueForm, ValueOffer, ValueRefusal
from domain.value_report.period import Period, Span
from domain.value_report.progress import Measured
from domain.value_report.report import Delivered, OurContact, ValueReport

FILLED = ValueForm("1", Span.QUARTER, "en", ("1",), ("7", "9"), "- Talk")


@pytest.fixture
def desk() -> ValueBook:
    return ValueBook()


def opened(desk: ValueBook, account: str = "1", asker: Member = DANA) -> ValueOffer:
    return desk.reports.opened(asker, account, otherwise="zh_Hans", today=TODAY)


def typed(desk: ValueBook, text: str, *, asker: Member = DANA, channel: str | None = None) -> ValueOffer:
    return desk.reports.typed(asker, text, channel=channel, otherwise="zh_Hans", today=TODAY)


def made(desk: ValueBook, form: ValueForm = FILLED, *, key: str = "V1", asker: Member = DANA) -> ValueReport:
    report = desk.reports.report(asker, form, key=key, today=TODAY)
    assert isinstance(report, ValueReport)
    return report


def test_the_form_offers_what_may_stand_on_the_page_and_chooses_what_is_of_the_period(desk: ValueBook) -> None:
    offer = opened(desk)

    assert (offer.name, offer.period) == ("Acme Industrial", Period(date(2026, 9, 1), TODAY))
    assert [outcome.title for outcome in offer.outcomes] == [
        "Month-end closing in *three* days <!channel>",
        "Fewer e-mails",
    ]
    assert [each.delivered.number for each in offer.delivered] == [7, 9]
    assert offer.form == ValueForm("1", Span.QUARTER, "en", ("1",), ("7",))
    assert (offer.unsaid, offer.milestones, offer.left_on) == (1, 1, None)
    assert offer.steps == (("Third plant", TODAY + timedelta(40)), ("Talk to the plant", None))


def test_another_period_chooses_others_and_keeps_what_was_typed(desk: ValueBook) -> None:
    form = replace(FILLED, span=Span.YEAR, language="zh_Hans", next_steps="Mine")

    offer = desk.reports.again(DANA, form, otherwise="en", today=TODAY)

    assert offer.form == ValueForm("1", Span.YEAR, "zh_Hans", ("1", "3"), ("7", "9"), "Mine")


def test_an_account_that_was_looked_up_brings_its_own_language(desk: ValueBook) -> None:
    offer = desk.reports.again(DANA, ValueForm("1"), otherwise="zh_Hans", today=TODAY)

    assert (offer.name, offer.form.language) == ("Acme Industrial", "en")


def test_the_page_is_gathered_from_the_book(desk: ValueBook) -> None:
    report = made(desk)

    (outcome,) = report.outcomes.first
    assert outcome.title == "Month-end closing in three days"
    assert outcome.measurements == (
        Measured(TODAY - 90 * DAY, Decimal(6)),
        Measured(TODAY - 40 * DAY, Decimal("4.5")),
    )
    assert report.delivered.first == (
        Delivered(7, TODAY - 10 * DAY, "I build it every Sunday.", "Reports › Schedule"),
        Delivered(9, TODAY - 200 * DAY, "Dark, please"),
    )
    assert [each.title for each in report.milestones.first] == ["Second plant"]
    assert (report.next_steps.first, report.contact) == (("Talk",), OurContact("Dana Reed", "dana@harbour.example"))
    assert report.use is not None
    assert (report.use.people, report.use.seats) == (180, 200)


def test_what_was_made_is_recorded_without_its_words(desk: ValueBook) -> None:
    made(desk)

    facts = "2026-09-01 to 2026-11-30, en, outcomes 1, requests 2, milestones 1, steps 1"
    assert desk.audited() == [("value_report.made", "account:1", facts)]


def test_a_form_that_is_sent_twice_makes_one_page(desk: ValueBook) -> None:
    made(desk)

    assert desk.reports.report(DANA, FILLED, key="V1", today=TODAY) is ValueRefusal.ALREADY
    assert len(desk.audited()) == 1
    assert made(desk, key="V2").account == "Acme Industrial"


def test_a_page_without_anything_is_not_made(desk: ValueBook) -> None:
    assert desk.reports.report(DANA, ValueForm("4"), key="V1", today=TODAY) is ValueRefusal.NOTHING
    assert desk.reports.report(DANA, ValueForm(), key="V1", today=TODAY) is ValueRefusal.NO_ACCOUNT
    assert desk.audited() == []


def test_a_language_that_is_none_of_ours_is_english(desk: ValueBook) -> None:
    assert made(desk, replace(FILLED, language="tlh")).language == "en"


def test_of_an_account_that_left_the_page_looks_back_from_that_day(desk: ValueBook) -> None:
    offer = opened(desk, "3")
    report = made(desk, ValueForm("3", next_steps="Talk again in autumn"))

    assert (offer.left_on, offer.steps) == (date(2026, 6, 30), ())
    assert report.period == offer.period == Period(date(2026, 4, 1), date(2026, 6, 30))
    assert report.contact == OurContact("Robin Vale")


def test_a_number_of_slacks_is_nobodys_name(desk: ValueBook) -> None:
    steps = ValueForm("2", next_steps="Talk")
    desk.library.tables.accounts[2] = Account(2, "Birch", owner="U0GONE99")

    assert made(desk, steps).contact is None
    assert made(desk, replace(steps, account="4"), key="V2").contact is None


def test_an_account_is_found_by_its_name_by_a_slip_of_it_and_by_its_channel(desk: ValueBook) -> None:
    desk.library.tables.links["C0ACME"] = [1]

    assert [typed(desk, "acme industrial").name, typed(desk, "Acme Industrail").name] == ["Acme Industrial"] * 2
    assert [typed(desk, "", channel=channel).name for channel in ("C0ACME", "C0NONE", None)] == [
        "Acme Industrial",
        "",
        "",
    ]


def test_what_is_no_account_is_said_back(desk: ValueBook) -> None:
    assert typed(desk, "zzz") == ValueOffer(typed="zzz")


def test_accounts_are_suggested_with_their_owners(desk: ValueBook) -> None:
    matches, names = desk.reports.suggestions(DANA, "acme", today=TODAY)

    assert ([match.name for match in matches][:1], names["U0DANA"]) == (["Acme Industrial"], "Dana Reed")


def test_who_only_looks_makes_none(desk: ValueBook) -> None:
    for attempt in (
        lambda: opened(desk, asker=VI),
        lambda: typed(desk, "acme", asker=VI),
        lambda: desk.reports.again(VI, FILLED, otherwise="en", today=TODAY),
        lambda: desk.reports.suggestions(VI, "a", today=TODAY),
        lambda: made(desk, asker=VI),
    ):
        with pytest.raises(NotAllowedError):
            attempt()


def test_who_sees_their_own_accounts_only_makes_pages_of_those(desk: ValueBook) -> None:
    assert opened(desk, asker=OWN).name == "Acme Industrial"
    assert typed(desk, "birch", asker=OWN) == ValueOffer(typed="birch")
    for attempt in (lambda: opened(desk, "2", OWN), lambda: made(desk, replace(FILLED, account="2"), asker=OWN)):
        with pytest.raises(OutsideBookError):
            attempt()


def test_an_account_that_is_not_there_is_said_to_be_none(desk: ValueBook) -> None:
    for account in ("99", "x"):
        with pytest.raises(AccountNotFoundError):
            opened(desk, account)
