"""What a CSM sees where admins limited CSMs to their own book; Dana's Elm is hers, Wei's Fjord is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from fakes import FakeLibrary
from health_samples import snapshot_on
from revenue_book import ANA, DANA, NOW, TODAY, WEI, E, F, churns_of, retention_of, revenue_library
from task_samples import task

from bot.services.attention import Attentions
from bot.services.closings import Closings
from bot.services.curves import Curves
from bot.services.explanations import Explanations
from bot.services.forecasts import Forecasts
from bot.services.health import Health
from bot.services.judgements import Judgements
from bot.services.renewals import RenewalLists
from bot.services.sharing import Sharing
from bot.services.sight import seen_by
from bot.services.snoozes import Snoozes
from bot.services.tasks import Tasks
from domain.accounts import Cover
from domain.errors import OutsideBookError
from domain.filter_words import Scope
from domain.health_answer import CardAnswer, ListAnswer, NeverScoredAnswer, WorstAnswer
from domain.judgements import JudgementForm
from domain.permissions import BookScope, Member
from domain.renewals.answer import ListedRenewals
from domain.revenue.answer import ChurnAnswer, RetentionAnswer
from domain.sharing import Audience
from domain.tasks.answer import TaskChanged, TaskList
from domain.tasks.form import TaskForm
from integrations.files.money import typed_amount

OWN = replace(DANA, sees=BookScope.OWN)
NOWHERE = 4711
TEAM = Audience("C1", "team", 3)
JUDGEMENT = JudgementForm(pulse="red", note="quiet", expires_on="2026-12-01")


@pytest.fixture
def library() -> FakeLibrary:
    library = revenue_library()
    for account in (E, F):
        library.tables.snapshots.append(snapshot_on(TODAY, account=account))
    library.tables.links["C-FJORD"] = [F]
    library.tables.tasks = {
        1: task(id=1, account=E, assignee="U0WEI", by="U0WEI"),
        2: task(id=2, account=F, assignee="U0WEI", by="U0WEI"),
        3: task(id=3, account=F, assignee="U0DANA", by="U0WEI"),
        4: task(id=4, account=None, assignee="U0WEI", by="U0WEI"),
    }
    return library


def renewals(library: FakeLibrary) -> RenewalLists:
    return RenewalLists(library, Curves(), currency="USD", clock=lambda: NOW)


def tasks(library: FakeLibrary) -> Tasks:
    return Tasks(library, clock=lambda: NOW)


def judgements(library: FakeLibrary) -> Judgements:
    return Judgements(library, clock=lambda: NOW, rescore=lambda _: None)


Way = Callable[[FakeLibrary, Member, int], object]
"""Of looking at an account, or doing something about it, by its number."""
WAYS: dict[str, Way] = {
    "a card": lambda book, who, n: Health(book).account(who, str(n), today=TODAY),
    "why": lambda book, who, n: Explanations(book).why(who, str(n), days=7, today=TODAY),
    "the history": lambda book, who, n: Explanations(book).history(who, str(n), today=TODAY),
    "the form of a judgement": lambda book, who, n: judgements(book).offer(who, str(n)),
    "a judgement": lambda book, who, n: judgements(book).record(who, str(n), JUDGEMENT, today=TODAY),
    "the question of sharing": lambda book, who, n: Sharing(book, clock=lambda: NOW).offer(who, str(n)),
    "sharing": lambda book, who, n: Sharing(book, clock=lambda: NOW).share(who, str(n), TEAM),
    "taking a line": lambda book, who, n: Attentions(book, clock=lambda: NOW).take(who, n, 6),
    "putting a line off": lambda book, who, n: Attentions(book, clock=lambda: NOW).snooze(who, n, 6, today=TODAY),
    "assigning a line": lambda book, who, n: Attentions(book, clock=lambda: NOW).name(who, n),
    "the form of a task": lambda book, who, n: tasks(book).offer(who, f"account:{n}", "", today=TODAY),
    "a task": lambda book, who, n: tasks(book).make(
        who, "", TaskForm("Call", "2026-12-01", "U0DANA", str(n), "normal"), today=TODAY
    ),
}


@pytest.mark.parametrize("way", [pytest.param(way, id=name) for name, way in WAYS.items()])
def test_another_account_is_refused_as_though_it_were_not_there(library: FakeLibrary, way: Way) -> None:
    refusals = []
    for account in (F, NOWHERE):
        with pytest.raises(OutsideBookError) as refusal:
            way(library, OWN, account)
        refusals.append(refusal.value)

    assert refusals == [OutsideBookError(admins=("U0ANA",))] * 2
    assert [entry for entry in library.tables.audit if entry.actor == "U0DANA"] == []
    assert way(library, OWN, E) is not None


@pytest.mark.parametrize("way", [pytest.param(way, id=name) for name, way in WAYS.items()])
def test_without_the_rule_everything_is_seen(library: FakeLibrary, way: Way) -> None:
    assert way(library, DANA, F) is not None


def test_who_covers_today_sees_the_account_today(library: FakeLibrary) -> None:
    library.tables.accounts[F] = replace(library.tables.accounts[F], cover=Cover("U0DANA", TODAY, TODAY))

    assert isinstance(Health(library).account(OWN, str(F), today=TODAY), CardAnswer)
    with pytest.raises(OutsideBookError):
        Health(library).account(OWN, str(F), today=date(2026, 11, 23))


@pytest.mark.parametrize("typed", ["Fjord", "fjrod", "Nowhere Ltd"])
def test_a_name_of_another_account_is_answered_like_no_name_at_all(library: FakeLibrary, typed: str) -> None:
    for account in list(library.tables.accounts):
        if account not in {E, F}:
            del library.tables.accounts[account]

    with pytest.raises(OutsideBookError) as refusal:
        Health(library).answer(OWN, typed, channel=None, today=TODAY)

    assert refusal.value.typed == typed
    assert "Fjord" not in str(refusal.value.nearest)


def test_ones_own_account_is_found_by_its_name_and_in_suggestions(library: FakeLibrary) -> None:
    card = Health(library).answer(OWN, "elm", channel=None, today=TODAY)
    offered, _ = Health(library).suggestions(OWN, "f", today=TODAY)

    assert isinstance(card, CardAnswer)
    assert {match.account for match in offered} <= {1, 2, 3, 4, 5}


def test_a_list_of_everybody_is_a_list_of_ones_own(library: FakeLibrary) -> None:
    answer = Health(library).answer(OWN, "all", channel=None, today=TODAY)
    page = Health(library).page(OWN, "0 all", today=TODAY)
    worst = Health(library).answer(OWN, "", channel="C-FJORD", today=TODAY)

    assert isinstance(answer, ListAnswer)
    assert (answer.wanted.scope, [found.name for found in answer.page.standings]) == (Scope.MINE, ["Elm"])
    assert page == answer
    assert isinstance(worst, WorstAnswer)
    assert [found.name for found in worst.page.standings] == ["Elm"]


@pytest.mark.parametrize("text", ["team", "<@U0WEI>", "@wei"])
def test_a_list_of_others_is_refused(library: FakeLibrary, text: str) -> None:
    with pytest.raises(OutsideBookError):
        Health(library).answer(OWN, text, channel=None, today=TODAY)


@pytest.mark.parametrize("text", ["all", "team", "<@U0WEI>", "@wei"])
def test_renewals_and_figures_of_others_are_refused(library: FakeLibrary, text: str) -> None:
    asks: list[Callable[[], object]] = [
        lambda: renewals(library).answer(OWN, text, today=TODAY),
        lambda: renewals(library).page(OWN, f"0 {text}", today=TODAY),
        lambda: renewals(library).export(OWN, text, today=TODAY),
        lambda: retention_of(library).answer(OWN, text, today=TODAY),
        lambda: retention_of(library).cohort(OWN, text, today=TODAY),
        lambda: churns_of(library).answer(OWN, text, today=TODAY),
    ]

    for ask in asks:
        with pytest.raises(OutsideBookError):
            ask()


def test_renewals_and_figures_of_ones_own_are_answered(library: FakeLibrary) -> None:
    listed = renewals(library).answer(OWN, "365", today=TODAY)
    retention = retention_of(library).answer(OWN, "2025", today=TODAY)
    churn = churns_of(library).answer(OWN, "2025 <@U0DANA>", today=TODAY)

    assert isinstance(listed, ListedRenewals)
    assert {line.row.owner for line in listed.lines} == {"U0DANA"}
    assert isinstance(retention, RetentionAnswer)
    assert isinstance(churn, ChurnAnswer)


@pytest.mark.parametrize("renewal", ["4", "4711", "no number"])
def test_a_renewal_of_another_account_is_refused_as_though_it_were_not_there(
    library: FakeLibrary, renewal: str
) -> None:
    closings = Closings(library, clock=lambda: NOW, read_amount=typed_amount, rescore=lambda _: None)
    asks: list[Callable[[], object]] = [
        lambda: Forecasts(library, clock=lambda: NOW, read_amount=typed_amount).offer(OWN, renewal, today=TODAY),
        lambda: Snoozes(library, clock=lambda: NOW).offer(OWN, renewal, today=TODAY),
        lambda: closings.offer(OWN, renewal, today=TODAY),
    ]

    for ask in asks:
        with pytest.raises(OutsideBookError):
            ask()


@pytest.mark.parametrize("about", ["renewal:4", "renewal:4711"])
def test_a_task_for_a_renewal_of_another_account_is_refused(library: FakeLibrary, about: str) -> None:
    with pytest.raises(OutsideBookError):
        tasks(library).offer(OWN, about, "", today=TODAY)
    with pytest.raises(OutsideBookError):
        tasks(library).make(OWN, about, TaskForm("Call", "2026-12-01", "U0DANA", "", "normal"), today=TODAY)
    assert tasks(library).offer(OWN, "renewal:3", "", today=TODAY).form.account == str(E)


@pytest.mark.parametrize("text", ["all", "team", "<@U0WEI>", "account:fjord", "account:nowhere"])
def test_tasks_of_others_are_refused(library: FakeLibrary, text: str) -> None:
    with pytest.raises(OutsideBookError):
        tasks(library).listed(OWN, text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [3], id="one's own"),
        pytest.param("account:elm", [1], id="everybody's for an account of one's own"),
    ],
)
def test_ones_own_tasks_and_those_of_ones_own_accounts_are_listed(
    library: FakeLibrary, text: str, expected: list[int]
) -> None:
    answer = tasks(library).listed(OWN, text, today=TODAY)

    assert isinstance(answer, TaskList)
    assert [listed.task.id for listed in answer.page.tasks] == expected


def test_what_is_said_below_a_task_is_for_who_sees_its_account(library: FakeLibrary) -> None:
    assert tasks(library).talk(OWN, "1").account_name == "Elm"
    assert tasks(library).talk(OWN, "3").account_name == "Fjord"
    for other in ("2", "4"):
        with pytest.raises(OutsideBookError):
            tasks(library).comment(OWN, other, "hello")
    assert isinstance(tasks(library).comment(DANA, "2", "hello"), TaskChanged)


def test_no_way_by_number_leads_around_it(library: FakeLibrary) -> None:
    with library.reading() as whole:
        book = seen_by(whole, OWN, today=TODAY)

        assert book.accounts.by_id(E) == library.tables.accounts[E]
        assert Health(library).account(OWN, "1", today=TODAY) == NeverScoredAnswer(1, "Acme")
        for look in (book.accounts.by_id, book.standings.never_scored):
            with pytest.raises(OutsideBookError):
                look(F)
        with pytest.raises(OutsideBookError):
            book.snapshots.marks(F, since=TODAY)
        assert seen_by(whole, DANA, today=TODAY) is whole


def test_the_rule_is_for_csms_alone(library: FakeLibrary) -> None:
    admin = replace(ANA, sees=BookScope.OWN)

    assert isinstance(Health(library).account(admin, str(F), today=TODAY), CardAnswer)
    assert isinstance(renewals(library).answer(replace(WEI, sees=BookScope.ALL), "all", today=TODAY), ListedRenewals)
