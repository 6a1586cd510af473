"""Expansion in the browser: a play from the card to won, who is ready, what renewals say of it, and a referral."""

import pytest
from demo_steps import asked, choose, close, enter, typed
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, GIL = "U0MAYA0001", "U0LIN00001", "U0GIL00001"


def pick(page: Page, field: str, entry: str) -> None:
    """An entry of a menu in the open form."""
    page.get_by_test_id("modal").get_by_label(field, exact=True).click()
    page.get_by_role("option", name=entry, exact=True).click()


def test_a_play_goes_from_the_card_to_won_and_stands_beside_renewals(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    modal = page.get_by_test_id("modal")
    choose(page, asked(page, "/health meridian cartography"), "Expansion…")
    expect(modal).to_contain_text("Meridian Cartography")
    modal.get_by_label("What for?").fill("20 <more> seats for *surveyors*")
    modal.get_by_label("How much ARR?").fill("lots")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("I cannot read that as an amount.")
    modal.get_by_label("How much ARR?").fill("12.5k USD")
    pick(page, "How far is it?", "Offered")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ Recorded for Meridian Cartography: 20 <more> seats for ∗surveyors∗")
    modal.get_by_role("button", name="Undo").click()
    expect(modal).to_contain_text("✓ Undone: it is gone from Meridian Cartography.")
    close(page)

    typed(page, "/cs play meridian cartography 20 more seats")
    expect(modal.get_by_label("What for?")).to_have_value("20 more seats")
    modal.get_by_label("How much ARR?").fill("12500 USD")
    modal.get_by_label("Expected on").fill("2020-01-31")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ Recorded for Meridian Cartography")
    close(page)
    expect(asked(page, "/health meridian cartography")).to_contain_text("1 play · $12,500")

    listed = asked(page, "/cs plays")
    expect(listed).to_contain_text("Meridian Cartography · 20 more seats · $12,500")
    choose(page, listed, "Stage…")
    pick(page, "How far is it?", "Play won")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ Moved on for Meridian Cartography")
    close(page)
    expect(asked(page, "/cs plays won")).to_contain_text("its contract line is awaited")
    expect(asked(page, "/cs plays all won")).to_contain_text("won, not in a contract yet")
    assert "plays.changed" in harbour.last_recorded()


def test_renewals_and_retention_say_what_is_open_beside_their_figures(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    renewals = asked(page, "/renewals 730 all")
    expect(renewals).to_contain_text("They are in no sum and no forecast above.")
    retention = asked(page, "/cs retention last 12 months all")
    expect(retention).to_contain_text("Expansion by play")
    expect(retention).to_contain_text("Open plays, in no figure above:")


def test_who_is_ready_is_started_or_put_off_in_chinese(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)
    modal = page.get_by_test_id("modal")
    ready = asked(page, "/cs 增购列表 建议 全部")
    expect(ready).to_contain_text("54 个席位中 54 个已分配，已持续一年以上")
    ready.get_by_role("button", name="暂不：Saltmarsh Fisheries").click()
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("请选择日期，或说明原因。")
    modal.get_by_label("为什么暂不？").fill("春天搬办公室。")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓ 暂不建议 Saltmarsh Fisheries。")
    close(page)
    again = asked(page, "/cs plays suggested all")
    expect(again).not_to_contain_text("Saltmarsh Fisheries")
    again.get_by_role("button", name="新建增购机会：枫林教育").click()
    expect(modal).to_contain_text("枫林教育")
    close(page)


def test_a_referral_is_recorded_and_becomes_an_account(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    modal = page.get_by_test_id("modal")
    typed(page, "/cs 推荐 cedarline Bluewater Ferries")
    expect(modal.get_by_label("Which company?")).to_have_value("Bluewater Ferries")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("Named to us")
    modal.get_by_role("button", name="Edit").click()
    pick(page, "How far is it?", "Became a customer")
    modal.get_by_label("Their account here, once they are a customer").click()
    modal.locator("[data-testid=select-search]:visible").fill("clearpath")
    page.get_by_role("option", name="Clearpath Mobility").click()
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("Became a customer")
    close(page)
    listed = asked(page, "/cs referrals won")
    expect(listed).to_contain_text("now Clearpath Mobility")
    expect(listed).to_contain_text("ARR today of those who became customers")


def test_a_guest_is_refused(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, GIL)
    expect(asked(page, "/cs plays all")).to_contain_text("guests and visitors cannot use it")
