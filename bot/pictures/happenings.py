"""What happened on the days that a curve covers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from bot.blocks.health_words import STAGE_WORDS
from bot.locale import Words, marked
from domain.accounts import LifecycleStage
from domain.health.ports import HistoryMark
from domain.health.snapshots import SnapshotLine
from domain.health_answer import History

_RENEWALS = {"won": marked("renewed"), "lost": marked("not renewed"), "": marked("renewal")}


def new_versions(lines: Sequence[SnapshotLine]) -> list[tuple[date, int]]:
    changes = (pair for pair in pairwise(lines) if pair[0].policy_version != pair[1].policy_version)
    return [(line.day, line.policy_version) for _, line in changes]


def marks_on(history: History, kind: str) -> list[HistoryMark]:
    """Those on days that the curve covers."""
    first, last = history.lines[0].day, history.lines[-1].day
    return [mark for mark in history.marks if mark.kind == kind and first <= mark.day <= last]


def renewal_name(label: str, words: Words) -> str:
    return words.text(_RENEWALS.get(label, _RENEWALS[""]))


def stage_name(label: str, words: Words) -> str:
    return words.text(STAGE_WORDS[LifecycleStage(label)]) if label in set(LifecycleStage) else label
