from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import report
from benchmarks.anchors.starlette_card import READER, Card
from benchmarks.books import NOW, fill
from benchmarks.likeness import requests
from benchmarks.loopback_slack import ZONE
from benchmarks.ratios import Ratio
from benchmarks.sizes import Sizes
from bot.blocks.health_answer import health_answer
from bot.bootstrap import SHIPPED_POLICY
from bot.locale import Language, words_for
from bot.services.health import Health
from domain.feedback import likeness
from domain.feedback.likeness import RequestIndex
from storage.library import SqlLibrary

TINY = Sizes(rounds=1, searched=400, searches=40)


def test_a_whole_run_is_measured_and_the_page_tells_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmarks, "FULL", TINY)
    monkeypatch.setattr(benchmarks, "GROUPS", {"search": benchmarks.GROUPS["search"]})
    monkeypatch.setattr(report, "PAGE", tmp_path / "benchmarks.md")

    benchmarks.main(["--write"])

    page = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert page.count("\n| misspelt name, ") == 2


@pytest.mark.parametrize("part", [["--only", "search"], ["--quick"]])
def test_a_part_of_a_run_takes_no_page_away(part: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        benchmarks.main([*part, "--write"])

    assert refused.value.code == 2
    assert "--write is for a whole run" in capsys.readouterr().err


def test_the_index_finds_what_a_scan_finds() -> None:
    _, right = benchmarks.measured(["search"], TINY)

    assert right.holds


def test_searches_for_similar_requests_are_measured_over_titles_and_whole_requests() -> None:
    typed, whole, added = benchmarks.measured(["likeness"], Sizes(rounds=1, requests=120, searches=20))

    assert " of 20; the index built in " in typed.detail
    assert whole.detail.endswith("; as at triage")
    assert all(each.value for each in (typed, whole, added))


def test_a_list_of_requests_is_measured_against_its_voices() -> None:
    grouped, read = benchmarks.measured(["requests"], Sizes(rounds=1, requests=60, renewing=40))

    assert grouped.detail.startswith("60 requests, ")
    assert all(each.value for each in (grouped, read))


def test_requests_of_the_benchmark_can_be_told_apart() -> None:
    asked = requests(400)

    assert requests(200) == asked[:200]
    assert len({request.text for request in asked}) == 400


def test_a_search_that_passes_over_common_words_finds_what_a_full_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = requests(2_000)
    index = RequestIndex.of(asked)
    full = [index.like(request.text, limit=1, other_than=request.id) for request in asked[:40]]

    monkeypatch.setattr(likeness, "_VISITS", 2_400)
    monkeypatch.setattr(likeness, "_COMPARED", 20)

    hurried = [index.like(request.text, limit=1, other_than=request.id) for request in asked[:40]]
    assert sum(one == other for one, other in zip(hurried, full, strict=True)) >= 38


def test_lists_of_renewals_are_measured_over_books_that_have_some() -> None:
    everybody, mine, retention, *of_one = benchmarks.measured(
        ["renewals"], Sizes(rounds=1, renewing=300, small_book=60)
    )

    assert everybody.detail.startswith("300 accounts, 76 renewals due: ")
    assert retention.detail.startswith("300 accounts, 1,766 lines: ")
    assert all(each.value for each in (mine, *of_one))


def test_a_morning_is_measured_over_readers_who_have_news() -> None:
    [morning] = benchmarks.measured(["digests"], Sizes(rounds=1, renewing=300))

    assert morning.detail.startswith("32 digests, 300 accounts: ")
    assert morning.value


def test_a_look_of_playbooks_is_measured_whole_and_within_the_day() -> None:
    whole, changed = benchmarks.measured(["playbooks"], Sizes(rounds=1, renewing=300))

    assert whole.detail.startswith("300 accounts, 75 in a playbook: ")
    assert changed.value


def test_home_is_measured_of_everybody_and_of_one() -> None:
    everybody, mine = benchmarks.measured(["home"], Sizes(rounds=1, renewing=300, small_book=60))

    assert everybody.detail.startswith("300 accounts: ")
    assert mine.value


@pytest.mark.parametrize(
    ("ratio", "holds"),
    [
        pytest.param(Ratio("cost", 1.0, must=1.0), True, id="at the bound"),
        pytest.param(Ratio("cost", 1.1, must=1.0), False, id="above it"),
        pytest.param(Ratio("speed", 0.9, must=1.0, higher_is_better=True), False, id="below one that is to be reached"),
        pytest.param(Ratio("speed", None, must=1.0), True, id="not measured here"),
    ],
)
def test_a_must_is_a_bound(ratio: Ratio, *, holds: bool) -> None:
    assert ratio.holds is holds


def test_a_missed_must_is_said_and_fails_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missed = Ratio("CPU", 3.5, must=3.0, aim=2.0, detail="7 / 2 µs")
    monkeypatch.setattr(benchmarks, "GROUPS", {"search": (lambda _sizes, _folder: iter([missed]),)})

    assert benchmarks.main(["--only", "search"]) == 1
    assert "| CPU | 3.50 | ≤ 3 | ≤ 2 | **no** | 7 / 2 µs |" in report.page([missed], today=date(2026, 11, 22))


def test_the_anchor_draws_the_card_that_the_bot_draws(tmp_path: Path) -> None:
    name = fill(f"sqlite:///{tmp_path / 'book.db'}", 20)[7]
    library = SqlLibrary(f"sqlite:///{tmp_path / 'book.db'}")
    with library.writing() as book:
        book.policies.publish(SHIPPED_POLICY.read_text(encoding="utf-8"), by="benchmark", at=NOW)

    today = datetime.now(ZoneInfo(ZONE)).date()
    found = Health(library).answer(READER, name, channel=None, today=today)
    library.close()

    expected = health_answer(found, words_for(Language.EN), reader=READER, today=today)
    assert Card(str(tmp_path / "book.db")).drawn(name) == expected
