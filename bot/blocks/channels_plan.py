"""What `/cs digest` says to admins of the channels that get one."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import escaped
from bot.locale import Words, marked
from domain.channel_digests import ChannelPlan, ChannelsPlan
from domain.reader_runs import RunOutcome


def channels_plan_words(plan: ChannelsPlan, words: Words, *, next_run: str) -> Iterable[str]:
    """`next_run` says in words when the next ones come."""
    if not plan.channels:
        yield words.text("No channel gets a digest. Admins choose them in the settings.")
        return
    yield words.text("*Channels with a digest*")
    yield next_run
    for each in plan.channels:
        yield f"• <#{escaped(each.channel)}>: {_last(each, words)}"


def _last(plan: ChannelPlan, words: Words) -> str:
    if plan.last is None:
        return words.text("none yet")
    if plan.last.outcome is RunOutcome.TOLD and plan.has_arrived:
        return words.text("the last one came on %(day)s", day=words.day(plan.last.day))
    return words.text(_OUTCOMES[plan.last.outcome], day=words.day(plan.last.day))


_OUTCOMES = {
    RunOutcome.TOLD: marked("that of %(day)s is on its way, or could not be delivered"),
    RunOutcome.NOTHING: marked("nothing to say on %(day)s"),
    RunOutcome.SKIPPED: marked("that of %(day)s came too late and was left out"),
    RunOutcome.WITHHELD: marked("that of %(day)s was left out because of who reads there"),
}
