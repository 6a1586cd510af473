"""`python -m benchmarks`: every ratio of the groups asked for, one table; status 1 when a must is missed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import report
from benchmarks.digests import digests
from benchmarks.home import home
from benchmarks.importing import importing
from benchmarks.likeness import likeness
from benchmarks.playbooks import playbooks
from benchmarks.ratios import Ratio
from benchmarks.renewals import renewals
from benchmarks.revenue import revenue
from benchmarks.scoring import measure
from benchmarks.search import search
from benchmarks.sizes import FULL, QUICK, Sizes
from benchmarks.slash import large_book, last_command, postgresql, slash
from benchmarks.start import start
from benchmarks.team import team
from benchmarks.weighing import weighing

Group = Callable[[Sizes, Path], Iterator[Ratio]]

GROUPS: Mapping[str, Sequence[Group]] = {
    "slash": (slash, last_command, postgresql, large_book),
    "search": (search,),
    "likeness": (likeness,),
    "requests": (weighing,),
    "renewals": (renewals, revenue),
    "team": (team,),
    "playbooks": (playbooks,),
    "digests": (digests,),
    "home": (home,),
    "scoring": (lambda sizes, _folder: iter(measure(sizes.scored)),),
    "import": (importing,),
    "start": (start,),
}


def measured(groups: Sequence[str], sizes: Sizes) -> Iterator[Ratio]:
    for group in groups:
        for group_of_ratios in GROUPS[group]:
            with TemporaryDirectory(prefix="moorline-bench-") as folder:
                yield from group_of_ratios(sizes, Path(folder))


def main(arguments: Sequence[str]) -> int:
    asked = _asked(arguments)
    ratios = []
    for ratio in measured([asked.only] if asked.only else list(GROUPS), QUICK if asked.quick else FULL):
        print(report.line(ratio), flush=True)
        ratios.append(ratio)
    report.show(ratios)
    if asked.write:
        report.write(ratios, today=datetime.now(UTC).date())
    return 0 if all(ratio.holds for ratio in ratios) else 1


def _asked(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks", description="What is fast, against its anchors in this run.")
    parser.add_argument("--only", choices=list(GROUPS), help="one group")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, for a first look")
    parser.add_argument("--write", action="store_true", help=f"write {report.PAGE.name} of the documentation too")
    asked = parser.parse_args(arguments)
    if asked.write and (asked.only or asked.quick):
        parser.error("--write is for a whole run: the page says what one machine did on one day")
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
