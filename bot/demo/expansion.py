"""What the demo's accounts may buy next, what they bought, and whom they referred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.demo.activity import at_hour
from bot.demo.book import DemoBook
from bot.demo.stories import Quirk, Story
from bot.demo.terms import ADD_ON, terms_of
from domain.accounts import Money
from domain.expansion.play import BAD_ENDS, Play, PlayKind, PlayStep, Stage, stages_of
from storage.library import SqlBook

A_YEAR_AND_A_MONTH = timedelta(days=400)
GROWING = ("Kestrel Security", "Bluegate Insurance", "Copperfield Schools", "Eastmarch Bank", "青禾科技有限公司")
"""Accounts with an open play; the first is late."""
WORDS = {
    PlayKind.MORE_SEATS: ("40 more seats for the night shift", "夜班团队增加 40 个席位"),
    PlayKind.OTHER_PRODUCT: ("The Analytics add-on", "分析模块"),
    PlayKind.HIGHER_PLAN: ("From Team to Enterprise", "从团队版升级到企业版"),
    PlayKind.OTHER: ("Training for the new plant", "新工厂培训"),
}
KINDS = tuple(WORDS)
OPEN_STAGES = (Stage.OFFERED, Stage.DISCUSSED, Stage.VERBAL, Stage.IDEA)


@dataclass(frozen=True, slots=True)
class Referred:
    """`by` and `became` are names of accounts."""

    by: str
    company: str
    stage: Stage
    days_ago: int
    became: str = ""
    why: str = ""


REFERRED = (
    Referred("Northwind Traders", "Bluewater Ferries", Stage.INTRODUCED, 12),
    Referred("Brightwater Utilities", "Lantern Learning", Stage.BECAME_CUSTOMER, 160, became="Lantern Learning"),
    Referred(
        "Hearthside Retail", "Oakline Stores", Stage.DID_NOT, 70, why="They signed with another vendor in spring."
    ),
    Referred("青禾科技有限公司", "江南智造", Stage.NAMED, 5),
)


def tell_expansion(book: SqlBook, demo: DemoBook, ids: Mapping[str, int], *, now: datetime) -> None:
    """`ids` are accounts by name."""
    stories = {story.name: story for story in demo.stories}
    told = [*_open(stories), *_bought(demo), *_without_contract(stories), *_lost(stories), *_referrals(stories, ids)]
    for place, (story, play) in enumerate(told):
        made = replace(play, account=ids[story.name], key=f"demo:{place}")
        if made.staged_at <= now:
            _put(book, made)


def _put(book: SqlBook, play: Play) -> None:
    """With a step for each stage on the way."""
    added = book.plays.add(play)
    assert added, "every play of the demo has a key of its own"
    way = stages_of(play.kind)
    before = way[0] if play.stage is not way[0] else None
    if before:
        opened = replace(added, stage=before, staged_at=play.at, ended_on=None, reason="", became=None)
        book.plays.note(PlayStep(added.id, play.at, play.by, before, play.amount))
        why = play.reason if play.stage in BAD_ENDS else ""
        book.plays.note(PlayStep(added.id, play.staged_at, play.by, play.stage, play.amount, why, before=opened))
    else:
        book.plays.note(PlayStep(added.id, play.at, play.by, play.stage, play.amount))


def _open(stories: Mapping[str, Story]) -> Iterator[tuple[Story, Play]]:
    for place, name in enumerate(GROWING):
        story = stories[name]
        kind = KINDS[place % len(KINDS)]
        play = _play(story, kind, OPEN_STAGES[place % len(OPEN_STAGES)], days_ago=9 + 11 * place)
        yield story, replace(play, day=story.today + timedelta(days=21 * place - 6))


def _bought(demo: DemoBook) -> Iterator[tuple[Story, Play]]:
    """Each add-on of the last year was a play once, and its line shows it."""
    for story in demo.stories:
        for term in terms_of(story):
            since = term.add_on_from
            if since and story.quirk is Quirk.NONE and demo.today - since < A_YEAR_AND_A_MONTH:
                play = _play(story, PlayKind.OTHER_PRODUCT, Stage.WON, ended_on=since - timedelta(days=6))
                amount = Money(term.add_on * 100, story.currency)
                yield story, replace(play, amount=amount, about=ADD_ON)


def _without_contract(stories: Mapping[str, Story]) -> Iterator[tuple[Story, Play]]:
    story = stories["Ironbridge Rail"]
    yield story, _play(story, PlayKind.MORE_SEATS, Stage.WON, ended_on=story.today - timedelta(days=74))


def _lost(stories: Mapping[str, Story]) -> Iterator[tuple[Story, Play]]:
    story = stories["Greenlock Energy"]
    play = _play(story, PlayKind.HIGHER_PLAN, Stage.LOST, ended_on=story.today - timedelta(days=33))
    yield story, replace(play, reason="No budget before the new fiscal year.")


def _referrals(stories: Mapping[str, Story], ids: Mapping[str, int]) -> Iterator[tuple[Story, Play]]:
    for each in REFERRED:
        story = stories[each.by]
        day = story.today - timedelta(days=each.days_ago)
        ended_on = None if each.stage.is_open else day + timedelta(days=30)
        play = _play(story, PlayKind.REFERRAL, each.stage, days_ago=each.days_ago, ended_on=ended_on)
        known = replace(play, about=each.company, day=day, amount=None, reason=each.why)
        yield story, replace(known, became=ids[each.became] if each.became else None)


def _play(story: Story, kind: PlayKind, stage: Stage, *, days_ago: int = 0, ended_on: date | None = None) -> Play:
    """An eighth of what they pay; opened some weeks before it came to its stage."""
    staged_at = at_hour(ended_on or story.today - timedelta(days=days_ago), 10)
    return Play(
        account=0,
        about=WORDS[kind][story.chinese] if kind in WORDS else "",
        kind=kind,
        stage=stage,
        owner=story.owner,
        by=story.owner,
        at=staged_at - timedelta(days=0 if kind is PlayKind.REFERRAL and stage is Stage.NAMED else 24),
        staged_at=staged_at,
        amount=Money(max(1, round(story.arr / 800)) * 10_000, story.currency),
        day=ended_on,
        ended_on=ended_on,
    )
