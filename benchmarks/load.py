"""A small HTTP load generator over raw asyncio streams, so that the client costs less than what it measures."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from time import perf_counter
from typing import Any

import uvloop

Exchange = tuple[float, int]
"""Seconds, and the status of the answer."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a run gave: how many requests in how long, sorted latencies in seconds, answers by status."""

    requests: int
    elapsed: float
    latencies: tuple[float, ...]
    statuses: Mapping[int, int]

    @property
    def rate(self) -> float:
        return self.requests / self.elapsed

    def quantile(self, share: float) -> float:
        return self.latencies[min(len(self.latencies) - 1, int(share * len(self.latencies)))]


@dataclass(frozen=True, slots=True)
class Target:
    """Requests ready to be sent one after the other, over and over: whole heads and bodies as bytes."""

    port: int
    requests: Sequence[bytes]


def post(path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    """A whole request."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def closed_loop(target: Target, *, connections: int, seconds: float) -> Load:
    """Each connection sends its next request when the last one is answered."""
    ends = perf_counter() + seconds
    requests = cycle(target.requests)
    return _run(lambda: [_until(target.port, requests, ends) for _ in range(connections)])


def open_loop(target: Target, *, rate: float, seconds: float, connections: int = 32) -> Load:
    """Requests leave on a fixed timetable; latency counts from the moment at which each should have left."""
    started = perf_counter()
    timetable = iter([started + place / rate for place in range(int(rate * seconds))])
    requests = cycle(target.requests)
    return _run(lambda: [_on_time(target.port, requests, timetable) for _ in range(connections)])


def answer(target: Target) -> tuple[int, bytes]:
    """The status and the body that the first request gets."""

    async def ask() -> tuple[int, bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
        answered = await _exchange(reader, writer, target.requests[0])
        writer.close()
        return answered

    with asyncio.Runner() as runner:
        return runner.run(ask())


def _run(connections: Callable[[], list[Coroutine[Any, Any, list[Exchange]]]]) -> Load:
    async def together() -> Load:
        started = perf_counter()
        parts = await asyncio.gather(*connections())
        return _load_of([each for part in parts for each in part], perf_counter() - started)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(together())


async def _until(port: int, requests: Iterator[bytes], ends: float) -> list[Exchange]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    seen = []
    while (sent := perf_counter()) < ends:
        status, _ = await _exchange(reader, writer, next(requests))
        seen.append((perf_counter() - sent, status))
    writer.close()
    return seen


async def _on_time(port: int, requests: Iterator[bytes], timetable: Iterator[float]) -> list[Exchange]:
    """The timetable is shared by the connections: whichever is free takes the next place."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    seen = []
    for due in timetable:
        await asyncio.sleep(max(0.0, due - perf_counter()))
        status, _ = await _exchange(reader, writer, next(requests))
        seen.append((perf_counter() - due, status))
    writer.close()
    return seen


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> tuple[int, bytes]:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    return int(head[9:12]), await _body(reader, head.lower())


async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    if (place := head.find(b"content-length:")) >= 0:
        return await reader.readexactly(int(head[place + 15 : head.index(b"\r\n", place)]))
    body = b""
    while b"transfer-encoding: chunked" in head and (size := int(await reader.readline(), 16)) > 0:
        body += (await reader.readexactly(size + 2))[:-2]
    if b"transfer-encoding: chunked" in head:
        await reader.readline()
    return body


def _load_of(seen: Sequence[Exchange], elapsed: float) -> Load:
    statuses = Counter(status for _, status in seen)
    return Load(len(seen), elapsed, tuple(sorted(latency for latency, _ in seen)), statuses)
