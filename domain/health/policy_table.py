"""Reading a policy file key by key, so that one look finds everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeGuard, TypeVar

from domain.errors import PolicyProblem
from domain.health.policy_lines import KeyPath, line_of

Word = TypeVar("Word", bound=StrEnum)

_LARGEST = 1e15
"""No number of a policy is larger; the numbers of TOML have no end."""
_LONGEST = 60
"""Letters of a value that are said back."""


class PolicyProblems:
    """What has been found wrong so far."""

    def __init__(self, lines: Mapping[KeyPath, int]) -> None:
        self._lines = lines
        self._found: list[PolicyProblem] = []

    def add(self, path: KeyPath, problem: str, fix: str) -> None:
        self._found.append(PolicyProblem(line_of(self._lines, path), problem, fix))

    def count(self) -> int:
        return len(self._found)

    def all(self) -> tuple[PolicyProblem, ...]:
        return tuple(sorted(self._found, key=lambda found: found.line))

    def apart(self) -> PolicyProblems:
        """A list of its own for what is already told of in one word, such as the keys of a table that is not there."""
        return PolicyProblems(self._lines)


class PolicyTable:
    """One table of the file. Each reader answers with something of the right type even where it found a problem."""

    def __init__(self, values: Mapping[str, object], path: KeyPath, problems: PolicyProblems) -> None:
        self._values = values
        self._path = path
        self._problems = problems
        self._asked: list[str] = []
        self._problems_before = problems.count()

    def __contains__(self, key: str) -> bool:
        self._asked.append(key)
        return key in self._values

    @property
    def keys(self) -> tuple[str, ...]:
        """What stands in it, in its order; for tables whose keys are the writer's own words."""
        return tuple(self._values)

    @property
    def is_sound(self) -> bool:
        """Nothing was found wrong since this table was opened, so its values may be held against each other."""
        return self._problems.count() == self._problems_before

    def text(self, key: str) -> str:
        found = self._value(key, '"…"')
        if isinstance(found, str):
            return found.strip()
        self._refuse(key, found, "a text", f'write {key} = "…"')
        return ""

    def line(self, key: str, *, longest: int) -> str:
        """A text that says something, on one line."""
        found = self._value(key, '"…"')
        if isinstance(found, str) and 0 < len(found.strip()) <= longest and len(found.splitlines()) == 1:
            return found.strip()
        self._refuse(key, found, f"a text on one line, {longest} letters at most", f'write {key} = "…"')
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, at least one."""
        found = self._value(key, '["…"]')
        if isinstance(found, list) and found and all(isinstance(each, str) and each.strip() for each in found):
            return tuple(each.strip() for each in found)
        self._refuse(key, found, "a list of texts", f'write for example {key} = ["…"]')
        return ()

    def flag(self, key: str) -> bool:
        found = self._value(key, "true")
        if isinstance(found, bool):
            return found
        self._refuse(key, found, "true or false", f"write {key} = true or {key} = false")
        return False

    def whole(self, key: str, *, least: int = 0, most: int = 100_000) -> int:
        found = self._value(key, str(least))
        if _is_whole(found) and least <= found <= most:
            return found
        self._refuse(
            key, found, f"a whole number from {least} to {most}", f"write a whole number, as in {key} = {least}"
        )
        return least

    def number(self, key: str, *, least: float = 0, most: float = 100_000) -> float:
        found = self._value(key, f"{least:g}")
        if _is_number(found) and least <= found <= most:
            return float(found)
        self._refuse(key, found, f"a number from {least:g} to {most:g}", f"write a number, as in {key} = {least:g}")
        return least

    def above_zero(self, key: str, *, most: float = 100_000) -> float:
        found = self._value(key, "1")
        if _is_number(found) and 0 < found <= most:
            return float(found)
        self._refuse(key, found, f"a number above 0, up to {most:g}", f"write a number, as in {key} = 1")
        return 1.0

    def numbers(self, key: str, *, count: int) -> tuple[float, ...]:
        found = self._value(key, "[…]")
        if isinstance(found, list) and len(found) == count and all(map(_is_number, found)):
            return tuple(float(number) for number in found)
        self._refuse(key, found, f"a list of {count} numbers", f"write {count} numbers between [ and ]")
        return ()

    def wholes(self, key: str, *, least: int, most: int) -> tuple[int, ...]:
        """A list of any length, an empty one too."""
        found = self._value(key, "[…]")
        if isinstance(found, list) and all(_is_whole(number) and least <= number <= most for number in found):
            return tuple(found)
        self._refuse(
            key, found, f"a list of whole numbers from {least} to {most}", f"write for example {key} = [{least}]"
        )
        return ()

    def days(self, key: str) -> tuple[date, ...]:
        """A list of days without quotes, an empty one too."""
        found = self._value(key, "[…]")
        if isinstance(found, list) and all(map(_is_day, found)):
            return tuple(found)
        self._refuse(key, found, "a list of days", f"write the days without quotes, as in {key} = [2027-01-01]")
        return ()

    def choice(self, key: str, words: type[Word]) -> Word:
        found = self._value(key, f'"{next(iter(words))}"')
        if isinstance(found, str) and found in set(words):
            return words(found)
        self._refuse(key, found, f"one of {_listed(words)}", _nearest(found, words))
        return next(iter(words))

    def choices(self, key: str, words: type[Word]) -> frozenset[Word]:
        found = self._value(key, "[…]")
        if isinstance(found, list) and found and all(isinstance(word, str) and word in set(words) for word in found):
            return frozenset(words(word) for word in found)
        self._refuse(
            key, found, f"a list out of {_listed(words)}", f'write for example {key} = ["{next(iter(words))}"]'
        )
        return frozenset(words)

    def table(self, key: str) -> PolicyTable:
        path, found = (*self._path, key), self._value(key, "a table")
        if isinstance(found, dict):
            return PolicyTable(found, path, self._problems)
        self._refuse(key, found, "a table", f"write [{'.'.join(path)}] with its keys below")
        return PolicyTable({}, path, self._problems.apart())

    def tables(self, key: str) -> tuple[PolicyTable, ...]:
        """The tables of an array, `[[…]]`; an empty one where nothing is there, or something else."""
        found = self._values.get(key, [])
        self._asked.append(key)
        if isinstance(found, list) and all(isinstance(each, dict) for each in found):
            path = (*self._path, key)
            return tuple(PolicyTable(each, (*path, str(place)), self._problems) for place, each in enumerate(found, 1))
        self._refuse(key, found, "a list of tables", f"write [[{'.'.join((*self._path, key))}]] with its keys below")
        return ()

    def close(self) -> None:
        """Refuses the keys that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                self.add(f'unknown key "{key}"', _nearest(key, self._asked), key=key)

    def add(self, problem: str, fix: str, *, key: str | None = None) -> None:
        """A problem of this table, or of one of its keys."""
        path = (*self._path, key) if key else self._path
        self._problems.add(path, f"{'.'.join(self._path)}: {problem}" if self._path else problem, fix)

    def _value(self, key: str, example: str) -> object:
        self._asked.append(key)
        if key not in self._values:
            self.add(f'"{key}" is missing', f"add {key} = {example}" if example != "a table" else self._header(key))
        return self._values.get(key)

    def _header(self, key: str) -> str:
        return f"add [{'.'.join((*self._path, key))}] with its keys"

    def _refuse(self, key: str, found: object, wanted: str, fix: str) -> None:
        if key in self._values:
            self.add(f'"{key}" is {_said(found)}, not {wanted}', fix, key=key)


def _is_number(found: object) -> TypeGuard[float]:
    return isinstance(found, int | float) and not isinstance(found, bool) and abs(found) <= _LARGEST


def _is_whole(found: object) -> TypeGuard[int]:
    return isinstance(found, int) and not isinstance(found, bool)


def _is_day(found: object) -> TypeGuard[date]:
    """A time of day has no place here: Python counts it among the days."""
    return isinstance(found, date) and not isinstance(found, datetime)


def _said(found: object) -> str:
    """A value as the file has it, as far as that helps to find it."""
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, dict):
        return "a table"
    if isinstance(found, int) and abs(found) > _LARGEST:
        return "too large a number"
    said = f"[{', '.join(map(_said, found))}]" if isinstance(found, list) else str(found)
    said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    return f'"{said}"' if isinstance(found, str) else said


def _listed(words: Iterable[str]) -> str:
    return ", ".join(str(word) for word in words)


def _nearest(found: object, words: Iterable[str]) -> str:
    known = list(dict.fromkeys(map(str, words)))
    near = get_close_matches(_said(found).strip('"'), known, n=1)
    return f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(known)}"
