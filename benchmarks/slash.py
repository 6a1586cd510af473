"""A `/health <exact name>` over HTTP: Moorline as it runs, against the bare things it is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks import servers
from benchmarks.books import fill
from benchmarks.load import Target, answer
from benchmarks.many_commands import LAST
from benchmarks.posts import commands, forged
from benchmarks.processes import Server
from benchmarks.ratios import Ratio
from benchmarks.sides import Seen, Side, at_once, in_turn, on_timetable
from benchmarks.sizes import Sizes

ASKED = 500
"""Different accounts that are asked for, one after the other."""
FINER = 4
"""More and shorter turns where the bound is near: a machine that is slow for a minute is then slow for both."""
OPEN_RATE = 200
OPEN_SECONDS = 3
"""How many times longer: a percentile of few requests says little."""


def slash(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    book = folder / "slash.db"
    names = spread(fill(sqlite(book), sizes.book))
    with servers.slack() as api, servers.moorline(sqlite(book), slack_api=api, folder=folder) as bot:
        us = Side(bot, partial(commands, names=names))
        yield from _against_the_card(us, book, names, sizes)
        yield _against_npm_bolt(us, sizes)
        yield from _against_bare_bolt(us, sizes)


def last_command(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    """The last of a hundred and one commands against the first."""
    book = folder / "commands.db"
    names = spread(fill(sqlite(book), sizes.small_book))
    module = "benchmarks.many_commands"
    with servers.slack() as api, servers.moorline(sqlite(book), slack_api=api, folder=folder, module=module) as bot:
        sides = [Side(bot, partial(commands, names=names, command=LAST)), Side(bot, partial(commands, names=names))]
        _require_same_answers(*sides)
        last, first = in_turn(sides, at_once(16, seconds=sizes.seconds / FINER), rounds=FINER * sizes.rounds)
    yield Ratio("CPU: last of 101 commands / the first", last.cpu / first.cpu, 1.15, 1.05, _cpus(last, first))


def large_book(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    large, small = folder / "large.db", folder / "small.db"
    of_large, of_small = (
        partial(commands, names=spread(fill(sqlite(book), count)))
        for book, count in ((large, sizes.large_book), (small, sizes.small_book))
    )
    with (
        servers.slack() as api,
        servers.moorline(sqlite(large), slack_api=api, folder=folder) as big,
        servers.moorline(sqlite(small), slack_api=api, folder=folder) as little,
    ):
        sides = [Side(big, of_large), Side(little, of_small)]
        many, few = in_turn(sides, at_once(1, seconds=sizes.seconds), rounds=sizes.rounds)
    name = f"p50, one at a time: {sizes.large_book:,} / {sizes.small_book:,} accounts"
    yield Ratio(name, many.latency(0.5) / few.latency(0.5), 2, 1.3, _latencies(many, few, 0.5))


def postgresql(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    """Of the bot's own process; the server's share is its own."""
    name = "CPU a request, 16 at once: on PostgreSQL / on SQLite"
    book = folder / "local.db"
    names = spread(fill(sqlite(book), sizes.book))
    with servers.postgres(folder) as url:
        fill(url, sizes.book)
        with (
            servers.slack() as api,
            servers.moorline(url, slack_api=api, folder=folder) as remote,
            servers.moorline(sqlite(book), slack_api=api, folder=folder) as local,
        ):
            asked = partial(commands, names=names)
            sides = [Side(remote, asked), Side(local, asked)]
            there, here = in_turn(sides, at_once(16, seconds=sizes.seconds), rounds=sizes.rounds)
    yield Ratio(name, there.cpu / here.cpu, 3.5, 2, _cpus(there, here))


def sqlite(file: Path) -> str:
    return f"sqlite:///{file}"


def spread(names: Sequence[str]) -> list[str]:
    """Some names from all over the book."""
    return list(names[:: max(1, len(names) // ASKED)])[:ASKED]


def _against_the_card(us: Side, book: Path, names: Sequence[str], sizes: Sizes) -> Iterator[Ratio]:
    with servers.starlette_card(book) as server:
        card = Side(server, us.posts)
        _require_same_answers(us, card)
        ours, theirs = in_turn([us, card], at_once(16, seconds=sizes.seconds), rounds=sizes.rounds)
        yield Ratio(
            "CPU a request, 16 at once: / Starlette + join + card", ours.cpu / theirs.cpu, 3, 2, _cpus(ours, theirs)
        )
        ours, theirs = in_turn(
            [us, card], on_timetable(OPEN_RATE, seconds=OPEN_SECONDS * sizes.seconds), rounds=sizes.rounds
        )
        value = ours.latency(0.99) / theirs.latency(0.99)
        yield Ratio("p99 at 200 a second: / Starlette + join + card", value, 3, 1.5, _latencies(ours, theirs, 0.99))
        wrong = [Side(side.server, partial(forged, names=names), expects=401) for side in (us, card)]
        ours, theirs = in_turn(wrong, at_once(16, seconds=sizes.seconds), rounds=sizes.rounds)
        value = ours.rate / theirs.rate
        yield Ratio(
            "forged requests refused a second: / Starlette",
            value,
            0.8,
            1.5,
            _rates(ours, theirs),
            higher_is_better=True,
        )


def _against_bare_bolt(us: Side, sizes: Sizes) -> Iterator[Ratio]:
    """Memory after the same load, when both have nothing to do."""
    with servers.bare_bolt() as server:
        ours, theirs = in_turn([us, Side(server, us.posts)], at_once(1, seconds=sizes.seconds), rounds=sizes.rounds)
        value = ours.latency(0.5) / theirs.latency(0.5)
        yield Ratio("p50, one at a time: / bare Bolt async", value, 0.2, 0.08, _latencies(ours, theirs, 0.5))
        yield Ratio(
            "idle memory: / bare Bolt async", _memory_ratio(us.server, server), 3, 2, _memories(us.server, server)
        )


def _against_npm_bolt(us: Side, sizes: Sizes) -> Ratio:
    name = "requests a second, 64 at once: / npm Bolt, constant answer"
    with servers.npm_bolt() as server:
        if isinstance(server, str):
            return Ratio(name, None, 0.4, 0.7, f"left out: {server}")
        sides = [us, Side(server, us.posts)]
        ours, theirs = in_turn(sides, at_once(64, seconds=sizes.seconds / FINER), rounds=FINER * sizes.rounds)
    return Ratio(name, ours.rate / theirs.rate, 0.4, 0.7, _rates(ours, theirs), higher_is_better=True)


def _require_same_answers(us: Side, anchor: Side) -> None:
    """A comparison with somebody who does less would be none."""
    ours, theirs = (_said(side.posts(side.server.port)) for side in (us, anchor))
    if ours != theirs:
        raise RuntimeError(f"the anchor answers something else: {theirs} instead of {ours}")


def _said(target: Target) -> object:
    status, body = answer(target)
    return status, json.loads(body)


def _memory_ratio(ours: Server, theirs: Server) -> float:
    return ours.memory() / theirs.memory()


def _cpus(ours: Seen, theirs: Seen) -> str:
    return f"{ours.cpu * 1e6:.0f} / {theirs.cpu * 1e6:.0f} µs"


def _latencies(ours: Seen, theirs: Seen, share: float) -> str:
    return f"{ours.latency(share) * 1e3:.2f} / {theirs.latency(share) * 1e3:.2f} ms"


def _rates(ours: Seen, theirs: Seen) -> str:
    return f"{ours.rate:,.0f} / {theirs.rate:,.0f} a second"


def _memories(ours: Server, theirs: Server) -> str:
    return f"{ours.memory() / 2**20:.0f} / {theirs.memory() / 2**20:.0f} MiB"
