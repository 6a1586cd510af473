"""From the dots of an account's card to a page for the customer, in the browser: one in English, one in Chinese."""

import os
import re
from pathlib import Path

import pytest
from demo_steps import asked, choose, close, direct, enter, typed
from harbour import Harbour
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, PRIYA = "U0MAYA0001", "U0LIN00001", "U0PRIYA001"


def modal(page: Page) -> Locator:
    return page.get_by_test_id("modal")


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.wait_for_timeout(300)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_csm_makes_the_page_looks_at_it_and_logs_that_it_was_handed_over(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    choose(page, asked(page, "/health cedarline"), "Value report")
    form = modal(page)
    expect(form).to_contain_text("Cedarline Furniture")
    expect(form.get_by_label("Next steps")).to_have_value(re.compile("^- Connect the third plant"))
    shot(page, "form")
    page.get_by_test_id("modal-submit").click()
    expect(form).to_contain_text("The picture and the PDF for Cedarline Furniture")
    shot(page, "on-its-way")
    form.get_by_role("button", name="Log touchpoint").click()
    expect(form).to_contain_text("Who spoke?")
    close(page)

    messages = direct(page)
    expect(messages).to_contain_text("Look at it before you send it")
    expect(messages.get_by_test_id("file").locator("img").last).to_have_js_property("complete", value=True)
    expect(messages).to_contain_text(re.compile(r"value-report-cedarline-furniture-.*\.pdf|Value report: Cedarline"))
    shot(page, "files")
    assert "value_report.made" in harbour.last_recorded()


def test_a_chinese_customer_gets_a_chinese_page(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)
    typed(page, "/cs 价值报告 松涛")
    form = modal(page)
    expect(form).to_contain_text("松涛纸业")
    expect(form.get_by_label("简体中文")).to_be_checked()
    shot(page, "form-zh")
    page.get_by_test_id("modal-submit").click()
    expect(form).to_contain_text("已发到我们的私信")
    close(page)

    messages = direct(page)
    expect(messages).to_contain_text("发出之前请先看一遍")
    shot(page, "files-zh")


def test_who_does_not_speak_with_customers_makes_none(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, PRIYA)

    expect(asked(page, "/cs report northwind")).to_contain_text("Your role does not allow this.")
