"""Lists that are read page by page."""

from __future__ import annotations

from bot.locale import Words


def place_words(offset: int, last: int, total: int, words: Words) -> str:
    """Which of them stand here: 9–16 of 40, or 41 of 41."""
    place = {"first": offset + 1, "last": last, "total": total}
    numbers = {name: words.number(value) for name, value in place.items()}
    if offset + 1 == last:
        return words.text("%(last)s of %(total)s", last=numbers["last"], total=numbers["total"])
    return words.text("%(first)s–%(last)s of %(total)s", **numbers)
