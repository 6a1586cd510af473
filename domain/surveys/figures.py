"""Voices, counted whole and in groups, and held against who was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from domain.revenue.cuts import Cut
from domain.surveys.answer import Group, group_of
from domain.surveys.nps import NpsFigures, nps_of
from domain.surveys.ports import AskedPerson, Voice


def grouped(voices: Iterable[Voice], cut: Cut) -> tuple[tuple[str | None, NpsFigures], ...]:
    """By tier, segment or owner; None where the book does not say."""
    found: dict[str | None, list[Voice]] = defaultdict(list)
    for voice in voices:
        found[_value(voice, cut)].append(voice)
    counted = [(value, nps_of(each.score for each in group)) for value, group in found.items()]
    return tuple(sorted(counted, key=lambda each: (-each[1].answers, each[0] or "")))


def detractors_in(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """Those with words first, the latest before."""
    those = [each for each in voices if group_of(each.score) is Group.DETRACTOR]
    return tuple(sorted(those, key=lambda each: (not each.words, -each.on.toordinal(), -each.answer)))


def waiting_in(asked: Sequence[AskedPerson], voices: Iterable[Voice]) -> tuple[AskedPerson, ...]:
    """Who did not answer since they were asked; a person that is not known answers with the account's nameless ones."""
    last: dict[tuple[int, int | None], date] = {}
    for voice in voices:
        key = (voice.account, voice.contact)
        last[key] = max(voice.on, last.get(key, voice.on))
    return tuple(each for each in asked if last.get((each.account, each.contact), date.min) < each.on)


def _value(voice: Voice, cut: Cut) -> str | None:
    found = {Cut.TIER: voice.tier.value, Cut.SEGMENT: voice.segment, Cut.OWNER: voice.owner}
    return found[cut]
