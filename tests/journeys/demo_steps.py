"""What people do in the demo's workspace, step by step."""

from __future__ import annotations

from harbour import Harbour
from playwright.sync_api import Locator, Page, expect


def enter(page: Page, harbour: Harbour, person: str, place: str = "customer-success") -> None:
    page.goto(harbour.place(person, place))
    expect(page.locator("body")).to_have_attribute("data-live", "yes")


def typed(page: Page, words: str) -> None:
    page.get_by_test_id("composer").fill(words)
    page.get_by_test_id("composer").press("Enter")


def asked(page: Page, words: str) -> Locator:
    """The answer to what was typed: the newest message that only this person sees."""
    before = answers(page).count()
    typed(page, words)
    expect(answers(page)).to_have_count(before + 1)
    return answers(page).nth(before)


def direct(page: Page) -> Locator:
    """The direct messages that Moorline sent."""
    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()
    return page.get_by_test_id("messages")


def answers(page: Page) -> Locator:
    return page.get_by_test_id("messages").get_by_test_id("ephemeral")


def choose(page: Page, listed: Locator, entry: str) -> None:
    """An entry of the menu behind the dots of the first row."""
    listed.get_by_role("button", name="More").first.click()
    page.get_by_role("menuitem", name=entry, exact=True).click()


def close(page: Page) -> None:
    page.get_by_test_id("modal-dismiss").click()
    expect(page.get_by_test_id("modal")).to_have_count(0)
