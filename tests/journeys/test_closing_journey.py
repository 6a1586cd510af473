"""Closing a renewal in the browser: the form that changes with the ending, the receipt, and taking it back."""

import re

import pytest
from demo_steps import asked
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
MAYA = "U0MAYA0001"


def test_a_renewal_is_closed_and_taken_back(harbour: Harbour, page: Page) -> None:
    page.goto(harbour.place(MAYA, "general"))
    expect(page.locator("body")).to_have_attribute("data-live", "yes")
    listed = asked(page, "/renewals 365")
    first = re.findall(r"^.*days left.*$", listed.inner_text(), re.MULTILINE)[0]

    listed.get_by_role("button", name="More").first.click()
    page.get_by_role("menuitem", name="Close", exact=True).click()
    modal = page.get_by_test_id("modal")
    modal.get_by_label("Renewed with change").check()
    expect(modal.get_by_label("First day of the new term")).to_be_visible()
    modal.get_by_label(re.compile("ARR of the new term")).fill("500k")
    modal.get_by_label("Note").fill("They want <more> seats")
    modal.get_by_label("Lost").check()
    expect(modal.get_by_label("Main reason for the loss")).to_be_visible()
    expect(modal.get_by_label("First day of the new term")).to_have_count(0)
    modal.get_by_label("Renewed with change").check()
    expect(modal.get_by_label(re.compile("ARR of the new term"))).to_have_value("500k")
    expect(modal.get_by_label("Note")).to_have_value("They want <more> seats")
    page.get_by_test_id("modal-submit").click()

    expect(modal).to_contain_text("Renewed with change")
    expect(modal).to_contain_text("Next renewal:")
    assert "renewals.closed" in harbour.last_recorded()
    modal.get_by_role("button", name="Undo").click()

    expect(modal).to_contain_text("is open again, as it was.")
    page.get_by_test_id("modal-dismiss").click()
    assert first in asked(page, "/renewals 365").inner_text()
    assert "renewals.undone" in harbour.last_recorded()


def test_what_is_missing_is_said_beside_its_field(harbour: Harbour, page: Page) -> None:
    page.goto(harbour.place(MAYA, "general"))
    expect(page.locator("body")).to_have_attribute("data-live", "yes")
    listed = asked(page, "/renewals 365")

    listed.get_by_role("button", name="More").first.click()
    page.get_by_role("menuitem", name="Close", exact=True).click()
    modal = page.get_by_test_id("modal")
    modal.get_by_label("Renewed with change").check()
    modal.get_by_label(re.compile("ARR of the new term")).fill("a lot")
    page.get_by_test_id("modal-submit").click()

    expect(modal).to_contain_text("Write an amount like 48,000, 48k or 4.8万")
