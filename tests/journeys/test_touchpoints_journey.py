"""A contact in the browser: logged from a card, taken back, logged again, put right; the lists, in both languages."""

import pytest
from demo_steps import asked, close, enter, typed
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, OMAR, GIL, OTTO = "U0MAYA0001", "U0LIN00001", "U0OMAR0001", "U0GIL00001", "U0OTTO0001"


def logged(page: Page, said: str) -> None:
    """The open form, sent."""
    page.get_by_test_id("modal").get_by_label("In a line or two").fill(said)
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal")).to_contain_text("✓ Logged for Kestrel Security: Call")


def test_a_contact_is_logged_on_the_card_taken_back_and_put_right(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    modal = page.get_by_test_id("modal")
    card = asked(page, "/health kestrel")
    card.get_by_role("button", name="Log touchpoint").click()
    modal.get_by_label("Does something follow?").fill("Send <the> plan")
    modal.get_by_label("Due on").fill("2099-01-31")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("That is more than ten years ahead")
    modal.get_by_label("Due on").fill("2030-01-31")
    logged(page, "They *want* a plan")
    expect(modal).to_contain_text("Send <the> plan")
    expect(modal).to_contain_text("It can be undone for 10 minutes.")

    modal.get_by_role("button", name="Undo").click()
    expect(modal).to_contain_text("✓ Undone: the touchpoint with Kestrel Security is gone.")
    close(page)
    expect(asked(page, "/cs touches kestrel security")).not_to_contain_text("They ∗want∗ a plan")
    assert "tasks.withdrawn" in harbour.last_recorded()

    typed(page, "/cs touch kestrl securty They want a plan")
    expect(modal.get_by_label("In a line or two")).to_have_value("They want a plan")
    logged(page, "They want a plan by Friday")
    modal.get_by_role("button", name="Edit").click()
    expect(modal.get_by_label("In a line or two")).to_have_value("They want a plan by Friday")
    modal.get_by_label("How did they sound?").click()
    page.get_by_role("option", name="Positive").click()
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ Changed for Kestrel Security")
    close(page)

    history = asked(page, "/cs touches kestrel security")
    expect(history).to_contain_text("They want a plan by Friday")
    expect(history).to_contain_text("last two-way contact today")
    expect(history).to_contain_text("changed by @Maya Brooks")


def test_what_a_customer_writes_is_logged_with_its_words(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OTTO, "acme-shared")
    typed(page, "We need the plan by *Friday*")
    expect(page.get_by_test_id("messages")).to_contain_text("We need the plan")
    enter(page, harbour, MAYA, "acme-shared")
    page.get_by_test_id("messages").get_by_test_id("message").last.hover()
    page.get_by_test_id("message-menu").last.click()
    page.get_by_test_id("message-shortcut").filter(has_text="Log touchpoint").last.click()
    modal = page.get_by_test_id("modal")
    expect(modal.get_by_label("Only they spoke")).to_be_checked()
    expect(modal.get_by_label("Who of them took part?")).to_have_count(0)

    modal.get_by_label("Account").click()
    modal.get_by_test_id("select-search").first.fill("acme ind")
    page.get_by_role("option", name="Acme Industrial").click()
    expect(modal).to_contain_text("Who of them took part?")
    expect(modal.get_by_label("What was written")).to_have_value("We need the plan by *Friday*")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("It does not end a silence")
    close(page)

    enter(page, harbour, MAYA)
    history = asked(page, "/cs touches acme industrial")
    expect(history).to_contain_text("We need the plan by *Friday*")
    expect(history.get_by_role("link", name="the message")).to_be_visible()


def test_who_leads_sees_who_is_waiting_and_turns_the_page(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR)

    listed = asked(page, "/cs touches team")
    expect(listed).to_contain_text("due contacts were made in time")
    expect(listed).to_contain_text("days late")
    listed.get_by_role("button", name="Next").click()

    expect(listed).to_contain_text("9–16 of")


def test_contact_in_chinese(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)
    typed(page, "/cs 跟进 云帆物流 谈了续约")
    modal = page.get_by_test_id("modal")
    expect(modal.get_by_label("一两句话概括")).to_have_value("谈了续约")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ 已记录与 云帆物流 的沟通")
    close(page)

    listed = asked(page, "/cs 沟通记录 云帆物流")
    expect(listed).to_contain_text("谈了续约")
    expect(asked(page, "/cs 沟通记录")).to_contain_text("近 90 天")


def test_a_guest_logs_nothing(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, GIL)

    expect(asked(page, "/cs touch acme")).to_contain_text("guests and visitors cannot use it")
