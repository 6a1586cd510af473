"""The `Why?` page: every factor's line, so that the lines add up to the score, and what moved it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bot.blocks.health_card import withheld_colour
from bot.blocks.health_words import (
    BAND_ICONS,
    BAND_WORDS,
    CAP_REASONS,
    DIMENSION_WORDS,
    MEASURE_WORDS,
    STAGE_WORDS,
    TIER_WORDS,
    known_share,
    measured,
)
from bot.blocks.kit import Block, Element, Modal, context, divider, escaped, one_line, option, section, select
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.health.explain import ChangeGroups, grouped, lined
from domain.health.key_factors import LEAST_POINTS
from domain.health.model import Absence, Cap, Factor, Measure, Scorecard
from domain.health.rounding import half_up
from domain.health.snapshots import Change
from domain.health_answer import Explanation

DAYS_BACK = (7, 30, 90)
LONGEST_POLICY_NOTE = 1500
PARTS_SHOWN = 5
SHIPPED_WORDS = (
    marked("Moorline's shipped model"),
    marked(
        "Weights, anchors and caps are an assumption to begin with. They have not been held against the renewals of "
        "this book yet."
    ),
)
"""The name and the note of the shipped policy, word for word."""


def why(explanation: Explanation, words: Words, today: date) -> Modal:
    blocks = [
        section(_head(explanation, words)),
        *_dimensions(explanation.card, words, today),
        section("\n".join(_sum(explanation.card, words))),
        divider(),
        section(_since(explanation, words), accessory=_since_select(explanation, words)),
        divider(),
        context(_model(explanation, words)),
    ]
    title = words.text("Why this score?")
    metadata = str(explanation.account)
    return Modal(View.WHY, title, tuple(blocks), close=words.text("Close"), metadata=metadata)


def _head(explanation: Explanation, words: Words) -> str:
    card = explanation.card
    band = f"{BAND_ICONS[card.band]} {words.text(BAND_WORDS[card.band])} · {card.shown}"
    day = words.text("scored on %(day)s", day=words.day(explanation.day))
    head = f"*{one_line(explanation.name)}*  {band}\n{day} · {words.text(STAGE_WORDS[card.stage])}"
    if explanation.coverage_lacking is None:
        return head
    return f"{head}\n{withheld_colour(card.band, card.coverage, explanation.coverage_lacking, words)}"


def _dimensions(card: Scorecard, words: Words, today: date) -> Iterable[Block]:
    """One block a dimension, one row a factor; what does not apply is left out of the score and said last."""
    for dimension, name in DIMENSION_WORDS.items():
        factors = [factor for factor in card.factors if factor.dimension is dimension and _applies(factor)]
        if factors:
            rows = (_factor(factor, words, today) for factor in factors)
            yield section("\n".join([_dimension(name, factors, words), *rows]))
    left_out = [words.text(MEASURE_WORDS[factor.measure]) for factor in card.factors if not _applies(factor)]
    if left_out:
        said = words.text(
            "Does not apply here, its weight went to the others: %(measures)s", measures=words.text(", ").join(left_out)
        )
        yield context(said)


def _dimension(name: str, factors: list[Factor], words: Words) -> str:
    return words.text(
        "*%(name)s* · %(given)s of %(weight)s points",
        name=words.text(name),
        given=words.number(sum(factor.line for factor in factors), 1),
        weight=words.number(sum(factor.weight for factor in factors), 1),
    )


def _applies(factor: Factor) -> bool:
    return factor.evidence.absence is not Absence.DOES_NOT_APPLY


def _factor(factor: Factor, words: Words, today: date) -> str:
    name = f"• {words.text(MEASURE_WORDS[factor.measure])}"
    weight = words.number(_tenths(factor, factor.weight), 1)
    if factor.subscore is None or factor.evidence.value is None or not factor.freshness:
        stand_in = _stand_in(factor, words)
        return words.text("%(name)s: %(stand_in)s (weight %(weight)s)", name=name, stand_in=stand_in, weight=weight)
    given = words.signed(factor.line, 1)
    points = words.text("%(name)s: *%(given)s* of %(weight)s points", name=name, given=given, weight=weight)
    known = [measured(factor.measure, factor.evidence.value, words), *_provenance(factor, words, today)]
    return points + _lost(factor, words) + "\n" + " · ".join(known)


def _lost(factor: Factor, words: Words) -> str:
    """What is left of its weight and was not given, so that the row adds up as it is printed."""
    lost = _tenths(factor, factor.weight * factor.freshness) - factor.line
    return words.text(", %(lost)s lost", lost=words.number(lost, 1)) if lost >= LEAST_POINTS else ""


def _tenths(factor: Factor, weight: float) -> float:
    """With one decimal; where nothing was lost the line is all of it, whichever way the line was rounded."""
    known = factor.weight * factor.freshness
    is_given_whole = factor.lost < LEAST_POINTS and weight - known < LEAST_POINTS
    return factor.line if is_given_whole else max(half_up(weight * 10) / 10, factor.line)


def _stand_in(factor: Factor, words: Words) -> str:
    typical = words.number(factor.typical)
    if factor.evidence.value is not None:
        return words.text("too old to count; a typical %(typical)s of 100 stands in", typical=typical)
    return words.text("no data; a typical %(typical)s of 100 stands in", typical=typical)


def _provenance(factor: Factor, words: Words, today: date) -> Iterable[str]:
    """Since when it is known, how old that is, what brought it, and how much of its weight age has left."""
    source = one_line(factor.evidence.source or "", 60)
    if known := factor.evidence.known_on:
        when = _known_since(known, words, today)
        yield words.text("%(when)s, from %(source)s", when=when, source=source) if source else when
    elif source:
        yield words.text("from %(source)s", source=source)
    if factor.freshness < 1:
        yield words.text("counts %(share)s because of its age", share=words.percent(factor.freshness))


def _known_since(known: date, words: Words, today: date) -> str:
    age = words.age((today - known).days)
    return age if known >= today else words.text("%(day)s (%(when)s)", day=words.day(known), when=age)


def _sum(card: Scorecard, words: Words) -> Iterable[str]:
    """The lines add up, to the printed digit, to the score before it is rounded."""
    known = sum(factor.line for factor in card.factors)
    yield words.text("Known: *%(points)s*", points=words.signed(known, 1))
    if card.coverage < 1:
        yield words.text(
            "Unknown (%(share)s of the weight, counted as typical): *%(points)s*",
            share=words.percent(1 - known_share(card.coverage)),
            points=words.signed(card.unknown_line, 1),
        )
    if card.cap:
        yield _held(card, card.cap, words)
    total = known + card.unknown_line + card.override_line
    yield words.text(
        "Together: *%(total)s*, shown as *%(shown)s*", total=words.number(total, 1), shown=words.number(card.shown)
    )


def _held(card: Scorecard, cap: Cap, words: Words) -> str:
    """A person's score lifts as well as lowers; a hard fact holds down either."""
    points, given = words.signed(card.override_line, 1), dict(card.caps).get(Cap.JUDGEMENT)
    if given is None:
        return words.text(
            "Held down because %(reason)s: *%(points)s*", reason=words.text(CAP_REASONS[cap]), points=points
        )
    score = words.number(given)
    if cap is Cap.JUDGEMENT:
        return words.text("Set to %(score)s by the CSM's judgement: *%(points)s*", score=score, points=points)
    return words.text(
        "Set to %(score)s by the CSM's judgement, then held down because %(reason)s: *%(points)s*",
        score=score,
        reason=words.text(CAP_REASONS[cap]),
        points=points,
    )


def _since(explanation: Explanation, words: Words) -> str:
    if explanation.change is None or explanation.since is None:
        asked = words.plural("%(count)s day", "%(count)s days", explanation.days_asked)
        return words.text("There is no score %(days)s old to compare with.", days=asked)
    since, groups = words.day(explanation.since), lined(grouped(explanation.change))
    head = words.text("*Since %(day)s: %(total)s points*", day=since, total=words.signed(groups.total, 1))
    return "\n".join([head, *_parts(explanation.change, groups, words)])


def _parts(change: Change, groups: ChangeGroups, words: Words) -> Iterable[str]:
    """Each part as it is printed; they add up, to the digit, to the printed total."""
    if new_model := _new_model(change, words):
        yield _part(words.text("Model or stage (%(what)s)", what=new_model), groups.model, words)
    yield from _by_measure(words.text("Behaviour"), groups.behaviour, 0.0, words)
    yield from _by_measure(words.text("Data came or went"), groups.evidence, groups.unknown, words)
    if groups.held:
        yield _part(words.text("Held down, let go, or set by the CSM"), groups.held, words)


def _new_model(change: Change, words: Words) -> str:
    """What is another than it was: model version 2 → 3, stable → in renewal."""
    parts = []
    if change.policy_versions:
        versions = " → ".join(str(version) for version in change.policy_versions)
        parts.append(words.text("model version %(versions)s", versions=versions))
    if change.stages:
        parts.append(" → ".join(words.text(STAGE_WORDS[stage]) for stage in change.stages))
    if change.tiers:
        parts.append(" → ".join(words.text(TIER_WORDS[tier]) for tier in change.tiers))
    return words.text(", ").join(parts)


def _by_measure(label: str, moved: Mapping[Measure, float], unknown: float, words: Words) -> Iterable[str]:
    """The sum of a group, then what it is made of: the largest parts, and the rest in one."""
    parts = [(words.text(MEASURE_WORDS[measure]), points) for measure, points in moved.items()]
    if unknown:
        parts.append((words.text("counted as typical"), unknown))
    if not parts:
        return
    yield _part(label, sum(points for _, points in parts), words)
    parts = [part for part in parts if part[1]]
    parts.sort(key=lambda part: -abs(part[1]))
    rest = sum(points for _, points in parts[PARTS_SHOWN:])
    shown = [*parts[:PARTS_SHOWN], *([(words.text("all others"), rest)] if abs(rest) >= LEAST_POINTS else [])]
    yield from (f"• {name} {words.signed(points, 1)}" for name, points in shown)


def _part(label: str, points: float, words: Words) -> str:
    return f"*{label}* {words.signed(points, 1)}"


def _since_select(explanation: Explanation, words: Words) -> Element:
    options = [option(words.plural("%(count)s day back", "%(count)s days back", days), str(days)) for days in DAYS_BACK]
    chosen = next((made for made in options if made["value"] == str(explanation.days_asked)), None)
    return select(Action.WHY_SINCE, options, placeholder=words.text("Compare with"), initial=chosen)


def _model(explanation: Explanation, words: Words) -> str:
    version = words.text("model version %(version)s", version=explanation.card.policy_version)
    named = words.text("Model: %(name)s", name=escaped(_ours(explanation.policy_name, words), 200))
    note = escaped(_ours(explanation.policy_note, words), LONGEST_POLICY_NOTE)
    return f"{named} · {version}" + (f"\n{note}" if note else "")


def _ours(said: str, words: Words) -> str:
    """The shipped model speaks the reader's language; what a company wrote in its own stays as it is."""
    return words.text(said) if said in SHIPPED_WORDS else said
