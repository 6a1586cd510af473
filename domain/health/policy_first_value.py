"""The `[health.first_value]` part of the policy file: the usual definition, and those of segments, where there are."""

from __future__ import annotations

from collections.abc import Mapping

from domain.accounts import UsageMeasure
from domain.first_value.rules import FirstValuePolicy, ValueRule, ValueWay, folded_segment
from domain.health.policy_table import PolicyTable

_LONGEST_TARGET = 3650
_LARGEST_COUNT = 1_000_000_000


def first_value_from(table: PolicyTable) -> FirstValuePolicy:
    policy = FirstValuePolicy(
        target_days=table.whole("target_days", least=1),
        active_seat_share=table.above_zero("active_seat_share", most=1),
        segments=_segments(table.table("segments")) if "segments" in table else {},
    )
    table.close()
    return policy


def _segments(table: PolicyTable) -> Mapping[str, ValueRule]:
    rules = {segment: _rule(table.table(segment)) for segment in table.keys}
    seen: dict[str, str] = {}
    for segment in rules:
        if other := seen.get(folded_segment(segment)):
            table.add(f'"{segment}" is the same segment as "{other}"', "keep one of them", key=segment)
        seen[folded_segment(segment)] = segment
    table.close()
    return rules


def _rule(table: PolicyTable) -> ValueRule:
    """Only the keys of its way may stand there: another one would count for nothing, unseen."""
    by = table.choice("by", ValueWay)
    if not table.is_sound:  # which other keys belong there is not known
        return ValueRule(by, 1)
    target_days = table.whole("target_days", least=1, most=_LONGEST_TARGET)
    match by:
        case ValueWay.SEATS:
            rule = ValueRule(by, target_days, active_seat_share=table.above_zero("active_seat_share", most=1))
        case ValueWay.EVENT:
            measure = table.choice("measure", UsageMeasure)
            rule = ValueRule(by, target_days, measure=measure, count=table.whole("count", least=1, most=_LARGEST_COUNT))
        case ValueWay.MILESTONE:
            rule = ValueRule(by, target_days, milestone=_milestone(table))
        case _:
            rule = ValueRule(by, target_days)
    table.close()
    return rule


def _milestone(table: PolicyTable) -> str:
    title = table.text("milestone")
    if table.is_sound and not title:
        table.add('"milestone" is empty', "write the title of the milestone as the accounts have it", key="milestone")
    return title
