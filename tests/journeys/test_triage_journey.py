"""Requests put together and taken apart, and a question that is answered: product and a CSM, in the browser."""

import re

import pytest
from demo_steps import asked, close, direct, enter, typed
from harbour import Harbour
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
MAYA, PRIYA = "U0MAYA0001", "U0PRIYA001"


def card(page: Page, words: str) -> Locator:
    return page.get_by_test_id("messages").get_by_test_id("message").filter(has_text=words)


def behind_dots(page: Page, told: Locator, entry: str) -> None:
    told.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name=entry, exact=True).click()


def brought_in(page: Page, title: str) -> None:
    typed(page, f"/feedback {title}")
    modal = page.get_by_test_id("modal")
    modal.get_by_label("One of us").check()
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("went to Reports")
    close(page)


def test_what_asks_for_the_same_is_merged_and_taken_apart_again(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    brought_in(page, "Export the audit log as a file")
    enter(page, harbour, PRIYA, "product")
    told = card(page, "Export the audit log as a file")
    behind_dots(page, told, "Merge…")
    modal = page.get_by_test_id("modal")
    modal.get_by_test_id("select").click()
    modal.get_by_test_id("select-search").fill("whole audit")
    page.get_by_role("option", name="Export the whole audit log to Excel").click()
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("Export the whole audit log to Excel now.")
    close(page)
    merged = card(page, "merged into")
    expect(merged).to_contain_text("Export the audit log as a file")
    expect(card(page, "Merged into it:")).to_contain_text("Export the whole audit log to Excel")

    merged.get_by_role("button", name="Un-merge").click()
    page.get_by_test_id("confirm-yes").click()
    alone = card(page, "Export the audit log as a file").filter(has_text="under review")
    expect(alone).to_have_count(1)
    expect(page.get_by_text("Merged into it:")).to_have_count(0)


def test_a_question_is_asked_and_answered(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    brought_in(page, "Print labels in two columns")
    enter(page, harbour, PRIYA, "product")
    told = card(page, "Print labels in two columns")
    told.get_by_role("button", name="Ask for detail…").click()
    modal = page.get_by_test_id("modal")
    modal.get_by_label("What do you need to know?").fill("Who reads it?")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("needs detail now")
    close(page)

    enter(page, harbour, MAYA)
    news = direct(page).get_by_test_id("message").filter(has_text="needs to know more about")
    expect(news).to_contain_text("Who reads it?")
    news.get_by_role("button", name="Answer…").click()
    modal.get_by_label("What do you know of it?").fill("The board, on *Mondays*")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("Thank you")
    close(page)

    enter(page, harbour, PRIYA, "product")
    expect(told).to_contain_text("The board, on *Mondays*")
    expect(told).to_contain_text("under review")
    expect(told.get_by_test_id("open-thread")).to_contain_text("2 replies")
    told.get_by_test_id("open-thread").click()
    below = re.compile("Priya Nair asks:.*Who reads it.*Maya Brooks says:.*The board, on", re.DOTALL)
    expect(page.get_by_test_id("thread")).to_contain_text(below)
    expect(direct(page)).to_contain_text(re.compile("says about.*Print labels in two columns"))


def test_the_queue_of_a_product_manager_has_the_late_one_first(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, PRIYA, "product")

    listed = asked(page, "/cs triage")

    expect(listed).to_contain_text("What waits for your decision")
    expect(listed).to_contain_text("1 late")
