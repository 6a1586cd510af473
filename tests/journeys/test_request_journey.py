"""From a customer's words to "it is there" and "told": a CSM, the product manager and the admin, in the browser."""

import pytest
from demo_steps import asked, close, direct, enter, typed
from harbour import Harbour
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, PRIYA, GIL, ADA = "U0MAYA0001", "U0LIN00001", "U0PRIYA001", "U0GIL00001", "U0ADA00001"


def card(page: Page, words: str) -> Locator:
    return page.get_by_test_id("messages").get_by_test_id("message").filter(has_text=words)


def test_what_a_customer_asks_for_is_decided_and_told(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    typed(page, "/feedback Nightly backups <!channel>")
    modal = page.get_by_test_id("modal")
    modal.get_by_label("In their own words").fill("*We* sleep badly")
    modal.get_by_label("One of us").check()
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("went to Reports")
    close(page)

    enter(page, harbour, PRIYA, "product")
    told = card(page, "Nightly backups")
    expect(told).to_contain_text("*We* sleep badly")
    told.get_by_role("button", name="Take it").click()
    expect(told).to_contain_text("@Priya Nair")
    told.get_by_role("button", name="Accept…").click()
    modal.get_by_label("For when is it planned?").fill("next quarter")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("is planned now")
    close(page)
    expect(told).to_contain_text("Planned for: next quarter")

    enter(page, harbour, MAYA)
    expect(direct(page)).to_contain_text("accepted what you brought in")
    enter(page, harbour, MAYA)
    expect(asked(page, "/cs requests mine")).to_contain_text("Nightly backups")


def test_a_decline_has_a_reason_and_gives_the_owner_a_task(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, PRIYA, "product")
    told = card(page, "Dark mode")
    told.get_by_role("button", name="Decline…").click()
    modal = page.get_by_test_id("modal")
    modal.get_by_label("Too few ask for it").check()
    modal.get_by_label("In words that the CSM can use").fill("We look again in spring")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("is declined now")
    close(page)
    expect(told).to_contain_text("Too few ask for it")

    enter(page, harbour, MAYA)
    expect(direct(page)).to_contain_text("Tell Fairhaven Shipping why")


def test_requests_are_listed_by_their_weight_in_chinese(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)

    listed = asked(page, "/cs 需求")

    expect(listed).to_contain_text("客户的需求")
    expect(listed).to_contain_text("权重：")


def test_an_admin_sees_where_requests_go(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, ADA)

    expect(asked(page, "/cs areas")).to_contain_text("takes what nobody assigned")


def test_a_guest_brings_nothing_in(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, GIL)

    expect(asked(page, "/feedback Free coffee")).to_contain_text("guests and visitors cannot use it")
