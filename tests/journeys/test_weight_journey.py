"""What weighs most: a list, one request over it, the renewal that waits for it, the week of who decides."""

import pytest
from demo_steps import asked, close, enter
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, PRIYA = "U0MAYA0001", "U0LIN00001", "U0PRIYA001"


def test_a_list_leads_to_a_request_and_its_life(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, PRIYA)

    listed = asked(page, "/cs requests all sort:arr")

    expect(listed).to_contain_text("Formula: [priority] of the policy, version 1")
    listed.get_by_role("button", name="Show").first.click()
    modal = page.get_by_test_id("modal")
    expect(modal).to_contain_text("What became of it")
    expect(modal).to_contain_text("brought it in")
    close(page)


def test_a_word_that_is_nearly_right_is_one_click_away(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)

    missed = asked(page, "/cs requests must sort:wieght")

    expect(missed).to_contain_text("Did you mean sort:weight?")


def test_a_renewal_says_what_it_waits_for(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)

    listed = asked(page, "/renewals 180")
    listed.get_by_role("button", name="Next").click()
    expect(listed).to_contain_text("waits for #1 Export the whole audit log to Excel")
    expect(asked(page, "/health Acme Industrial")).to_contain_text("1, 1 blocks the renewal")


def test_the_week_of_requests_is_shown_in_chinese(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, PRIYA)

    expect(asked(page, "/cs digest product")).to_contain_text("Your week of requests")

    enter(page, harbour, LIN)
    expect(asked(page, "/cs requests help")).to_contain_text("客户要什么，权重多少")
