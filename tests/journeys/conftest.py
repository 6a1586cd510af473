import os
import re
import tempfile
from collections.abc import Generator, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from browser import CHROMIUM_FLAGS, chromium_path
from harbour import Harbour, open_harbour
from living_workspace import LivingWorkspace, living_workspace
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.demo.launch import prepare

FAILED = pytest.StashKey[bool]()
PATIENCE = 20_000  # milliseconds: the first picture of a process takes its time on a busy machine
expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a file: while it lives it keeps an event loop running, in which no asynchronous test can start."""
    path = chromium_path()
    if path is None:
        pytest.fail("No Chromium: run `python tests/journeys/browser.py`, it says what to do")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page; when the test fails, what it showed is kept as a picture."""
    context = chromium.new_context(viewport={"width": 1360, "height": 860}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    if request.node.stash.get(FAILED, False):
        name = re.sub(r"\W+", "-", request.node.name)
        picture = Path(tempfile.mkdtemp(prefix="journey-")) / f"{name}.png"
        page.screenshot(path=picture)
        request.node.add_report_section("call", "screenshot", str(picture))
    context.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo book, made once for all that look at it, in whichever process they do."""
    is_one_of_many = "PYTEST_XDIST_WORKER" in os.environ
    folder = tmp_path_factory.getbasetemp().parent if is_one_of_many else tmp_path_factory.getbasetemp()
    made = folder / "demo-book"
    with (folder / "demo-book.lock").open("w") as making:
        flock(making, LOCK_EX)
        return made if made.exists() else prepare(made, fresh=False).parent


@pytest.fixture(scope="module")
def harbour(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    """The demo on a copy of the book of its own, one a file."""
    with open_harbour(tmp_path_factory.mktemp("demo"), prepared, mode="socket") as harbour:
        yield harbour


@pytest.fixture
def lookout() -> Iterator[LivingWorkspace]:
    """The workspace with the pretend app in it, served on a loopback port."""
    with living_workspace() as living:
        yield living
