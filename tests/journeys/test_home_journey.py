"""The Home tab in the browser: a task goes, a manager chooses one person, product decides, an admin sets up."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from demo_steps import asked, close, enter
from harbour import Harbour, open_harbour
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, OMAR, PRIYA, ADA = "U0MAYA0001", "U0LIN00001", "U0OMAR0001", "U0PRIYA001", "U0ADA00001"
_EVERYTHING = ("request", "product_area", "account", "feed", "task")


def home(page: Page, harbour: Harbour, person: str) -> Locator:
    enter(page, harbour, person)
    page.get_by_test_id("app").click()
    return page.locator("#part-home")


def tasks_of_today(shown: Locator, said: str) -> int:
    expect(shown).to_contain_text(re.compile(said))
    found = re.search(said, shown.inner_text())
    assert found
    return int(found[1])


def test_a_task_that_a_csm_marks_done_goes_and_comes_back(harbour: Harbour, page: Page) -> None:
    shown = home(page, harbour, MAYA)
    count = tasks_of_today(shown, r"(\d+) tasks for today")

    shown.get_by_role("button", name="Done: Prepare the business review").click()
    expect(shown).to_contain_text("✓ Done: Prepare the business review")
    expect(shown).to_contain_text(f"{count - 1} tasks for today")
    shown.get_by_role("button", name="Undo").click()

    expect(shown).to_contain_text(f"{count} tasks for today")


def test_what_somebody_does_elsewhere_is_on_their_tab_a_moment_later(harbour: Harbour, page: Page) -> None:
    count = tasks_of_today(home(page, harbour, LIN), r"今天有 (\d+) 项任务")
    enter(page, harbour, LIN)

    listed = asked(page, "/cs 任务列表")
    listed.get_by_text("✓ 完成", exact=True).first.click()
    expect(listed.get_by_role("button", name="撤销")).to_be_visible()
    page.get_by_test_id("app").click()

    expect(page.locator("#part-home")).not_to_contain_text(f"今天有 {count} 项任务")


def test_a_manager_sees_the_team_and_then_one_of_it(harbour: Harbour, page: Page) -> None:
    shown = home(page, harbour, OMAR)
    expect(shown).to_contain_text("75 accounts")

    shown.get_by_label("Whose accounts?").click()
    page.get_by_role("option", name="Maya Brooks", exact=True).click()
    expect(shown).to_contain_text("33 accounts")
    shown.get_by_role("button", name="Yellow 10").click()
    expect(shown).to_contain_text("6–10 of 10")
    shown.get_by_role("button", name="Why: ").last.click()

    expect(page.get_by_test_id("modal")).to_contain_text("points")
    close(page)


def test_product_decides_from_the_tab(harbour: Harbour, page: Page) -> None:
    shown = home(page, harbour, PRIYA)
    expect(shown).to_contain_text("4 requests wait for your decision")

    shown.get_by_role("button", name="Triage: Dark mode").click()
    modal = page.get_by_test_id("modal")
    modal.get_by_role("button", name="Take it").click()
    expect(modal).to_contain_text("@Priya Nair decides")
    modal.get_by_role("button", name="Decline…").click()
    expect(modal).to_contain_text("Dark mode")
    modal.get_by_label("Too few ask for it").check()
    modal.get_by_label("In words that the CSM can use").fill("We look again in spring")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("declined")
    close(page)

    expect(shown).to_contain_text("3 requests wait for your decision")


@pytest.fixture(scope="module")
def empty(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    """Before anybody set anything up: an admin, and a policy."""
    bare = tmp_path_factory.mktemp("bare")
    shutil.copytree(prepared, bare, dirs_exist_ok=True)
    (database,) = bare.glob("*.db")
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for table in _EVERYTHING:
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DELETE FROM member WHERE role != 'admin'")
    connection.close()
    with open_harbour(tmp_path_factory.mktemp("demo"), bare, mode="socket") as harbour:
        yield harbour


def test_an_admin_reads_what_to_do_first(empty: Harbour, page: Page) -> None:
    shown = home(page, empty, ADA)

    expect(shown).to_contain_text("First steps · 1 of 5 done")
    expect(shown).to_contain_text("moorline import accounts.xlsx")
    expect(shown).to_contain_text("No source has brought anything yet.")
