"""The morning message in the browser: asked for, acted upon in it, seen by the manager; in Chinese; and settings."""

import pytest
from demo_steps import asked, close, direct, enter, typed
from harbour import Harbour
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, OMAR, GIL = "U0MAYA0001", "U0LIN00001", "U0OMAR0001", "U0GIL00001"
ADA = "U0ADA00001"
SEEN_BY_BOTH = "Acme Industrial"
"""Of Maya's book, and large enough to be among the few that her manager is told of."""


def test_what_a_csm_takes_up_the_manager_sees_in_the_same_message(harbour: Harbour, page: Page) -> None:
    managers = digest_of(page, harbour, OMAR, "Your morning: ")
    expect(managers).to_contain_text("accounts in all")
    expect(managers).to_contain_text(SEEN_BY_BOTH)
    csms = digest_of(page, harbour, MAYA, "Your morning: ")

    below(csms, SEEN_BY_BOTH, "On it").click()

    expect(csms).to_contain_text("@Maya Brooks is on it")
    enter(page, harbour, OMAR)
    expect(direct(page)).to_contain_text("@Maya Brooks is on it")


def test_a_line_opens_its_reasons_and_can_be_put_off(harbour: Harbour, page: Page) -> None:
    told = digest_of(page, harbour, MAYA, "Your morning: ")

    told.get_by_role("button", name="Why?").last.click()
    expect(page.get_by_test_id("modal")).to_contain_text("points")
    close(page)
    told.get_by_role("button", name="More actions", exact=True).last.click()
    page.get_by_role("menuitem", name="Snooze 7 d", exact=True).click()

    expect(told).to_contain_text("Snoozed by @Maya Brooks until")


def test_a_digest_in_chinese(harbour: Harbour, page: Page) -> None:
    told = digest_of(page, harbour, LIN, "早间简报：")

    told.get_by_role("button", name="我来处理").first.click()

    expect(told).to_contain_text("正在处理")


def test_who_leads_is_sent_the_week_of_the_team_around_its_picture(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR)
    asked(page, "/cs digest week")

    told = direct(page)
    expect(told).to_contain_text("Your team's week: ")
    expect(told).to_contain_text("Churn by reason, last 90 days")
    picture = told.get_by_role("img", name="Three charts of the figures below").last
    expect(picture).to_have_js_property("naturalWidth", 1440)


def test_a_manager_reads_chinese_once_he_chose_it(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR)
    speak(page, "/cs settings", "Language", "简体中文")

    digest_of(page, harbour, OMAR, "早间简报：")
    enter(page, harbour, OMAR)
    asked(page, "/cs 简报 上周")
    expect(direct(page)).to_contain_text("按预测")

    enter(page, harbour, OMAR)
    speak(page, "/cs settings", "语言", "English")


def below(told: Locator, account: str, button: str) -> Locator:
    """The button of the line that names the account."""
    line = f".//strong[normalize-space()='{account}']"
    return told.locator(f"xpath={line}/following::button[normalize-space()='{button}'][1]")


def speak(page: Page, command: str, field: str, language: str) -> None:
    typed(page, command)
    modal = page.get_by_test_id("modal")
    modal.get_by_label(field, exact=True).click()
    modal.get_by_role("option", name=language, exact=True).click()
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓")
    close(page)


def test_settings_say_what_is_wrong_and_are_kept(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    typed(page, "/cs settings")
    modal = page.get_by_test_id("modal")
    modal.get_by_label("Hour, like 8:30").fill("soon")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("Write a time like 8:30.")
    modal.get_by_label("Hour, like 8:30").fill("7:15")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ Kept.")
    page.get_by_test_id("modal-dismiss").click()

    expect(asked(page, "/cs digest")).to_contain_text("at 07:15 (London)")


def test_home_says_what_needs_one_and_how_moorline_is(harbour: Harbour, page: Page) -> None:
    for person, said in ((LIN, "你的客户"), (ADA, "✓ All is well.")):
        enter(page, harbour, person)
        page.get_by_test_id("app").click()
        page.get_by_test_id("tab-home").click()
        expect(page.get_by_text(said)).to_be_visible()


def test_a_guest_gets_no_digest(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, GIL)

    expect(asked(page, "/cs digest now")).to_contain_text("guests and visitors cannot use it")


def digest_of(page: Page, harbour: Harbour, person: str, title: str) -> Locator:
    """Asked for, and read where it arrives, below those of before."""
    enter(page, harbour, person)
    told = direct(page).get_by_test_id("message").filter(has_text=title)
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-live", "yes")
    before = told.count()
    enter(page, harbour, person)
    asked(page, "/cs digest now")
    direct(page)
    expect(told).to_have_count(before + 1)
    return told.nth(before)
