"""What became of the revenue, in the browser: figures, their cohort and picture, churn, and a period that is frozen."""

import re

import pytest
from demo_steps import answers, asked, close, enter
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
OMAR, LIN, ADA, PRIYA = "U0OMAR0001", "U0LIN00001", "U0ADA00001", "U0PRIYA001"


def test_a_manager_sees_the_quarter_its_cohort_and_its_picture(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR)
    figures = asked(page, "/cs retention last quarter")
    expect(figures).to_contain_text(re.compile(r"GRR \d+\.\d% · NRR \d+\.\d% · \d+ accounts"))
    expect(figures).to_contain_text("1 EUR = 1.08 USD since")

    figures.get_by_role("button", name="Cohort", exact=True).click()
    expect(page.get_by_test_id("modal")).to_contain_text("$")
    close(page)

    figures.get_by_role("button", name="Picture", exact=True).click()
    expect(answers(page).last).to_contain_text("I sent you")
    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()
    expect(page.get_by_test_id("file").last.locator("img")).to_have_js_property("complete", value=True)


def test_churn_is_told_in_chinese_with_its_sample(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)

    churn = asked(page, "/cs 流失 今年 全部")

    expect(churn).to_contain_text("流失")
    expect(churn).to_contain_text(re.compile(r"\d+ 个"))


def test_a_closed_period_is_frozen_by_an_admin(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, ADA, "leadership")
    figures = asked(page, "/cs retention last quarter all")
    figures.get_by_role("button", name=re.compile("^Freeze Q")).click()
    page.get_by_test_id("confirm").get_by_role("button", name="Freeze", exact=True).click()

    expect(answers(page).last).to_contain_text(re.compile("[Ff]rozen"))
    expect(asked(page, "/cs retention last quarter all")).to_contain_text("❄ Frozen on")
    assert "revenue.froze" in harbour.last_recorded()


def test_who_may_not_read_the_book_is_told_so(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, PRIYA)

    expect(asked(page, "/cs retention")).to_contain_text("Your role does not allow this.")
