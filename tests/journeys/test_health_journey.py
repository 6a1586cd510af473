"""The main job on real input: a messy spreadsheet goes in, `/health` answers from it, explains itself and is shared."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from demo_steps import answers, asked, close, enter
from harbour import SAMPLES, Harbour, open_harbour
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, PRIYA, GIL, OTTO = "U0MAYA0001", "U0LIN00001", "U0PRIYA001", "U0GIL00001", "U0OTTO0001"


@pytest.fixture(scope="module", params=["socket", "http"])
def harbour(
    request: pytest.FixtureRequest, prepared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Harbour]:
    """The demo, with the requests coming by Socket Mode and by signed HTTP."""
    with open_harbour(tmp_path_factory.mktemp("demo"), prepared, mode=request.param) as harbour:
        yield harbour


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """The sample files, in a folder where refused rows may be written."""
    return Path(shutil.copytree(SAMPLES, tmp_path / "samples"))


def test_from_a_messy_spreadsheet_to_a_shared_answer(harbour: Harbour, page: Page, sheets: Path) -> None:
    rehearsed = harbour.moorline("import", str(sheets / "accounts.xlsx"))
    applied = harbour.moorline("import", str(sheets / "accounts.xlsx"), "--apply")
    assert "Nothing was written" in rehearsed
    assert "platinum" in applied
    assert "a credit is no ARR" in applied
    assert (sheets / "accounts.xlsx.refused.csv").exists()

    enter(page, harbour, MAYA, "customer-success")
    card = asked(page, "/health bleu herron logistics")
    expect(card).to_contain_text("Blue Heron Logistics GmbH")
    expect(card).to_contain_text("€31,500")

    press(card, "Why?")
    expect(page.get_by_test_id("modal")).to_contain_text("Why this score?")
    close(page)

    enter(page, harbour, MAYA, "general")
    card = asked(page, "/health acme industrial")
    press(card, "History")
    expect(answers(page).last).to_contain_text("I sent you the picture of Acme Industrial")

    press(card, "Share here")
    expect(page.get_by_test_id("modal")).to_contain_text("7 people read it.")
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal")).to_contain_text("Posted in #general.")
    close(page)
    shared = page.get_by_test_id("message").filter(has_text="Shared by Maya Brooks")
    expect(shared).to_contain_text("Acme Industrial")
    assert "health.shared" in harbour.last_recorded()

    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()
    expect(page.get_by_test_id("file").last.locator("img")).to_have_attribute("alt", re.compile("Acme Industrial"))


def test_the_same_in_chinese(harbour: Harbour, page: Page, sheets: Path) -> None:
    harbour.moorline("import", str(sheets / "客户台账.csv"), "--apply")

    enter(page, harbour, LIN, "general")
    card = asked(page, "/health 深圳星河科技")
    expect(card).to_contain_text("深圳市星河科技有限公司")
    expect(card).to_contain_text("¥1,200,000")

    press(card, "为什么？")
    expect(page.get_by_test_id("modal")).to_contain_text("为什么是这个分数")
    close(page)

    card = asked(page, "/health 云帆物流")
    press(card, "历史")
    expect(answers(page).last).to_contain_text("云帆物流")
    press(card, "分享到此处")
    expect(page.get_by_test_id("modal")).to_contain_text("云帆物流")
    close(page)


def test_a_guest_is_refused_in_words_and_it_is_recorded(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, GIL, "customer-success")

    answer = asked(page, "/health acme")

    expect(answer).to_contain_text("guest")
    expect(answer).not_to_contain_text("Industrial")
    assert "access.refused" in harbour.moorline("audit", "--action", "access.refused")


def test_an_answer_is_not_shared_where_outsiders_read(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA, "acme-shared")
    card = asked(page, "/health acme industrial")

    press(card, "Share here")

    modal = page.get_by_test_id("modal")
    expect(modal).to_contain_text("outside")
    expect(modal.get_by_test_id("modal-submit")).to_have_count(0)
    close(page)
    enter(page, harbour, OTTO, "acme-shared")
    expect(page.get_by_test_id("messages")).not_to_contain_text("Acme Industrial")


def test_somebody_without_the_right_role_is_told_so(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, PRIYA, "general")

    answer = asked(page, "/health acme industrial")

    expect(answer).not_to_contain_text("Why?")
    expect(answer).to_contain_text("role")


def test_an_own_judgement_moves_the_score_and_stands_on_the_card(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA, "general")
    card = asked(page, "/health northwind traders")

    press(card, "My judgement")
    modal = page.get_by_test_id("modal")
    modal.get_by_label("Red").check()
    modal.get_by_label("Why?").fill("The sponsor left <!channel> & nobody answers")
    page.get_by_test_id("modal-submit").click()
    close(page)

    expect(asked(page, "/health northwind traders")).to_contain_text("The sponsor left <!channel> & nobody answers")


def test_a_name_with_signs_and_a_name_too_many(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA, "general")

    expect(asked(page, "/health a&b <co>")).to_contain_text("A&B <Co>")
    choice = asked(page, "/health nothwind tradrs")
    expect(choice).to_contain_text("Which one?")
    press(choice, "Northwind Trading")
    expect(answers(page).last).to_contain_text("Northwind Trading")


def press(card: Locator, name: str) -> None:
    card.get_by_role("button", name=name, exact=True).click()
