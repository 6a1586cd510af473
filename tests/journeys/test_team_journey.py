"""The figures of a team in the browser: person by person, side by side, as a picture and a table, in both languages."""

import pytest
from demo_steps import asked, enter
from harbour import Harbour
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
MAYA, LIN, OMAR, GIL, PRIYA = "U0MAYA0001", "U0LIN00001", "U0OMAR0001", "U0GIL00001", "U0PRIYA001"


def test_a_manager_reads_of_the_team_and_of_one_person(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR, "leadership")
    figures = asked(page, "/cs team last quarter")
    expect(figures).to_contain_text("Team figures: Q")
    expect(figures).to_contain_text("Attention of a team that is growing")
    expect(figures).to_contain_text("it is no cause of the other figures")

    figures.get_by_test_id("select").first.click()
    page.get_by_role("option", name="Maya Brooks").click()
    expect(figures).to_contain_text("Maya Brooks · ")
    expect(figures).to_contain_text("team: ")

    figures.get_by_role("button", name="Side by side").click()
    expect(figures).to_contain_text("Side by side, by name")
    expect(figures).to_contain_text("林晓 (")
    expect(figures).to_contain_text("Whole team (")


def test_the_picture_and_the_table_arrive_in_direct_messages(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR, "leadership")
    figures = asked(page, "/cs team")
    figures.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_test_id("ephemeral").last).to_contain_text("with the figures of 3 people")
    figures.get_by_role("button", name="Picture", exact=True).click()
    expect(page.get_by_test_id("ephemeral").last).to_contain_text("I sent you the picture")

    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()
    picture = page.get_by_test_id("file").last.locator("img")
    expect(picture).to_have_js_property("complete", value=True)


def test_a_csm_reads_their_own_in_chinese_and_nobody_elses(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)
    expect(asked(page, "/cs 团队")).to_contain_text("仅你自己的指标")
    expect(asked(page, f"/cs team <@{MAYA}>")).to_contain_text("你的角色")


@pytest.mark.parametrize("person", [GIL, PRIYA])
def test_who_has_no_part_in_it_is_refused(harbour: Harbour, page: Page, person: str) -> None:
    enter(page, harbour, person)

    expect(asked(page, "/cs team")).not_to_contain_text("Team figures")
