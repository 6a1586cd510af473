"""The Home tab within Slack's limits at its fullest, and as pleasant at its emptiest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from full_home import ADA, DAY, HOSTILE, IN_THE_MIDDLE, MANY, NOW, TODAY, full_library, lines_of, page_of
from health_book import STANDING
from renewal_samples import renewal

from bot.blocks.home import fitted, not_for_you
from bot.blocks.home.page import named, people_options
from bot.blocks.home.requests import triage_page
from bot.blocks.kit import actions, button, divider, section
from bot.locale import Language, words_for
from domain.accounts import Account, Cover
from domain.feedback.answer import RequestLook
from domain.feedback.listing import Weighing
from domain.feedback.priority import SHIPPED_PRIORITY
from domain.feedback.request import ProductArea, Request
from domain.health.model import Band
from domain.home_view import HomeList, HomeView, home_view_from
from domain.job_states import JobState
from domain.money import alone
from domain.permissions import Member, Role
from domain.tasks.answer import TaskChange
from playground.block_kit.validation import problems_of_view

ENGLISH = words_for(Language.EN)
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0OMAR")
OMAR = Member("U0OMAR", "Omar", Role.MANAGER)
EVE = Member("U0EVE", "Eve", Role.DIRECTOR)
PAT = Member("U0PAT", "Pat", Role.PRODUCT)
EYES = Member("U0EYES", "Eyes", Role.VIEWER)


def live_texts(block: dict[str, Any]) -> list[str]:
    """What Slack would parse."""
    parts = [block.get("text"), *(block.get("elements") or [])]
    return [str(part["text"]) for part in parts if part and part["type"] == "mrkdwn"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("news", [TaskChange.DONE, TaskChange.DONE_BEFORE])
def test_everything_at_once_is_no_more_than_slack_takes(language: Language, news: TaskChange) -> None:
    page = page_of(full_library(), language=language, news=news)

    assert 85 < len(page.blocks) <= 100
    assert problems_of_view(page.view()) == []
    assert home_view_from(page.metadata) == replace(IN_THE_MIDDLE, whose="mine")
    live = [text for block in page.blocks for text in live_texts(block)]
    assert not any("<!channel>" in text or "\u202e" in text or "*bold*" in text for text in live)


@pytest.mark.parametrize(
    ("people", "kind"),
    [
        pytest.param(1, "static_select", id="one person"),
        pytest.param(90, "static_select", id="as many as a list takes"),
        pytest.param(200, "external_select", id="more than a list takes"),
    ],
)
def test_whose_accounts_is_chosen_from_any_number_of_people(people: int, kind: str) -> None:
    page = page_of(full_library(people), EVE, HomeView("U0"))

    [chooser] = page.blocks[1]["elements"]
    assert (chooser["type"], chooser["initial_option"]["value"]) == (kind, "U0")
    assert problems_of_view(page.view()) == []


def test_a_type_ahead_offers_scopes_first_and_then_who_is_called_so() -> None:
    names = {"U1": "Dana Brooks", "U2": "Lin"}

    assert [each["value"] for each in people_options(names, EVE, "", ENGLISH)] == ["all", "team", "mine", "U1", "U2"]
    assert [each["value"] for each in people_options(names, EVE, " dana", ENGLISH)] == ["U1"]
    many = {f"U{number}": "Dana" for number in range(300)}
    assert len(people_options(many, EVE, "", ENGLISH)) == 100


def test_what_does_not_fit_is_left_out_as_a_whole_and_said() -> None:
    two = (section("a"), section("b"))

    said = fitted([two, two, two], 5, ENGLISH)

    assert [block["type"] for block in said] == ["section"] * 4 + ["context"]
    assert len(fitted([two], 5, ENGLISH)) == 2


def test_rows_keep_their_names_and_none_has_that_of_another() -> None:
    same, other = button("Why?", "why:1"), button("Why?", "why:2")
    rows = (section("a", accessory=same), section("b", accessory=same), actions(other), section("c"))

    assert [block.get("block_id") for block in named((*rows, actions(other, block_id="own")))] == [
        "why:1",
        None,
        "why:2",
        None,
        "own",
    ]


def test_two_lines_on_top_of_each_other_are_one() -> None:
    row = section("a")

    said = fitted([(divider(), row, divider()), (divider(), row)], 9, ENGLISH)

    assert [block["type"] for block in said] == ["section", "divider", "section"]


def calm(owner: str = "U0DANA") -> FakeLibrary:
    library = FakeLibrary()
    for member in (DANA, OMAR, EVE, PAT, EYES, ADA):
        library.tables.members[member.slack_id] = member
    library.tables.accounts[1] = Account(1, "Acme", owner=owner)
    library.tables.standings[1] = replace(STANDING, change_7=1, last_two_way_on=TODAY)
    library.tables.renewals[1] = renewal(1, due_on=TODAY + 90 * DAY)
    return library


def test_a_calm_day_says_what_comes_next() -> None:
    lines = lines_of(page_of(calm(), DANA, HomeView()))

    assert lines[:4] == [
        "Today, Sep 1, 2026",
        "✓ Nothing needs you today. Next renewal: *Acme*, Nov 30, 2026 (90 days left).",
        "*Your book* · 1 account · $120,000 ARR",
        "🟡 Yellow: *1* · $120,000",
    ]
    assert lines[-3:] == ["Settings", "The whole digest", "Send my digest now"]


@pytest.mark.parametrize(
    ("member", "said"),
    [
        pytest.param(DANA, "No account has you as its owner or cover yet.", id="a CSM without accounts"),
        pytest.param(OMAR, "There is no account here yet.", id="a manager whose team has none"),
        pytest.param(OMAR, "✓ Nothing is waiting here today.", id="and nothing to do"),
        pytest.param(PAT, "✓ Nothing waits: every request of yours is decided on.", id="product"),
        pytest.param(EYES, "`/cs touch` and `/feedback` keep what you hear.", id="a viewer"),
    ],
)
def test_an_empty_page_is_a_sentence(member: Member, said: str) -> None:
    page = page_of(calm("U0ELSE"), member, HomeView())

    assert said in "\n".join(lines_of(page))
    assert problems_of_view(page.view()) == []


def test_who_has_no_role_is_told_whom_to_ask() -> None:
    page = not_for_you(words_for(Language.ZH_HANS))

    assert lines_of(page) == ["Moorline 面向拥有角色的同事。管理员可以为你分配角色。"]
    assert problems_of_view(page.view()) == []


def test_covered_accounts_are_marked_and_what_is_not_scored_is_counted() -> None:
    library = calm("U0LIN")
    library.tables.accounts[1] = replace(library.tables.accounts[1], cover=Cover("U0DANA", TODAY, TODAY))
    library.tables.accounts[2] = Account(2, "New", owner="U0DANA")
    library.tables.renewals[1] = renewal(1, due_on=TODAY + 10 * DAY)

    lines = lines_of(page_of(library, DANA, HomeView(band=Band.YELLOW)))

    assert "1 not scored yet" in lines
    assert [line for line in lines if "you cover for <@U0LIN>" in line] == [
        "🟡 Yellow · 62 · No forecast yet · you cover for <@U0LIN>",
        next(line for line in lines if line.startswith("$120,000")),
    ]
    assert "Yellow 1 ▴" in "\n".join(lines)


def test_what_nobody_owns_is_said_to_whoever_looks_at_all() -> None:
    library = calm()
    library.tables.accounts[1] = Account(1, "Acme")
    library.tables.renewals[1] = renewal(1, due_on=TODAY, arr=None)

    lines = lines_of(page_of(library, EVE, HomeView()))

    assert "🟡 Yellow · 62 · No forecast yet · nobody yet" in lines
    assert "*Acme* · ARR not known · Sep 1, 2026 (today)" in lines
    assert "Forecast" in lines


def test_the_way_to_other_pages_says_which_rows_stand_there() -> None:
    library = full_library()

    def turns(place: int) -> list[str]:
        view = HomeView(places={HomeList.TASKS: place})
        return [line for line in lines_of(page_of(library, ADA, view)) if "of 12" in line][:2]

    assert turns(0)[0] == "6–10 of 12 ›"
    assert turns(5) == ["‹ 1–5 of 12", "11–12 of 12 ›"]
    assert turns(10)[0] == "‹ 6–10 of 12"
    assert MANY == 12


def test_before_anything_is_set_up_an_admin_reads_what_to_do_first() -> None:
    library = FakeLibrary()
    library.tables.members["U0ADA"] = ADA

    lines = lines_of(page_of(library, ADA, HomeView()))

    assert "*First steps* · 0 of 5 done" in lines
    assert "⚪ *Bring in your accounts*" in lines
    assert any(line.startswith("`moorline import accounts.xlsx`") for line in lines)
    assert "No source has brought anything yet." in lines
    assert "No channel gets a digest; choose some in the settings." in lines
    assert not any("Nothing needs you" in line for line in lines)


def test_what_is_set_up_needs_no_first_steps() -> None:
    library = calm()
    library.tables.areas[1] = ProductArea(1, "Reports", "C1", "U0PAT")

    steps = [line for line in lines_of(page_of(library, ADA, HomeView())) if "of 5 done" in line]

    assert steps == ["*First steps* · 4 of 5 done"]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        pytest.param(None, "not looked at yet", id="new"),
        pytest.param(JobState("trackers", NOW, NOW), "looked at", id="at work"),
        pytest.param(JobState("trackers", NOW, NOW, "OSError", NOW), "and the last look failed", id="failing"),
    ],
)
def test_trackers_say_how_they_go(state: JobState | None, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_GITHUB_REPOSITORIES", "moor/line")
    monkeypatch.setenv("MOORLINE_GITHUB_TOKEN", "t")
    library = calm()
    if state:
        library.tables.job_states["trackers"] = state

    [line] = [line for line in lines_of(page_of(library, ADA, HomeView())) if "rackers:" in line]

    assert "github moor/line" in line
    assert said in line


@pytest.mark.parametrize(("owner", "first"), [(None, "Take it"), ("U0PAT", "Accept…")])
def test_a_request_is_decided_on_from_one_page(owner: str | None, first: str) -> None:
    request = Request(12, "Export", HOSTILE if owner else "", 1, "U1", NOW - timedelta(days=3), owner=owner)
    by = Weighing(SHIPPED_PRIORITY, alone("USD"), TODAY, 100, version=4)
    look = RequestLook(request, ProductArea(1, "Reports", "C1", "U2"), by.of(request, ()), "USD", ())

    page = triage_page(look, ENGLISH)

    assert page.blocks[-1]["elements"][0]["text"]["text"] == first
    assert problems_of_view(page.view()) == []
