"""A customer writes in a thread, and hears in the end that it is there: three people, and hostile words on the way."""

from __future__ import annotations

import re

import pytest
from demo_steps import asked, close, direct, enter
from harbour import Harbour
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
OTTO, MAYA, PRIYA = "U0OTTO0001", "U0MAYA0001", "U0PRIYA001"
LINK, RIGHT_TO_LEFT, LONG = "https://evil.example/reset", "\u202eevil\u202c", "long " * 600
WORDS = f"<!channel> We need offline maps 🚒 see <{LINK}|our invoice> *now* {RIGHT_TO_LEFT} {LONG}"
SHIPPED = "Settings › Maps: keep an area on the device"


def modal(page: Page) -> Locator:
    return page.get_by_test_id("modal")


def messages(page: Page) -> Locator:
    return page.get_by_test_id("messages").get_by_test_id("message")


def said_in_a_thread(page: Page, words: str) -> None:
    """By whoever is looking: below the newest message of the channel."""
    page.get_by_test_id("composer").fill("Good morning")
    page.get_by_test_id("composer").press("Enter")
    first = messages(page).filter(has_text="Good morning").last
    first.hover()
    page.get_by_test_id("reply-in-thread").click()
    page.get_by_test_id("thread-composer").fill(words)
    page.get_by_test_id("thread-composer").press("Enter")
    expect(page.get_by_test_id("thread")).to_contain_text("offline maps")


def has_nothing_live(shown: Locator) -> None:
    """Nobody is called, and nothing of the customer's is a link, bold, or turned round."""
    expect(shown).to_contain_text("@channel We need offline maps")
    assert shown.locator(f"a[href*='{LINK}']").count() == 0
    assert shown.locator(".mention", has_text="channel").count() == 0
    assert shown.locator("b, strong").filter(has_text="now").count() == 0
    assert "\u202e" not in (shown.text_content() or "")


def test_what_a_customer_writes_in_a_thread_is_shipped_and_told(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OTTO, "acme-shared")
    said_in_a_thread(page, WORDS)

    enter(page, harbour, MAYA, "acme-shared")
    messages(page).filter(has_text="Good morning").last.hover()
    page.get_by_test_id("reply-in-thread").click()
    reply = page.get_by_test_id("thread").get_by_test_id("message").filter(has_text="offline maps")
    reply.hover()
    reply.get_by_test_id("message-menu").click()
    reply.get_by_test_id("message-shortcut").filter(has_text="Send to product").click()
    form = modal(page)
    form.get_by_label("What is asked for, in a line").fill("Offline maps for trucks")
    form.get_by_label(re.compile("^Account")).click()
    form.get_by_test_id("select-search").first.fill("acme ind")
    page.get_by_role("option", name="Acme Industrial").click()
    form.get_by_label("must have").check()
    page.get_by_test_id("modal-submit").click()
    expect(form).to_contain_text("went to Reports")
    close(page)
    expect(direct(page)).to_contain_text("Offline maps for trucks")

    enter(page, harbour, PRIYA, "product")
    card = messages(page).filter(has_text="Offline maps for trucks")
    expect(card).to_contain_text("Acme Industrial")
    has_nothing_live(card)
    card.get_by_role("button", name="Take it").click()
    expect(card).to_contain_text("@Priya Nair")
    card.get_by_role("button", name="Accept…").click()
    form.get_by_label("For when is it planned?").fill("spring")
    page.get_by_test_id("modal-submit").click()
    expect(form).to_contain_text("is planned now")
    close(page)
    card.get_by_role("button", name="Shipped…").click()
    form.get_by_label("What is there now, and where?").fill(SHIPPED)
    page.get_by_test_id("modal-submit").click()
    expect(form).to_contain_text("is shipped now")
    close(page)
    expect(card).to_contain_text("told 0 of 1")

    enter(page, harbour, MAYA)
    expect(direct(page)).to_contain_text("What you brought in is there:")
    task = messages(page).filter(has_text="Tell Acme Industrial that")
    has_nothing_live(task)
    task.get_by_role("button", name="Told…").click()
    expect(form.get_by_label("In these words")).to_contain_text(SHIPPED)
    form.get_by_label("In a call").check()
    page.get_by_test_id("modal-submit").click()
    expect(form).to_contain_text("Acme Industrial")
    close(page)

    enter(page, harbour, PRIYA, "product")
    expect(card).to_contain_text("told 1 of 1")
    enter(page, harbour, MAYA)
    expect(asked(page, "/cs requests mine")).to_contain_text("told 1 of 1")
