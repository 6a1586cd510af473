"""The one table of a run: on the terminal, and as the page in the documentation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table

from benchmarks.machine import description
from benchmarks.processes import REPOSITORY
from benchmarks.ratios import Ratio

PAGE = REPOSITORY / "docs" / "benchmarks.md"
_HEADINGS = ("What", "Ratio", "Must", "Aim", "Holds", "Measured (Moorline / anchor)")
_INTRODUCTION = """\
# Benchmarks

`make bench` starts Moorline and what it is measured against side by side, lets them take turns under the same load, and
takes the medians of several rounds. Only the ratios say something: machines differ, and most are shared. A bound with ≥
is to be reached, one with ≤ not to be passed. A row that misses its *must* makes the command fail; an *aim* is a wish.
`python -m benchmarks --write` measures too, and writes this page.

The anchors:

- **Bare Bolt async**: Slack's framework as it comes, one listener, a constant answer. **npm Bolt**: the same in
  JavaScript.
- **Starlette + join + card**: checks the signature, reads the account by one statement of `sqlite3` and draws the same
  card with the same functions; a bot without roles, threads, metrics or a second command.
- **One GROUP BY over the same rows**: one plain GROUP BY for each table that the scoring reads (usage, touchpoints,
  contacts, contracts, tickets and the rest, and the scores of the days that trend and changes look back at). It fetches
  the sums, and neither scores nor writes anything; the part of it that is usage alone stands beside it.
- **The bare SQL of the same lists, of the same rows**: the statements of the answer, given to `sqlite3` and every row
  fetched; nothing is made of them.
- **One GROUP BY over the same voices**: the voices of open requests with their accounts' ARR, grouped by request, by
  `sqlite3` alone. **Every voice read and weighed**: the same list, made of everything there is to read.
- **Bare upsert**: writes the rows of an import, ready and in order, by `executemany`.
- **Exhaustive rapidfuzz**: compares what was typed with every name.
- **100 ms**: no program, but what a person who types does not notice.
"""


def show(ratios: Sequence[Ratio]) -> None:
    table = Table(*_HEADINGS, title=description())
    for ratio in ratios:
        table.add_row(*_cells(ratio), style="" if ratio.holds else "red")
    Console(width=160).print(table)


def page(ratios: Sequence[Ratio], *, today: date) -> str:
    lines = [_row(_HEADINGS), _row(["---"] * len(_HEADINGS)), *(_row(_cells(ratio)) for ratio in ratios)]
    return "\n".join([_INTRODUCTION, f"Measured on {today}: {description()}.", "", *lines, ""])


def write(ratios: Sequence[Ratio], *, today: date) -> None:
    PAGE.write_text(page(ratios, today=today), encoding="utf-8")


def line(ratio: Ratio) -> str:
    """One ratio as soon as it is known."""
    name, value, must, _, holds, detail = _cells(ratio)
    return f"{name}: {value} (must {must}, {holds}) {detail}"


def _cells(ratio: Ratio) -> tuple[str, ...]:
    sign = "≥" if ratio.higher_is_better else "≤"
    value = "–" if ratio.value is None else f"{ratio.value:.2f}"
    return ratio.name, value, _bound(sign, ratio.must), _bound(sign, ratio.aim), _verdict(ratio), ratio.detail


def _bound(sign: str, bound: float | None) -> str:
    return "–" if bound is None else f"{sign} {bound:g}"


def _verdict(ratio: Ratio) -> str:
    if ratio.value is None:
        return "not measured"
    if not ratio.holds:
        return "**no**"
    return "yes, and the aim" if ratio.is_aim_met else "yes"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
