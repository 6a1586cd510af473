from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

import pytest
from fakes import FakeBook, FakeLibrary
from health_samples import TODAY, WEI, put_harbour, standing

from bot.services.health import Health
from domain.accounts import Account, AccountStatus, Tier
from domain.errors import AccountNotFoundError, NotAllowedError
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.health.model import Band
from domain.health.trend import Arrow
from domain.health_answer import (
    CardAnswer,
    ChoiceAnswer,
    ChurnedAnswer,
    HealthAnswer,
    ListAnswer,
    NeverScoredAnswer,
    NothingLikeAnswer,
    Reading,
    WorstAnswer,
)
from domain.health_question import ListWanted
from domain.permissions import Member, Role

ANA = Member("U0ANA", "Ana", Role.MANAGER)
BO = Member("U0BO", "Bo", Role.CSM, manager="U0ANA")


@pytest.fixture
def library() -> FakeLibrary:
    """Harbour and Harbor Lane are Wei's, Blue is Bo's and never scored."""
    library = FakeLibrary()
    with library.writing() as book:
        for member in (ANA, BO, WEI):
            book.members.save(member)
    put(library, 17, "Harbour", owner="U0WEI", aliases=("HBR",), domains=("harbour.example",))
    put(library, 18, "Lane & Sons", owner="U0BO", shown=80, band=Band.GREEN, tier=Tier.MID)
    library.tables.accounts[19] = Account(19, "Blue", owner="U0BO")
    return library


def put(
    library: FakeLibrary,
    account: int,
    name: str,
    *,
    owner: str,
    aliases: tuple[str, ...] = (),
    domains: tuple[str, ...] = (),
    shown: int = 35,
    band: Band = Band.RED,
    tier: Tier = Tier.HIGH,
) -> None:
    library.tables.accounts[account] = Account(account, name, owner=owner, aliases=aliases, domains=domains, tier=tier)
    library.tables.standings[account] = standing(
        account=account, name=name, owner=owner, shown=shown, band=band, tier=tier
    )


def ask(library: FakeLibrary, text: str, *, by: Member = WEI, channel: str | None = None) -> HealthAnswer:
    return Health(library).answer(by, text, channel=channel, today=TODAY)


def shown(answer: HealthAnswer) -> list[str]:
    assert isinstance(answer, ListAnswer | WorstAnswer)
    return [found.name for found in answer.page.standings]


@pytest.mark.parametrize("typed", ["Harbour", "  HARBOUR ", "hbr", "harbour.example", "“Harbour”"])
def test_a_known_word_is_answered_with_the_card(library: FakeLibrary, typed: str) -> None:
    answer = ask(library, typed)

    assert isinstance(answer, CardAnswer)
    assert answer.standing.account == 17


def test_a_typing_error_is_forgiven(library: FakeLibrary) -> None:
    answer = ask(library, "Harbuor")

    assert isinstance(answer, CardAnswer)
    assert answer.standing.name == "Harbour"


def test_an_account_that_was_never_scored_says_so(library: FakeLibrary) -> None:
    assert ask(library, "blue") == NeverScoredAnswer(19, "Blue")


def test_an_account_that_has_left_says_so_however_it_is_asked_for(library: FakeLibrary) -> None:
    put(library, 20, "Gone", owner="U0BO")
    library.tables.accounts[20] = Account(20, "Gone", AccountStatus.CHURNED, churned_on=TODAY)
    library.tables.accounts[21] = Account(21, "Long Gone", AccountStatus.CHURNED, churned_on=TODAY)

    assert ask(library, "gone") == ChurnedAnswer(20, "Gone", TODAY)
    assert Health(library).account(WEI, "20", today=TODAY) == ChurnedAnswer(20, "Gone", TODAY)
    assert ask(library, "long gone") == ChurnedAnswer(21, "Long Gone", TODAY, was_scored=False)


def test_a_standing_without_a_score_is_never_scored(library: FakeLibrary) -> None:
    library.tables.standings[17] = standing(shown=None)

    assert ask(library, "harbour") == NeverScoredAnswer(17, "Harbour")


@pytest.mark.parametrize(
    ("band", "shown", "coverage", "lacking"),
    [
        pytest.param(Band.YELLOW, 71, 0.55, 0.7, id="green needs more"),
        pytest.param(Band.GREY, 71, 0.45, 0.5, id="a colour needs more"),
        pytest.param(Band.YELLOW, 69, 0.55, None, id="yellow by its number"),
        pytest.param(Band.GREEN, 71, 0.75, None, id="the colour of its number"),
    ],
)
def test_a_card_knows_what_its_colour_lacks(
    library: FakeLibrary, band: Band, shown: int, coverage: float, lacking: float | None
) -> None:
    put_harbour(library)
    library.tables.standings[17] = standing(band=band, shown=shown, coverage=coverage, policy_version=1)
    health = Health(library)

    answers = [health.account(WEI, "17", today=TODAY) for _ in range(2)]

    assert [answer.reading.coverage_lacking for answer in answers if isinstance(answer, CardAnswer)] == [
        lacking,
        lacking,
    ]


def test_a_model_that_is_not_there_says_nothing_of_colours(library: FakeLibrary) -> None:
    library.tables.standings[17] = standing(band=Band.GREY, policy_version=9)

    answer = ask(library, "harbour")

    assert isinstance(answer, CardAnswer)
    assert answer.reading == Reading()


@pytest.mark.parametrize(
    ("trend", "heads"),
    [
        pytest.param(5.0, Arrow.UP, id="five points up"),
        pytest.param(4.9, Arrow.LEVEL, id="less is no direction"),
        pytest.param(-5.0, Arrow.DOWN, id="five points down"),
        pytest.param(None, None, id="nothing to hold today against"),
    ],
)
def test_a_card_knows_where_its_score_heads(library: FakeLibrary, trend: float | None, heads: Arrow | None) -> None:
    put_harbour(library)
    library.tables.standings[17] = standing(trend=trend, policy_version=1)

    answer = ask(library, "harbour")

    assert isinstance(answer, CardAnswer)
    assert answer.reading.arrow is heads


@pytest.mark.parametrize("typed", ["@bo", "@Bo Li"])
def test_a_person_whom_slack_did_not_recognise_is_found_by_name(library: FakeLibrary, typed: str) -> None:
    library.tables.members["U0BO"] = replace(BO, name="Bo Li")

    answer = ask(library, typed)

    assert isinstance(answer, ListAnswer)
    assert (answer.wanted, shown(answer)) == (ListWanted(owner="U0BO"), ["Lane & Sons"])


def test_a_name_that_two_people_share_is_no_person(library: FakeLibrary) -> None:
    library.tables.members["U0BO2"] = replace(BO, slack_id="U0BO2")

    assert isinstance(ask(library, "@bo"), NothingLikeAnswer)


def test_a_manager_without_accounts_sees_the_teams_worst(library: FakeLibrary) -> None:
    answer = ask(library, "", by=ANA)

    assert isinstance(answer, WorstAnswer)
    assert answer.scope is Scope.TEAM
    assert shown(answer) == ["Harbour", "Lane & Sons"]


def test_two_accounts_of_one_name_are_offered(library: FakeLibrary) -> None:
    put(library, 20, "Harbour", owner="U0BO")

    answer = ask(library, "harbour")

    assert isinstance(answer, ChoiceAnswer)
    assert [(match.account, match.owner) for match in answer.matches] == [(17, "U0WEI"), (20, "U0BO")]


def test_names_that_are_alike_are_offered_and_more_than_a_hundred_are_searched(library: FakeLibrary) -> None:
    for account in range(100, 104):
        library.tables.accounts[account] = Account(account, f"Northwind {account}")
    few = ask(library, "northwind 10")
    for account in range(104, 210):
        library.tables.accounts[account] = Account(account, f"Northwind {account}")
    many = ask(library, "northwind 10")

    assert isinstance(few, ChoiceAnswer)
    assert (len(few.matches), few.has_more) == (4, False)
    assert isinstance(many, ChoiceAnswer)
    assert (len(many.matches), many.has_more) == (100, True)


def test_nothing_alike_names_the_nearest(library: FakeLibrary) -> None:
    answer = ask(library, "zzzzzz")

    assert isinstance(answer, NothingLikeAnswer)
    assert answer.typed == "zzzzzz"


def test_nothing_typed_shows_the_askers_worst_and_what_is_not_scored(library: FakeLibrary) -> None:
    mine, bos = ask(library, ""), ask(library, "", by=BO)

    assert shown(mine) == ["Harbour"]
    assert isinstance(bos, WorstAnswer)
    assert (shown(bos), bos.page.not_scored) == (["Lane & Sons"], 1)


def test_nothing_typed_in_an_accounts_own_channel_shows_that_account(library: FakeLibrary) -> None:
    library.tables.links["C0HARBOUR"] = [17]
    library.tables.links["C0BOTH"] = [17, 18]

    linked, several, none = (ask(library, "", by=BO, channel=name) for name in ("C0HARBOUR", "C0BOTH", "C0CS"))

    assert isinstance(linked, CardAnswer)
    assert isinstance(several, WorstAnswer)
    assert isinstance(none, WorstAnswer)


@pytest.mark.parametrize(
    ("text", "by", "names"),
    [
        pytest.param("all", WEI, ["Harbour", "Lane & Sons"], id="everybody's, most at risk first"),
        pytest.param("me", WEI, ["Harbour"], id="mine"),
        pytest.param("<@U0BO|bo>", WEI, ["Lane & Sons"], id="a colleague's"),
        pytest.param("team <@U0BO>", ANA, ["Lane & Sons"], id="a person stands before the team"),
        pytest.param("team", replace(ANA, slack_id="U0NEW"), [], id="a team of nobody"),
        pytest.param("team", ANA, ["Harbour", "Lane & Sons"], id="a manager's people"),
        pytest.param("tier:mid", WEI, ["Lane & Sons"], id="a tier"),
        pytest.param("red", WEI, ["Harbour"], id="a colour"),
        pytest.param("stage:renewal", WEI, [], id="a stage"),
    ],
)
def test_lists_hold_what_was_asked_for(library: FakeLibrary, text: str, by: Member, names: list[str]) -> None:
    assert shown(ask(library, text, by=by)) == names


def test_what_is_no_question_of_accounts_reads_no_book() -> None:
    class Closed:
        def reading(self) -> AbstractContextManager[FakeBook]:
            raise AssertionError

        def writing(self) -> AbstractContextManager[FakeBook]:
            raise AssertionError

    assert Health(Closed()).answer(WEI, "help", channel=None, today=TODAY) == HelpWanted()
    assert Health(Closed()).answer(WEI, "teir:high", channel=None, today=TODAY) == NotUnderstood(
        "teir:high", "tier:high"
    )


def test_a_page_carries_its_place_and_its_filters(library: FakeLibrary) -> None:
    answer = Health(library).page(WEI, "1 all", today=TODAY)

    assert isinstance(answer, ListAnswer)
    assert (answer.wanted, answer.offset, shown(answer)) == (ListWanted(Scope.ALL), 1, ["Lane & Sons"])


@pytest.mark.parametrize("asked", ["x all", "-1 all", "0 Harbour", ""])
def test_a_page_that_somebody_made_up_is_not_understood(library: FakeLibrary, asked: str) -> None:
    assert Health(library).page(WEI, asked, today=TODAY) == NotUnderstood(asked)


@pytest.mark.parametrize("account", ["99", "x", "²", "", "1; drop table account"])
def test_an_account_that_is_not_there_is_an_error(library: FakeLibrary, account: str) -> None:
    with pytest.raises(AccountNotFoundError):
        Health(library).account(WEI, account, today=TODAY)


def test_a_button_opens_its_account(library: FakeLibrary) -> None:
    assert isinstance(Health(library).account(WEI, "17", today=TODAY), CardAnswer)
    assert Health(library).account(WEI, "19", today=TODAY) == NeverScoredAnswer(19, "Blue")


def test_the_type_ahead_brings_the_names_of_the_owners(library: FakeLibrary) -> None:
    matches, names = Health(library).suggestions(WEI, "lane", today=TODAY)

    assert [match.name for match in matches][:1] == ["Lane & Sons"]
    assert names["U0BO"] == "Bo"


def test_help_is_for_everybody_who_is_let_in(library: FakeLibrary) -> None:
    assert ask(library, "help", by=Member("U0PM", "Pat", Role.PRODUCT)) == HelpWanted()


def test_who_may_not_read_health_gets_nothing(library: FakeLibrary) -> None:
    pm = Member("U0PM", "Pat", Role.PRODUCT)
    health = Health(library)

    for attempt in (
        lambda: health.answer(pm, "harbour", channel=None, today=date(2026, 1, 1)),
        lambda: health.page(pm, "0 all", today=TODAY),
        lambda: health.account(pm, "17", today=TODAY),
        lambda: health.suggestions(pm, "h", today=TODAY),
    ):
        with pytest.raises(NotAllowedError):
            attempt()
