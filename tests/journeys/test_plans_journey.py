"""A success plan in the browser: agreed, measured, checked in on, taken back; the lists, in both languages."""

import pytest
from demo_steps import asked, close, enter
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, OMAR, GIL = "U0MAYA0001", "U0LIN00001", "U0OMAR0001", "U0GIL00001"


def test_an_outcome_is_agreed_measured_and_found_behind(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    modal = page.get_by_test_id("modal")
    card = asked(page, "/health kestrel")
    card.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Success plan", exact=True).click()
    plan = page.get_by_test_id("messages").get_by_test_id("ephemeral").last
    expect(plan).to_contain_text("Success plan of Kestrel Security")
    plan.get_by_role("button", name="New outcome…").click()
    modal.get_by_label("What do they want to reach, in their words?").fill("*Twice* as many <patrols>")
    modal.get_by_label("Target").fill("many")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("Write a number, like 62, 3.5 or 1,200.")
    modal.get_by_label("Unit").fill("patrols")
    modal.get_by_label("Value on the day it was agreed").fill("10")
    modal.get_by_label("Target").fill("20")
    modal.get_by_label("Agreed on").fill("2026-01-05")
    modal.get_by_label("Due on").fill("2027-01-05")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ Agreed with Kestrel Security:")
    expect(modal).to_contain_text("It can be undone for 10 minutes.")
    modal.get_by_role("button", name="Success plan").click()
    expect(modal).to_contain_text("“∗Twice∗ as many <patrols>”")
    expect(modal).to_contain_text("cannot tell: no measurement yet")

    modal.get_by_role("button", name="Measure").first.click()
    modal.get_by_label("Value, in patrols").fill("11")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("11 of 20 patrols; due")
    expect(modal).to_contain_text("so @Maya Brooks has the task to check in")
    modal.get_by_role("button", name="Success plan").click()
    modal.get_by_role("button", name="Check in").first.click()
    modal.get_by_label("Behind").check()
    expect(modal).to_contain_text("Why is it behind?")
    modal.get_by_label("Not used by those who should").check()
    modal.get_by_label("In a line: who does not use it, or what else?").fill("the night shift")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("“the night shift”")
    expect(modal).to_contain_text("That does the task of @Maya Brooks")
    close(page)

    expect(asked(page, "/health kestrel security")).to_contain_text("1 behind")
    assert "plans.checked_in" in harbour.last_recorded()


def test_the_plan_of_an_account_says_how_far_it_is(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)

    plan = asked(page, "/cs plan acme")

    expect(plan).to_contain_text("3.9, on the way down to 3 days; due 4 by now: on track")
    expect(plan).to_contain_text("Not used by those who should")
    expect(plan).to_contain_text("cannot tell: no measurement yet")
    expect(plan).to_contain_text("Reached")
    plan.get_by_role("button", name="Not done").first.click()
    expect(plan).to_contain_text("0 of 2 done")


def test_who_leads_sees_whose_plans_are_behind(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR)
    listed = asked(page, "/cs plans team")
    expect(listed).to_contain_text("with a plan")
    listed.get_by_role("button", name="Next").click()
    expect(listed).to_contain_text("9–16 of")

    expect(asked(page, "/cs plans team none")).to_contain_text("no success plan yet")


def test_plans_in_chinese(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)
    plan = asked(page, "/cs 成功计划 青禾")
    expect(plan).to_contain_text("“把月结从六天缩短到三天”")
    expect(plan).to_contain_text("没有按我们的建议部署")

    expect(asked(page, "/cs 计划列表 落后")).to_contain_text("个落后")


def test_a_guest_sees_no_plan(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, GIL)

    expect(asked(page, "/cs plan acme")).to_contain_text("guests and visitors cannot use it")
