"""A score over time as a picture: bands, model versions, stages, touchpoints and renewals, legible at Slack's width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.health_words import BAND_WORDS
from bot.blocks.kit import plain
from bot.locale import Words
from bot.pictures.curve import curve_png
from bot.pictures.happenings import marks_on, new_versions, renewal_name, stage_name
from bot.pictures.ink import Picture, drawn
from domain.health.snapshots import SnapshotLine
from domain.health_answer import History


def history_picture(history: History, words: Words) -> Picture:
    """The picture of at least two scores."""
    png = drawn(lambda: curve_png(history, words))
    title = words.text("Health of %(account)s over time", account=plain(history.name, 150))
    return Picture(png, history_alt_text(history, words), title)


def history_alt_text(history: History, words: Words) -> str:
    """Everything the picture says, for whoever does not see it."""
    first, last = history.lines[0], history.lines[-1]
    sentences = [
        words.text(
            "Health score of %(account)s from %(first)s to %(last)s: now %(score)s (%(band)s), at first %(before)s.",
            account=plain(history.name, 150),
            first=words.day(first.day),
            last=words.day(last.day),
            score=last.shown,
            band=words.text(BAND_WORDS[last.band]),
            before=first.shown,
        ),
        _extremes(history.lines, words),
        *_toldmarks_on(history, words),
    ]
    return words.sentences(*sentences)


def _extremes(lines: Sequence[SnapshotLine], words: Words) -> str:
    lowest = min(lines, key=lambda line: line.shown)
    highest = max(lines, key=lambda line: line.shown)
    return words.text(
        "Lowest %(low)s on %(low_day)s, highest %(high)s on %(high_day)s.",
        low=lowest.shown,
        low_day=words.day(lowest.day),
        high=highest.shown,
        high_day=words.day(highest.day),
    )


def _toldmarks_on(history: History, words: Words) -> Iterable[str]:
    for day, version in new_versions(history.lines):
        yield words.text("Model version %(version)s since %(day)s.", version=version, day=words.day(day))
    for mark in marks_on(history, "stage"):
        yield words.text("Since %(day)s: %(stage)s.", stage=stage_name(mark.label, words), day=words.day(mark.day))
    for mark in marks_on(history, "renewal"):
        yield words.text("%(day)s: %(what)s.", day=words.day(mark.day), what=renewal_name(mark.label, words))
    if touchpoints := marks_on(history, "touchpoint"):
        yield words.plural("%(count)s touchpoint.", "%(count)s touchpoints.", len(touchpoints))
