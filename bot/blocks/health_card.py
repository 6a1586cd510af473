"""The `/health` card of one account, all from its standing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from bot.blocks.card_menu import card_menu
from bot.blocks.health_facts import fact_fields
from bot.blocks.health_words import (
    BAND_ICONS,
    BAND_WORDS,
    CAP_REASONS,
    MEASURE_WORDS,
    TIER_WORDS,
    People,
    key_factor,
    known_share,
    measured,
    mentioned,
)
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    carrying,
    context,
    date_token,
    fields,
    header,
    message,
    section,
)
from bot.blocks.value_words import stage_words, stuck_words
from bot.ids import Action
from bot.locale import Words
from domain.feedback.asks import Ask
from domain.health.model import Band, Cap
from domain.health.standing import AccountStanding, KeyFactor
from domain.health.trend import Arrow
from domain.health_answer import UNREAD, Reading
from domain.permissions import Member, may_judge, may_make_tasks, may_share

ARROWS = {Arrow.UP: "↑", Arrow.LEVEL: "→", Arrow.DOWN: "↓"}
"""Where the score has headed for four weeks; beside it stand the changes in words."""


def health_card(
    standing: AccountStanding,
    words: Words,
    *,
    reader: Member,
    today: date,
    reading: Reading = UNREAD,
    asks: Sequence[Ask] = (),
) -> Message:
    """For the asker alone, with the buttons that the asker may press."""
    said = card_blocks(standing, words, people=mentioned, today=today, reading=reading, asks=asks)
    return message([*said, _buttons(standing, words, reader)])


def card_blocks(
    standing: AccountStanding,
    words: Words,
    *,
    people: People,
    today: date,
    reading: Reading = UNREAD,
    asks: Sequence[Ask] = (),
) -> list[Block]:
    """What the card says, in its order, without buttons."""
    return [
        header(standing.name),
        section("\n".join(_score_lines(standing, words, today, reading))),
        *_factor_section(standing, words),
        fields(fact_fields(standing, words, people, today, asks)),
        context(_made_by(standing, words, today)),
    ]


def band_and_score(standing: AccountStanding, words: Words) -> str:
    """Icon, word and number together, so that none of them stands for the others."""
    return f"{BAND_ICONS[standing.band]} *{words.text(BAND_WORDS[standing.band])} · {standing.shown}*"


def reason_words(standing: AccountStanding, words: Words) -> str:
    """The one reason to give first: the cap that holds the score, else what pulls it down most."""
    if standing.cap:
        return words.text(CAP_REASONS[standing.cap])
    if standing.pulls_down:
        return measured(standing.pulls_down[0].measure, standing.pulls_down[0].value, words)
    return words.text("nothing known pulls it down")


def withheld_colour(band: Band, coverage: float, lacking: float, words: Words) -> str:
    """Why a number has not the colour that it promises."""
    share, needed = words.percent(known_share(coverage)), words.percent(lacking)
    if band is Band.GREY:
        return words.text(
            "Too little is known for a colour: %(share)s of the weight; it takes %(needed)s.",
            share=share,
            needed=needed,
        )
    return words.text(
        "Not green: only %(share)s of the weight is known; green needs %(needed)s.", share=share, needed=needed
    )


def _score_lines(standing: AccountStanding, words: Words, today: date, reading: Reading) -> Iterable[str]:
    arrow = f" {ARROWS[reading.arrow]}" if reading.arrow else ""
    yield f"{band_and_score(standing, words)}{arrow} · {' · '.join(_movement(standing, words))}"
    if reading.coverage_lacking is not None:
        yield withheld_colour(standing.band, standing.coverage, reading.coverage_lacking, words)
    yield _coverage(standing, words, today)
    if standing.stuck:
        yield words.text("⚠️ *Stuck:* %(why)s.", why=stuck_words(standing, words))
    low, high = (words.number(score) for score in _range(standing))
    if low != high and standing.cap is not Cap.JUDGEMENT:
        yield words.text("What is not known could put it anywhere from %(low)s to %(high)s.", low=low, high=high)


def _range(standing: AccountStanding) -> tuple[float, float]:
    """Where the score may lie; what holds it down holds the range down too."""
    held = standing.shown if standing.cap and standing.shown is not None else standing.high
    return min(standing.low, held), min(standing.high, held)


def _movement(standing: AccountStanding, words: Words) -> Iterable[str]:
    if standing.change_7 is not None:
        yield words.text("%(change)s in 7 days", change=_signed(standing.change_7, words))
    if standing.change_30 is not None:
        yield words.text("%(change)s in 30 days", change=_signed(standing.change_30, words))
    if standing.change_7 is None and standing.change_30 is None:
        yield words.text("scored for less than a week")


def _signed(change: int, words: Words) -> str:
    return words.signed(change) if change else "±0"


def _coverage(standing: AccountStanding, words: Words, today: date) -> str:
    known = words.text(
        "%(known)s of %(all)s signals known, %(share)s of the weight",
        known=standing.known_dimensions,
        all=standing.all_dimensions,
        share=words.percent(known_share(standing.coverage)),
    )
    if standing.oldest_known_on is None:
        return known
    days = (today - standing.oldest_known_on).days
    if days <= 0:
        return words.text("%(known)s; %(oldest)s", known=known, oldest=words.text("all of it from today"))
    oldest = words.plural("the oldest is %(count)s day old", "the oldest is %(count)s days old", days)
    return words.text("%(known)s; %(oldest)s", known=known, oldest=oldest)


def _factor_section(standing: AccountStanding, words: Words) -> list[Block]:
    lines = [_factor("▼", factor, -factor.points, words) for factor in standing.pulls_down]
    lines += [_factor("▲", factor, factor.points, words) for factor in standing.lifts]
    if standing.cap and standing.raw is not None:
        lines.append(_cap(standing, words))
    return [section("\n".join(lines))] if lines else []


def _factor(arrow: str, factor: KeyFactor, points: float, words: Words) -> str:
    return words.text(
        "%(arrow)s *%(name)s* %(points)s: %(value)s",
        arrow=arrow,
        name=words.text(MEASURE_WORDS[factor.measure]),
        points=words.signed(points, 1),
        value=key_factor(factor, words),
    )


def _cap(standing: AccountStanding, words: Words) -> str:
    assert standing.cap
    assert standing.raw is not None
    raw = words.number(standing.raw)
    if standing.cap is Cap.JUDGEMENT:
        return words.text(
            "■ *Set to %(shown)s* by the CSM's judgement; computed it is %(raw)s.", shown=standing.shown, raw=raw
        )
    reason, given = words.text(CAP_REASONS[standing.cap]), standing.judgement and standing.judgement.score
    if given is not None:
        return words.text(
            "■ *Held at %(shown)s* because %(reason)s; the CSM set it to %(given)s, computed it is %(raw)s.",
            shown=standing.shown,
            reason=reason,
            given=given,
            raw=raw,
        )
    return words.text(
        "■ *Held at %(shown)s* because %(reason)s; without that it would be %(raw)s.",
        shown=standing.shown,
        reason=reason,
        raw=raw,
    )


def _made_by(standing: AccountStanding, words: Words, today: date) -> str:
    return " · ".join(
        [
            words.text("As of %(instant)s", instant=slack_instant(standing, words)),
            words.text("model version %(version)s", version=standing.policy_version),
            words.text(TIER_WORDS[standing.tier]),
            stage_words(standing, words, today),
        ]
    )


def slack_instant(standing: AccountStanding, words: Words) -> str:
    """When the score was made, written by Slack in the reader's own zone."""
    fallback = words.instant(standing.scored_at, "UTC")
    return date_token(standing.scored_at, words.text("{date_short_pretty} at {time}"), fallback)


def _buttons(standing: AccountStanding, words: Words, reader: Member) -> Block:
    row = _row(words, tasks=may_make_tasks(reader), judges=may_judge(reader), shares=may_share(reader))
    pressed = [carrying(made, f"{before}{standing.account}") for made, before in row]
    return actions(*pressed, *card_menu(standing, words, reader))


@cache
def _row(words: Words, *, tasks: bool, judges: bool, shares: bool) -> Sequence[tuple[Element, str]]:
    """Each button as it is for every account, and what stands before the account in its value."""
    pressed = [(button(words.text("Why?"), Action.WHY, style="primary"), "")]
    pressed.append((button(words.text("Log touchpoint"), Action.TOUCH), "account:"))
    if tasks:
        pressed.append((button(words.text("New task"), Action.NEW_TASK), "account:"))
    if judges:
        pressed.append((button(words.text("My judgement"), Action.JUDGE), ""))
    pressed.append((button(words.text("History"), Action.HISTORY), ""))
    if shares:
        pressed.append((button(words.text("Share here"), Action.SHARE), ""))
    pressed.append((button(words.text("Send to product"), Action.FEEDBACK), ""))
    return pressed
