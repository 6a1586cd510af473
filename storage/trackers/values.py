"""Rows of tracker links as domain values."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping

from domain.feedback.tracker_links import LinkWay, TrackerLink, TrackerNote, Work, WorkState
from domain.feedback.trackers import IssueState, Place, TrackerKind, TrackerRefusal

_WORK = ("due_at", "tries", "fence", "lease_until", "is_begun", "looks_first", "refusal", "detail")
_LINK = (
    *("request", "way", "by", "at", "key", "with_names", "permalink", "issue", "issue_id", "url"),
    *("issue_state", "state_name", "changed_at", "checked_at", "asked_at"),
)


def link_values(link: TrackerLink) -> dict[str, Any]:
    values = {name: getattr(link, name) for name in _LINK}
    return values | {"tracker": link.place.tracker, "project": link.place.project} | work_values(link.work)


def work_values(work: Work) -> dict[str, Any]:
    return {"work_state": work.state} | {name: getattr(work, name) for name in _WORK}


def link_from(row: RowMapping) -> TrackerLink:
    read = {
        "place": Place(TrackerKind(row["tracker"]), row["project"]),
        "way": LinkWay(row["way"]),
        "issue_state": IssueState(row["issue_state"]) if row["issue_state"] else None,
        "work": work_from(row),
    }
    return TrackerLink(id=row["id"], **({name: row[name] for name in _LINK} | read))


def note_from(row: RowMapping) -> TrackerNote:
    return TrackerNote(row["id"], row["link"], row["about"], row["key"], row["at"], work_from(row))


def work_from(row: RowMapping) -> Work:
    refusal = TrackerRefusal(row["refusal"]) if row["refusal"] else None
    values = {name: row[name] for name in _WORK} | {"refusal": refusal}
    return Work(state=WorkState(row["work_state"]), **values)
