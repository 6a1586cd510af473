"""What customers ask for, brought in: similar requests appear while the title is typed, by emoji, and by mention."""

import pytest
from demo_steps import answers, asked, close, direct, enter, typed
from harbour import Harbour
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, PRIYA, ADA = "U0MAYA0001", "U0LIN00001", "U0PRIYA001", "U0ADA00001"


def form(page: Page) -> Locator:
    return page.get_by_test_id("modal")


def title(page: Page) -> Locator:
    return form(page).locator("input").first


def card(page: Page, words: str) -> Locator:
    return page.get_by_test_id("messages").get_by_test_id("message").filter(has_text=words)


def test_what_is_there_appears_while_the_title_is_typed_and_is_added_to(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    typed(page, "/feedback")
    title(page).press_sequentially("Export the audit", delay=30)
    form(page).get_by_label("In their own words").fill("We copy it *by hand* <!channel>")
    title(page).press("End")
    title(page).press_sequentially(" log", delay=30)
    found = form(page).get_by_label("#1 Export the whole audit log to Excel")
    expect(found).to_be_visible()
    expect(form(page)).to_contain_text("alike")
    expect(title(page)).to_have_value("Export the audit log")
    expect(form(page).get_by_label("In their own words")).to_have_value("We copy it *by hand* <!channel>")
    found.check()
    form(page).get_by_label("One of us").check()
    page.get_by_test_id("modal-submit").click()
    expect(form(page)).to_contain_text("Added to #1")
    close(page)
    expect(direct(page)).to_contain_text("Added to #1")

    enter(page, harbour, PRIYA, "product")
    expect(card(page, "Export the whole audit log")).to_contain_text("one of us")


def test_a_chinese_title_shows_what_was_asked_in_chinese(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)
    typed(page, "/feedback")
    title(page).fill("希望能用企业微信登录")

    expect(form(page)).to_contain_text("并入已有的需求？")
    expect(form(page)).to_contain_text("单点登录：用企业微信登录")
    expect(form(page)).to_contain_text("相似度")
    expect(form(page)).to_contain_text("建议归入：Access")
    form(page).get_by_role("button", name="选用").click()
    expect(form(page)).not_to_contain_text("建议归入")
    close(page)


def test_a_light_bulb_offers_to_send_a_message_and_its_words_are_in_the_form(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    typed(page, "Hi all! They would like an offline mode for <!here> trains & planes.")
    said = card(page, "an offline mode").last
    said.hover()
    said.get_by_label("React with a light bulb").click()
    offer = answers(page).last
    expect(offer).to_contain_text("Send it to product?")
    offer.get_by_role("button", name="Send to product").click()
    expect(title(page)).to_have_value("They would like an offline mode for @here trains & planes")
    form(page).get_by_label("One of us").check()
    page.get_by_test_id("modal-submit").click()
    expect(form(page)).to_contain_text("went to Reports")
    close(page)

    enter(page, harbour, MAYA)
    said = card(page, "an offline mode").first
    said.hover()
    said.get_by_test_id("message-menu").click()
    said.get_by_test_id("message-shortcut").filter(has_text="Send to product").click()
    expect(form(page)).to_contain_text("Does another account ask for it, too?")
    close(page)


def test_a_mention_alone_says_what_it_can_do(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    typed(page, "@moorline")

    expect(answers(page).last).to_contain_text("Mention me with what a customer asks for")


def test_a_receipt_stands_in_the_thread_where_only_colleagues_read(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA, "product")
    typed(page, "@moorline They want a kanban board")
    answers(page).last.get_by_role("button", name="Send these words").click()
    form(page).get_by_label("One of us").check()
    page.get_by_test_id("modal-submit").click()
    expect(form(page)).to_contain_text("went to")
    close(page)

    expect(card(page, "They want a kanban board").first).to_contain_text("1 reply")


def test_an_admin_chooses_the_emoji_of_a_channel(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, ADA)
    typed(page, "/cs settings")
    form(page).get_by_role("button", name="Choose…").click()

    expect(form(page)).to_contain_text("#customer-success")
    close(page)


def test_an_account_is_set_when_the_form_is_opened_on_its_card(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    asked(page, "/health halcyon").get_by_role("button", name="Send to product").click()

    expect(form(page)).to_contain_text("Halcyon Airlines")
    close(page)
