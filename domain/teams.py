"""Who works for whom."""

from __future__ import annotations

from collections.abc import Iterable

from domain.permissions import Member


def team_of(member: Member, members: Iterable[Member]) -> tuple[str, ...]:
    """Slack ids of the member and everybody below; for who leads nobody, of the team the member is in."""
    reports = _reports(members)
    if member.slack_id in reports or member.manager is None:
        return _tree(member.slack_id, reports)
    return _tree(member.manager, reports)


def people_below(member: Member, members: Iterable[Member]) -> tuple[str, ...]:
    """Slack ids of the member and everybody below, and of nobody beside: whose work this person answers for."""
    return _tree(member.slack_id, _reports(members))


def member_called(name: str, members: Iterable[Member]) -> str | None:
    """The Slack id of who has that whole name or its first word, when only one member is called so."""
    wanted = name.casefold()
    found = [member.slack_id for member in members if wanted in callings(member.name)]
    return found[0] if len(found) == 1 else None


def callings(name: str) -> set[str]:
    """What somebody of that name may be called: by all of it, or by its first word."""
    return {name.casefold(), name.casefold().partition(" ")[0]}


def _reports(members: Iterable[Member]) -> dict[str | None, list[str]]:
    reports: dict[str | None, list[str]] = {}
    for other in members:
        reports.setdefault(other.manager, []).append(other.slack_id)
    return reports


def _tree(top: str, reports: dict[str | None, list[str]]) -> tuple[str, ...]:
    """A circle of managers is walked once."""
    found, waiting = {top}, [top]
    while waiting:
        below = [person for person in reports.get(waiting.pop(), ()) if person not in found]
        found.update(below)
        waiting.extend(below)
    return tuple(sorted(found))
