"""Small checks that compose into the shape of a block. Each yields what is wrong, with a JSON pointer."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

Check = Callable[[Any, str], Iterator[str]]


def wrong(what: str, pointer: str) -> str:
    return f"{what} [json-pointer:{pointer}]"


def string(longest: int, shortest: int = 1) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield wrong("must be a string", at)
        elif len(value) < shortest:
            yield wrong(f"must be more than {shortest - 1} characters", at)
        elif len(value) > longest:
            yield wrong(f"must be less than {longest + 1} characters", at)

    return check


def one_of(*allowed: str) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield wrong(f"must be one of: {', '.join(allowed)}", at)

    return check


def flag(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield wrong("must be a boolean", at)


def whole(least: int, most: int) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield wrong("must be an integer", at)
        elif not least <= value <= most:
            yield wrong(f"must be between {least} and {most}", at)

    return check


def anything(value: Any, at: str) -> Iterator[str]:  # noqa: ARG001 - the signature of a check
    return iter(())


def many(item: Check, least: int, most: int) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield wrong("must be an array", at)
            return
        if len(value) < least:
            yield wrong(f"no fewer than {least} items allowed", at)
        if len(value) > most:
            yield wrong(f"no more than {most} items allowed", at)
        yield from chain.from_iterable(item(each, f"{at}/{index}") for index, each in enumerate(value))

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these keys and no others; `type` is looked at by `by_type`."""
    known = {**required, **(optional or {}), "type": anything}

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must be an object", at)
            return
        yield from (wrong(f"missing required field: {key}", at) for key in required if value.get(key) is None)
        for key, given in value.items():
            if key not in known:
                yield wrong(f"invalid additional property: {key}", at)
            elif given is not None:
                yield from known[key](given, f"{at}/{key}")

    return check


def by_type(table: Callable[[], Mapping[str, Check]]) -> Check:
    """An object whose `type` says which check it must pass; the table is asked late, so that shapes may nest."""

    def check(value: Any, at: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind is None:
            yield wrong("missing required field: type", at)
        elif kind not in table():
            yield wrong(f"unsupported type: {kind}", f"{at}/type")
        else:
            yield from table()[kind](value, at)

    return check


def also(first: Check, *others: Check) -> Check:
    """Every check in turn; the later ones only see what passed the first."""

    def check(value: Any, at: str) -> Iterator[str]:
        problems = list(first(value, at))
        yield from problems
        if not problems:
            yield from chain.from_iterable(other(value, at) for other in others)

    return check
