"""How long accounts take to first value: the median over everybody who went live, with its sample and interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.blocks.health_list import whose_accounts
from bot.blocks.health_words import TIER_WORDS
from bot.blocks.kit import Element, Message, actions, button, context, header, message, one_line, section
from bot.ids import Action
from bot.locale import Words, marked
from domain.accounts import Tier
from domain.filter_words import Scope
from domain.first_value.survival import TimeToValue
from domain.lifecycle.answer import TimesToValue
from domain.lifecycle.question import LifecycleWanted, ValueCut, lifecycle_text

MOST_GROUPS = 20
_CUTS = {
    ValueCut.SEGMENT: marked("By segment"),
    ValueCut.TIER: marked("By tier"),
    ValueCut.QUARTER: marked("By quarter of going live"),
}


def times_to_value(answer: TimesToValue, words: Words) -> Message:
    wanted, whole = answer.wanted, answer.whole
    whose = whose_accounts(wanted.scope or Scope.MINE, wanted.owner, words)
    tier = [words.text(TIER_WORDS[wanted.tier])] if wanted.tier else []
    lines = [f"*{' · '.join([whose, *tier])}*", *_lines(whole, words)]
    if answer.not_live:
        lines.append(
            words.plural(
                "%(count)s account is not live, or nobody says since when: it is not in here.",
                "%(count)s accounts are not live, or nobody says since when: they are not in here.",
                answer.not_live,
            )
        )
    title = header(words.text("Time to first value"))
    groups = [section("\n\n".join(_groups(answer, wanted.by, words)))] if wanted.by and answer.groups else []
    cuts = actions(*(_cut(wanted, cut, words) for cut in ValueCut if cut is not wanted.by))
    return message([title, section("\n".join(lines)), *groups, context(_how(words)), cuts])


def _lines(times: TimeToValue, words: Words) -> Iterable[str]:
    if not times.starters:
        yield words.text("Nobody here went live yet, so there is no clock.")
        return
    yield words.sentences(_median(times, words), *_interval(times, words))
    yield _sample(times, words)


def _median(times: TimeToValue, words: Words) -> str:
    if times.median is None:
        return words.text("*No median:* fewer than half are known to have got there by any day, so it cannot be said.")
    return words.plural("Median *%(count)s day*.", "Median *%(count)s days*.", times.median)


def _interval(times: TimeToValue, words: Words) -> Iterable[str]:
    """With 95 % confidence; an end that the sample does not bound is said."""
    if times.median is None:
        return
    if times.earliest is not None and times.latest is not None:
        yield words.text("Plausible: %(low)s to %(high)s days.", low=times.earliest, high=times.latest)
    elif times.earliest is not None:
        yield words.text("Plausible: %(low)s days or more; too few accounts for an upper end.", low=times.earliest)


def _sample(times: TimeToValue, words: Words) -> str:
    parts = [
        words.text("%(reached)s of %(all)s reached it", reached=times.reached, all=times.starters),
        words.plural("%(count)s waiting", "%(count)s waiting", times.waiting),
    ]
    if times.left:
        parts.append(words.plural("%(count)s left without it", "%(count)s left without it", times.left))
    return words.text("; ").join([parts[0], words.text(", ").join(parts[1:])])


def _groups(answer: TimesToValue, cut: ValueCut, words: Words) -> Iterable[str]:
    yield f"*{words.text(_CUTS[cut])}*"
    names = list(answer.groups)
    shown = names[-MOST_GROUPS:] if cut is ValueCut.QUARTER else names[:MOST_GROUPS]
    for name in shown:
        yield "\n".join([f"*{_named(name, cut, words)}*", *_lines(answer.groups[name], words)])
    if rest := len(names) - len(shown):
        yield words.plural("and %(count)s more", "and %(count)s more", rest)


def _named(name: str, cut: ValueCut, words: Words) -> str:
    if not name:
        return words.text("no segment said")
    return words.text(TIER_WORDS[Tier(name)]) if cut is ValueCut.TIER else one_line(name, 60)


def _cut(wanted: LifecycleWanted, cut: ValueCut, words: Words) -> Element:
    asked = lifecycle_text(replace(wanted, by=cut))
    return button(words.text(_CUTS[cut]), f"{Action.ONBOARDING_PAGE}:{cut}", value=f"0 {asked}")


def _how(words: Words) -> str:
    return words.text(
        "Days from going live, by the Kaplan–Meier curve: who still waits, or left waiting, counts for as long as "
        "that was. The interval holds 95 of 100 times."
    )
