"""What admins set for everybody, in the browser: channels read their digest in the morning, CSMs their own book."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from demo_steps import asked, close, enter, typed
from harbour import Harbour
from playwright.sync_api import Page, expect

from storage.library import SqlLibrary

pytestmark = pytest.mark.journey
ADA, MAYA = "U0ADA00001", "U0MAYA0001"
A_MINUTE_AND_MORE = 150_000  # milliseconds: every minute the bot looks whose morning has come


def test_a_channel_is_chosen_and_reads_its_digest_in_the_morning(harbour: Harbour, page: Page) -> None:
    every_day_is_a_working_day(harbour)
    enter(page, harbour, ADA)

    choose_channel(page, "#customer-success")
    expect(page.get_by_test_id("modal")).to_contain_text("Guests read #customer-success: a digest is not for them.")
    close(page)
    choose_channel(page, "#general", morning=f"{datetime.now(UTC):%H:%M}")
    expect(page.get_by_test_id("modal")).to_contain_text("✓ Kept.")
    close(page)
    expect(asked(page, "/cs digest")).to_contain_text("Channels with a digest")

    enter(page, harbour, MAYA, "general")
    messages = page.get_by_test_id("messages")
    expect(messages).to_contain_text("The morning of the team: ", timeout=A_MINUTE_AND_MORE)
    expect(messages).to_contain_text("accounts in all")
    expect(messages).to_contain_text("Owner: ")
    expect(page.get_by_role("button", name="On it")).to_have_count(0)
    page.get_by_role("button", name="Why?").first.click()
    expect(page.get_by_test_id("modal")).to_contain_text("points")


def test_csms_see_their_own_book_where_an_admin_chose_so(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    expect(asked(page, "/health 云帆")).to_contain_text("林晓")
    enter(page, harbour, ADA)
    typed(page, "/cs settings")
    page.get_by_label("Only their own book, and what they cover today").check()
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal")).to_contain_text("✓ Kept.")
    close(page)

    enter(page, harbour, MAYA)
    until_refused(page, "/health 云帆物流")
    for question in ("/health 云帆物流", "/renewals all", "/cs tasks team", "/cs churn all"):
        expect(asked(page, question)).to_contain_text("For any other account ask @Ada Lindqvist.")
    expect(asked(page, "/health acme industrial")).to_contain_text("@Maya Brooks")


def until_refused(page: Page, question: str) -> None:
    """Who was let in a moment ago sees what they saw then for two seconds more."""
    for _ in range(20):
        answer = asked(page, question)
        expect(answer).to_contain_text("云帆物流")
        if "For any other account" in answer.inner_text():
            return
        page.wait_for_timeout(250)


def choose_channel(page: Page, name: str, *, morning: str = "") -> None:
    """What was chosen before is left as it is; the form is sent."""
    typed(page, "/cs settings")
    modal = page.get_by_test_id("modal")
    if morning:
        modal.get_by_label("The usual hour of digests").fill(morning)
    modal.get_by_role("button", name="Channels with a morning digest").click()
    modal.get_by_role("option", name=name, exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_test_id("modal-submit").click()


def every_day_is_a_working_day(harbour: Harbour) -> None:
    """The test runs on weekends, too."""
    library = SqlLibrary(f"sqlite:///{harbour.database}")
    try:
        with library.writing() as book:
            book.wishes.save_rules(replace(book.wishes.rules(), weekdays=frozenset(range(7))))
    finally:
        library.close()
