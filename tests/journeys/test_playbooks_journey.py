"""Playbooks in the browser: who is in which, one started from a card, stopped with a reason, and taken back."""

import pytest
from demo_steps import asked, choose, enter
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, OMAR, GIL = "U0MAYA0001", "U0LIN00001", "U0OMAR0001", "U0GIL00001"


def test_who_leads_sees_all_playbooks_and_opens_one(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR)

    listed = asked(page, "/cs playbook")
    expect(listed).to_contain_text("3 accounts in it")
    expect(listed).to_contain_text("tasks done")
    listed.get_by_role("button", name="Show Onboarding").click()

    expect(listed).to_contain_text("Juniper Labs")
    expect(listed).to_contain_text("step 3 of 5")
    listed.get_by_role("button", name="All playbooks").click()
    expect(listed).to_contain_text("Win-back")


def test_a_playbook_is_started_from_a_card_stopped_with_a_reason_and_goes_on(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    modal = page.get_by_test_id("modal")
    choose(page, asked(page, "/health kestrel"), "Playbooks")
    account = page.get_by_test_id("messages").get_by_test_id("ephemeral").last
    expect(account).to_contain_text("No playbook runs for Kestrel Security.")
    account.get_by_role("button", name="Start…").click()
    modal.get_by_label("Playbook", exact=True).click()
    page.get_by_role("option", name="At risk").click()
    expect(modal).to_contain_text("Call the champion: what is wrong, in their own words – @Maya Brooks (owner)")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ At risk has begun for Kestrel Security.")

    modal.get_by_role("button", name="Stop At risk").click()
    modal.get_by_label("Why?").last.fill("They <are> *fine*")
    page.get_by_test_id("modal-submit").last.click()
    expect(modal.last).to_contain_text("stopped")
    expect(modal.last).to_contain_text("They <are> ∗fine∗")
    modal.last.get_by_role("button", name="Undo").click()
    expect(modal.last).to_contain_text("✓ Undone: At risk goes on for Kestrel Security.")
    assert "playbooks.undone" in harbour.last_recorded()


def test_playbooks_in_chinese_with_the_guides_of_an_account(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)

    account = asked(page, "/cs 剧本 千寻数据")
    expect(account).to_contain_text("客户上线")
    expect(account.get_by_role("link", name="启动会模板")).to_be_visible()


def test_the_command_line_says_who_would_enter(harbour: Harbour) -> None:
    assert "would enter renewal; nothing was written" in harbour.moorline("playbook", "try", "renewal")


def test_a_guest_sees_no_playbook(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, GIL)

    expect(asked(page, "/cs playbook")).to_contain_text("guests and visitors cannot use it")
