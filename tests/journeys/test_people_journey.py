"""People in the browser: a champion who leaves and comes back, somebody added, taken back; and what they answer."""

import pytest
from demo_steps import asked, close, enter, typed
from harbour import Harbour
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
ADA, MAYA, LIN, OMAR, GIL = "U0ADA00001", "U0MAYA0001", "U0LIN00001", "U0OMAR0001", "U0GIL00001"


def chosen(page: Page, label: str, option: str) -> None:
    page.get_by_test_id("modal").get_by_label(label).click()
    page.get_by_role("option", name=option).first.click()


def sent(page: Page, said: str) -> Locator:
    page.get_by_test_id("modal-submit").click()
    modal = page.get_by_test_id("modal")
    expect(modal).to_contain_text(said)
    return modal


def test_a_champion_who_leaves_is_told_at_once_followed_and_taken_back(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    people = asked(page, "/cs people larkspur cosmetics")
    expect(people).to_contain_text("Rosa Delgado")
    people.get_by_role("button", name="More").nth(1).click()
    page.get_by_role("menuitem", name="Left…", exact=True).click()
    modal = page.get_by_test_id("modal")
    expect(modal).to_contain_text("A champion or buyer who leaves is a risk")
    modal.get_by_label("Where did they go?").fill("*Umbrella* <Inc>")
    sent(page, "✓ Has left Larkspur Cosmetics: Rosa Delgado")
    expect(modal).to_contain_text("the score is held down until somebody does")

    expect(asked(page, "/health larkspur cosmetics")).to_contain_text("because the champion left")
    expect(asked(page, "/cs alerts")).to_contain_text("Rosa Delgado")
    modal.get_by_role("button", name="All people there").click()
    expect(modal).to_contain_text("went to ∗Umbrella∗ <Inc>")
    modal.get_by_role("button", name="More").last.click()
    page.get_by_role("menuitem", name="Came back", exact=True).click()
    expect(modal).to_contain_text("✓ Back at Larkspur Cosmetics: Rosa Delgado")
    close(page)

    expect(asked(page, "/health larkspur cosmetics")).not_to_contain_text("because the champion left")
    assert "Rosa" not in harbour.moorline("audit")


def test_somebody_new_is_added_and_taken_back(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR)
    people = asked(page, "/cs people redwood legal")
    people.get_by_role("button", name="Add…").click()
    modal = page.get_by_test_id("modal")
    modal.get_by_label("Name").fill("Ella Brandt")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("The account has somebody with it already.")
    modal.get_by_label("Name").fill("Noor <b> *Ali*")
    chosen(page, "Role", "Decision maker")
    sent(page, "✓ Added at Redwood Legal: Noor <b> ∗Ali∗ · Decision maker")

    modal.get_by_role("button", name="Undo").click()
    expect(modal).to_contain_text("✓ Undone.")
    close(page)
    expect(asked(page, "/cs people redwood legal")).not_to_contain_text("Noor")


def test_the_card_leads_to_its_people_and_gaps_to_theirs(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, OMAR)
    card = asked(page, "/health acme industrial")
    before = page.get_by_test_id("ephemeral").count()
    card.get_by_role("button", name="More").last.click()
    page.get_by_role("menuitem", name="People", exact=True).click()
    expect(page.get_by_test_id("ephemeral")).to_have_count(before + 1)
    expect(page.get_by_test_id("ephemeral").last).to_contain_text("People at Acme Industrial")

    listed = asked(page, "/cs people gaps all")
    expect(listed).to_contain_text("accounts somebody is missing")
    listed.get_by_role("button", name="People: Acme Industrial").click()
    expect(page.get_by_test_id("ephemeral").last).to_contain_text("nobody took the place")


def test_a_bad_answer_is_kept_and_taken_back(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, MAYA)
    typed(page, "/cs survey clearpath mobility 3 Too <slow> for *us*")
    modal = page.get_by_test_id("modal")
    expect(modal.get_by_label("In their words")).to_have_value("Too <slow> for *us*")
    chosen(page, "Who answered?", "Farid Aziz")
    sent(page, "NPS 3 of 10 · Farid Aziz")
    expect(modal).to_contain_text("The owner of the account is told at once.")

    expect(asked(page, "/cs alerts")).to_contain_text("Too <slow> for")
    modal.get_by_role("button", name="Undo").click()
    expect(modal).to_contain_text("✓ Undone: the answer of Clearpath Mobility is gone.")
    close(page)
    figures = asked(page, "/cs nps by tier")
    expect(figures).to_contain_text("± ")
    expect(figures).to_contain_text("who were asked answered")


def test_what_came_of_nobody_known_waits_for_an_admin(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, ADA)
    expect(asked(page, "/cs nps all")).to_contain_text("waits for its account")
    waiting = asked(page, "/cs survey waiting")
    waiting.get_by_role("button", name="Give it an account…").click()
    modal = page.get_by_test_id("modal")
    expect(modal).to_contain_text("typeform says it is of: Northgate Mills")
    close(page)

    enter(page, harbour, MAYA)
    expect(asked(page, "/cs survey waiting")).to_contain_text("Your role does not allow this")


def test_people_and_answers_in_chinese(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, LIN)

    expect(asked(page, "/cs 联系人 云帆物流")).to_contain_text("单线联系")
    expect(asked(page, "/cs 干系人 缺口")).to_contain_text("客户联系人缺口")
    expect(asked(page, "/cs 净推荐值 全部")).to_contain_text("推荐者")


def test_a_guest_reads_nobody(harbour: Harbour, page: Page) -> None:
    enter(page, harbour, GIL)

    expect(asked(page, "/cs people acme")).to_contain_text("guests and visitors cannot use it")
