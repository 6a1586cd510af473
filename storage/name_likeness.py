"""How like two names are, from 0 to 1; both are normalised and without their legal form."""

from __future__ import annotations

from rapidfuzz.fuzz import ratio

_CJK_FROM = "\u2e80"
_AT_THE_START = 0.95
_INSIDE = 0.90
_BEGINNING = 0.80
_SHORTEST_PART = 2


def likeness(typed: str, name: str) -> float:
    """The better of the whole against the whole, and of the whole against a part of the name (worth a little less)."""
    whole = ratio(typed, name) / 100
    if whole == 1.0 or len(typed) < _SHORTEST_PART or len(typed) >= len(name):
        return whole
    return max(whole, _as_part(typed, name))


def _as_part(typed: str, name: str) -> float:
    if typed in name and typed >= _CJK_FROM:
        return _INSIDE
    words, many = name.split(" "), typed.count(" ") + 1
    parts = [" ".join(words[start : start + many]) for start in range(len(words) - many + 1)]
    inside = max((_INSIDE * ratio(typed, part) / 100 for part in parts[1:]), default=0.0)
    at_the_start = _AT_THE_START * ratio(typed, parts[0]) / 100 if parts else 0.0
    beginning = _BEGINNING if name.startswith(typed) else 0.0
    return max(inside, at_the_start, beginning)
