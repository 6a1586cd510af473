"""Takes the pictures of the documentation anew, from the demo: `python docs/pictures/take.py`."""  # noqa: INP001 - a script, in no package

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, expect, sync_playwright

from bot.demo.launch import prepare

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "tests" / folder) for folder in ("journeys", "")]

from browser import CHROMIUM_FLAGS, NEXT_STEP, chromium_path, missing  # noqa: E402 - found by the path above
from harbour import Harbour, open_harbour  # noqa: E402 - found by the path above

MAYA, LIN, GIL, OMAR, PRIYA = "U0MAYA0001", "U0LIN00001", "U0GIL00001", "U0OMAR0001", "U0PRIYA001"
ADA = "U0ADA00001"
SIZE = ViewportSize(width=1280, height=860)
TALL = ViewportSize(width=1280, height=1080)
PATIENCE = 10_000  # milliseconds


def main() -> int:
    if lacking := missing():
        sys.stderr.write(NEXT_STEP.format(missing=" and ".join(lacking)) + "\n")
        return 1
    with demo() as harbour, browser_page() as page:
        take_all(page, harbour)
    return 0


@contextmanager
def demo() -> Iterator[Harbour]:
    with tempfile.TemporaryDirectory() as folder:
        prepared = prepare(Path(folder) / "book", fresh=False).parent
        with open_harbour(Path(folder) / "demo", prepared, mode="socket") as harbour:
            yield harbour


@contextmanager
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_FLAGS))
        try:
            page = browser.new_page(viewport=SIZE, locale="en-GB")
            page.set_default_timeout(PATIENCE)
            yield page
        finally:
            browser.close()


def take_all(page: Page, harbour: Harbour) -> None:
    enter(page, harbour, MAYA, "general")
    page.set_viewport_size(TALL)
    card = asked(page, "/health acme")
    from_the_top(page, card)
    take(page, "health-card")
    page.set_viewport_size(SIZE)
    opened(page, card, "Why?", "why")
    opened(page, card, "Share here", "share")
    history(page, card)
    enter(page, harbour, MAYA, "customer-success")
    asked(page, "/health")
    take(page, "worst-five")
    enter(page, harbour, GIL, "customer-success")
    asked(page, "/health acme")
    take(page, "guest-refused")
    enter(page, harbour, LIN, "general")
    page.set_viewport_size(TALL)
    from_the_top(page, asked(page, "/health 云帆物流"))
    take(page, "chinese")
    page.set_viewport_size(SIZE)
    lifecycle(page, harbour)
    plan(page, harbour)
    revenue(page, harbour)


def lifecycle(page: Page, harbour: Harbour) -> None:
    """Who is stuck, who waits for first value, and how long it takes."""
    enter(page, harbour, OMAR, "leadership")
    from_the_top(page, asked(page, "/cs stages"))
    take(page, "stages")
    from_the_top(page, asked(page, "/cs onboarding"))
    take(page, "onboarding")
    from_the_top(page, asked(page, "/cs onboarding median by segment"))
    take(page, "first-value-median")


def plan(page: Page, harbour: Harbour) -> None:
    """What an account wants to reach, and how far it is."""
    enter(page, harbour, MAYA, "general")
    page.set_viewport_size(ViewportSize(width=1280, height=1250))
    from_the_top(page, asked(page, "/cs plan acme"))
    take(page, "plan")
    page.set_viewport_size(SIZE)


def revenue(page: Page, harbour: Harbour) -> None:
    """What renews, what somebody closes, what became of the revenue, and who promised what."""
    enter(page, harbour, OMAR, "leadership")
    page.set_viewport_size(ViewportSize(width=1280, height=1000))
    from_the_top(page, asked(page, "/renewals 90"))
    take(page, "renewals")
    retention = asked(page, "/cs retention last quarter")
    take(page, "retention")
    picture_of(page, retention, "Picture")
    take(page, "retention-picture")
    team(page, harbour)
    enter(page, harbour, MAYA, "customer-success")
    tasks = asked(page, "/cs tasks")
    from_the_top(page, tasks)
    take(page, "tasks")
    from_the_top(page, asked(page, "/cs touches"))
    take(page, "touches")
    playbooks(page, harbour)
    from_the_top(page, asked(page, "/cs plays all"))
    take(page, "plays")
    alert(page, harbour)
    homes(page, harbour)
    mornings(page, harbour)
    week(page, harbour)
    requests(page, harbour)
    capture(page, harbour)
    people_of_accounts(page, harbour)
    page.set_viewport_size(SIZE)
    value_report(page, harbour, MAYA, "/cs report cedarline", "value-report")
    value_report(page, harbour, LIN, "/cs 价值报告 松涛", "value-report-zh")


def team(page: Page, harbour: Harbour) -> None:
    """One person's figures beside those of the team."""
    enter(page, harbour, OMAR, "leadership")
    page.set_viewport_size(ViewportSize(width=1280, height=1500))
    figures = asked(page, "/cs team last quarter")
    figures.get_by_test_id("select").first.click()
    page.get_by_role("option", name="Maya Brooks").click()
    expect(figures).to_contain_text("team: ")
    from_the_top(page, figures)
    take(page, "team")
    page.set_viewport_size(ViewportSize(width=1280, height=1000))


def playbooks(page: Page, harbour: Harbour) -> None:
    """All of them with what became of them, and who is in one at which step."""
    enter(page, harbour, OMAR, "leadership")
    page.set_viewport_size(ViewportSize(width=1280, height=1000))
    listed = asked(page, "/cs playbook")
    from_the_top(page, listed)
    take(page, "playbooks")
    listed.get_by_role("button", name="Show Renewal").click()
    expect(listed).to_contain_text("Ironbridge Rail")
    from_the_top(page, listed)
    take(page, "playbook")


def alert(page: Page, harbour: Harbour) -> None:
    """The messages of alerts, one of which somebody took up."""
    page.set_viewport_size(SIZE)
    enter(page, harbour, MAYA, "customer-success")
    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()
    told = page.get_by_test_id("message").filter(has_text="turned red")
    told.get_by_role("button", name="On it").click()
    expect(told).to_contain_text("is on it")
    take(page, "alert")


def requests(page: Page, harbour: Harbour) -> None:
    """The cards of requests in the channel of their area."""
    enter(page, harbour, PRIYA, "product")
    expect(page.get_by_test_id("messages")).to_contain_text("Dark mode")
    take(page, "requests")


def capture(page: Page, harbour: Harbour) -> None:
    """What is there already appears while a request is typed."""
    enter(page, harbour, MAYA, "customer-success")
    page.get_by_test_id("composer").fill("/feedback")
    page.get_by_test_id("composer").press("Enter")
    modal = page.get_by_test_id("modal")
    modal.locator("input").first.fill("Export the audit log")
    expect(modal).to_contain_text("alike")
    take(page, "capture")
    page.get_by_test_id("modal-dismiss").click()
    expect(modal).to_have_count(0)


def homes(page: Page, harbour: Harbour) -> None:
    """The Home tab of each role."""
    said = {
        MAYA: "Your book",
        OMAR: "The book",
        PRIYA: "wait for your decision",
        ADA: "Moorline itself",
        LIN: "你的客户",
    }
    names = {MAYA: "home", OMAR: "home-manager", PRIYA: "home-product", ADA: "home-admin", LIN: "home-chinese"}
    heights = {MAYA: 1300, OMAR: 1680, PRIYA: 720, ADA: 880, LIN: 1180}
    for person, name in names.items():
        page.set_viewport_size(ViewportSize(width=1280, height=heights[person]))
        enter(page, harbour, person, "customer-success")
        page.get_by_test_id("app").click()
        expect(page.locator("#part-home")).to_contain_text(said[person])
        take(page, name)


def people_of_accounts(page: Page, harbour: Harbour) -> None:
    """Who is who at an account, and what customers would say of us."""
    page.set_viewport_size(SIZE)
    enter(page, harbour, MAYA, "customer-success")
    from_the_top(page, asked(page, "/cs people acme"))
    take(page, "people")
    enter(page, harbour, OMAR, "leadership")
    from_the_top(page, asked(page, "/cs nps by tier team"))
    take(page, "nps")


def mornings(page: Page, harbour: Harbour) -> None:
    """The digest with a line that somebody took up."""
    enter(page, harbour, MAYA, "customer-success")
    page.set_viewport_size(ViewportSize(width=1280, height=1420))
    asked(page, "/cs digest now")
    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()
    told = page.get_by_test_id("message").filter(has_text="Your morning")
    told.get_by_role("button", name="On it").first.click()
    expect(told).to_contain_text("is on it")
    take(page, "digest")


def week(page: Page, harbour: Harbour) -> None:
    """The week of a team, around its picture."""
    enter(page, harbour, OMAR, "leadership")
    page.set_viewport_size(ViewportSize(width=1280, height=1200))
    asked(page, "/cs digest week")
    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()
    told = page.get_by_test_id("messages")
    expect(told.get_by_role("img", name="Three charts of the figures below").last).to_have_js_property(
        "complete", value=True
    )
    take(page, "week")


def value_report(page: Page, harbour: Harbour, person: str, words: str, name: str) -> None:
    """The form, and the page that comes of it as it was drawn."""
    enter(page, harbour, person, "customer-success")
    page.get_by_test_id("composer").fill(words)
    page.get_by_test_id("composer").press("Enter")
    modal = page.get_by_test_id("modal")
    expect(modal.locator("strong").first).to_be_visible()
    if person == MAYA:
        take(page, f"{name}-form")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("✓")
    page.get_by_test_id("modal-dismiss").click()
    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()
    drawn = page.get_by_test_id("file").locator("img").last
    expect(drawn).to_have_js_property("complete", value=True)
    address = drawn.evaluate("element => element.src")
    (HERE / f"{name}.png").write_bytes(page.request.get(address).body())


def from_the_top(page: Page, answer: Locator) -> None:
    """Long answers are looked at from their first line."""
    answer.evaluate("element => element.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(300)


def picture_of(page: Page, answer: Locator, button: str) -> None:
    """A picture that arrives in the direct messages of the app."""
    answer.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_test_id("ephemeral").last).to_contain_text("I sent you")
    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()
    picture = page.get_by_test_id("file").last.locator("img")
    expect(picture).to_have_js_property("complete", value=True)


def enter(page: Page, harbour: Harbour, person: str, place: str) -> None:
    page.goto(harbour.place(person, place))
    expect(page.locator("body")).to_have_attribute("data-live", "yes")


def asked(page: Page, words: str) -> Locator:
    """The answer to what was typed."""
    answers = page.get_by_test_id("messages").get_by_test_id("ephemeral")
    before = answers.count()
    page.get_by_test_id("composer").fill(words)
    page.get_by_test_id("composer").press("Enter")
    expect(answers).to_have_count(before + 1)
    return answers.nth(before)


def opened(page: Page, card: Locator, button: str, name: str) -> None:
    """A picture of the form that a button opens."""
    card.get_by_role("button", name=button, exact=True).click()
    modal = page.get_by_test_id("modal")
    expect(modal.locator("strong").first).to_be_visible()
    take(page, name)
    page.get_by_test_id("modal-dismiss").click()
    expect(modal).to_have_count(0)


def history(page: Page, card: Locator) -> None:
    card.get_by_role("button", name="History", exact=True).click()
    expect(page.get_by_test_id("ephemeral").last).to_contain_text("I sent you the picture")
    page.get_by_test_id("app").click()
    page.get_by_test_id("tab-messages").click()
    picture = page.get_by_test_id("file").last.locator("img")
    expect(picture).to_have_js_property("complete", value=True)
    take(page, "history")


def take(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.screenshot(path=HERE / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
