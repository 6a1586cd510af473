from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, update

from domain.feedback.request import RequestState
from domain.feedback.tracker_links import (
    FIRST_LOOK,
    LinkGlance,
    MissingNote,
    TrackerLink,
    TrackerNote,
    Work,
    WorkState,
    about_voice,
)
from domain.feedback.trackers import Place, TrackerKind
from storage.chunks import LOOKED_UP, chunks
from storage.tables import RequestRow, TrackerLinkRow, TrackerNoteRow, TrackerWatchRow, VoiceRow, table_of
from storage.trackers.claiming import claimed_link, claimed_note, is_anything_due
from storage.trackers.values import link_from, link_values, work_values
from storage.upsert import insert_into

_LINK, _NOTE, _WATCH = table_of(TrackerLinkRow), table_of(TrackerNoteRow), table_of(TrackerWatchRow)
_REQUEST, _VOICE = table_of(RequestRow), table_of(VoiceRow)
_IS_DONE = _LINK.c.work_state == WorkState.DONE


class SqlTrackerLinks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, link: TrackerLink) -> TrackerLink | None:
        values = insert_into(self._connection, _LINK).values(link_values(link))
        once = values.on_conflict_do_nothing(index_elements=["request"])
        number = self._connection.execute(once.returning(_LINK.c.id)).scalar()
        return None if number is None else replace(link, id=number)

    def of(self, link: int) -> TrackerLink | None:
        return next(iter(self._links(select(_LINK).where(_LINK.c.id == link))), None)

    def of_request(self, request: int) -> Sequence[LinkGlance]:
        is_merged = and_(_REQUEST.c.into == request, _REQUEST.c.state == RequestState.DUPLICATE)
        wanted = (
            select(_LINK)
            .join(_REQUEST, _REQUEST.c.id == _LINK.c.request)
            .where(or_(_LINK.c.request == request, is_merged))
            .order_by(_LINK.c.request != request, _LINK.c.id)
        )
        links = self._links(wanted)
        unsaid = self._unsaid([link.id for link in links])
        return [LinkGlance(link, unsaid.get(link.id, 0)) for link in links]

    def save(self, link: TrackerLink) -> None:
        later = replace(link, work=replace(link.work, fence=link.work.fence + 1))
        self._connection.execute(update(_LINK).where(_LINK.c.id == link.id).values(link_values(later)))

    def is_anything_due(self, *, now: datetime) -> bool:
        return is_anything_due(self._connection, now=now)

    def claim(self, trackers: Collection[TrackerKind], *, now: datetime) -> TrackerLink | None:
        return claimed_link(self._connection, trackers, now=now)

    def settle(self, link: TrackerLink) -> bool:
        is_mine = (_LINK.c.id == link.id) & (_LINK.c.fence == link.work.fence)
        return self._connection.execute(update(_LINK).where(is_mine).values(link_values(link))).rowcount == 1

    def missing_notes(self) -> Sequence[MissingNote]:
        """Matters are made of voices in here: what they are called in the table depends on where they came from."""
        voices = select(_LINK.c.id, _VOICE.c.id.label("voice"), _VOICE.c.came_from)
        heard = voices.join(_VOICE, _VOICE.c.request == _LINK.c.request).where(_IS_DONE).order_by(_VOICE.c.id)
        known = select(_NOTE.c.link, _NOTE.c.about).join(_LINK, _LINK.c.id == _NOTE.c.link).where(_IS_DONE)
        told = {(row.link, row.about) for row in self._connection.execute(known)}
        wanted = ((row.id, about_voice(row.voice, row.came_from)) for row in self._connection.execute(heard))
        return [MissingNote(link, about) for link, about in dict.fromkeys(wanted) if (link, about) not in told]

    def note(self, missing: MissingNote, *, now: datetime, state: WorkState = WorkState.NEW) -> None:
        values = {"link": missing.link, "about": missing.about, "key": str(uuid4()), "at": now}
        statement = insert_into(self._connection, _NOTE).values(values | work_values(Work(now, state)))
        self._connection.execute(statement.on_conflict_do_nothing(index_elements=["link", "about"]))

    def claim_note(self, trackers: Collection[TrackerKind], *, now: datetime) -> TrackerNote | None:
        return claimed_note(self._connection, trackers, now=now)

    def settle_note(self, note: TrackerNote) -> bool:
        is_mine = (_NOTE.c.id == note.id) & (_NOTE.c.fence == note.work.fence)
        return self._connection.execute(update(_NOTE).where(is_mine).values(work_values(note.work))).rowcount == 1

    def retry_notes(self, link: int, *, now: datetime) -> None:
        is_failed = (_NOTE.c.link == link) & (_NOTE.c.work_state == WorkState.FAILED)
        again = {"work_state": WorkState.NEW, "tries": 0, "due_at": now, "refusal": None, "detail": ""}
        self._connection.execute(update(_NOTE).where(is_failed).values(again))

    def ask(self, place: Place, issue: str, *, now: datetime) -> int:
        there = _is_in(place) & (_LINK.c.issue == issue) & _IS_DONE
        return self._connection.execute(update(_LINK).where(there).values(asked_at=now)).rowcount

    def asked(self, trackers: Collection[TrackerKind]) -> Sequence[TrackerLink]:
        is_asked = _LINK.c.asked_at.is_not(None) & _LINK.c.tracker.in_(trackers)
        return self._links(select(_LINK).where(is_asked).order_by(_LINK.c.asked_at, _LINK.c.id))

    def to(self, place: Place, issues: Collection[str]) -> Sequence[TrackerLink]:
        wanted = select(_LINK).where(_is_in(place) & _IS_DONE).order_by(_LINK.c.id)
        some = chunks(sorted(issues), LOOKED_UP)
        return [link for part in some for link in self._links(wanted.where(_LINK.c.issue.in_(part)))]

    def checked(self, place: Place, *, now: datetime) -> None:
        self._connection.execute(update(_LINK).where(_is_in(place) & _IS_DONE).values(checked_at=now))

    def places(self) -> Sequence[Place]:
        wanted = select(_LINK.c.tracker, _LINK.c.project).where(_IS_DONE).distinct().order_by("tracker", "project")
        return [Place(TrackerKind(row.tracker), row.project) for row in self._connection.execute(wanted)]

    def claim_watch(self, place: Place, *, now: datetime, until: datetime) -> datetime | None:
        known = {"tracker": place.tracker, "project": place.project}
        new = insert_into(self._connection, _WATCH).values(known | {"seen_until": now - FIRST_LOOK, "next_at": until})
        mine = new.on_conflict_do_update(
            index_elements=["tracker", "project"], set_={"next_at": until}, where=_WATCH.c.next_at <= now
        )
        return self._connection.execute(mine.returning(_WATCH.c.seen_until)).scalar()

    def watched(self, place: Place, *, seen_until: datetime) -> None:
        there = (_WATCH.c.tracker == place.tracker) & (_WATCH.c.project == place.project)
        later = there & (_WATCH.c.seen_until < seen_until)
        self._connection.execute(update(_WATCH).where(later).values(seen_until=seen_until))

    def _links(self, wanted: Select[tuple[object, ...]]) -> Sequence[TrackerLink]:
        return [link_from(row) for row in self._connection.execute(wanted).mappings()]

    def _unsaid(self, links: Sequence[int]) -> dict[int, int]:
        is_failed = _NOTE.c.link.in_(links) & (_NOTE.c.work_state == WorkState.FAILED)
        counted = select(_NOTE.c.link, func.count()).where(is_failed).group_by(_NOTE.c.link)
        return {row[0]: row[1] for row in self._connection.execute(counted)} if links else {}


def _is_in(place: Place) -> ColumnElement[bool]:
    return (_LINK.c.tracker == place.tracker) & (_LINK.c.project == place.project)
