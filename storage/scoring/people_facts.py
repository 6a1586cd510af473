"""Contacts and touchpoints as facts: the last months in one look, the past only where they leave something open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Select

from domain.health.columns import Codes, Flags, Floats, PeopleFacts, latest, newer
from storage.scoring import sources
from storage.scoring.reading import Source, aligned, placed


@dataclass(frozen=True, slots=True)
class TouchedRows:
    """Two-way touchpoints of the last months, each as often as contacts took part; NaN where none did."""

    spot: Codes
    at: Floats
    contact: Floats
    is_champion: Flags


def touched_rows(source: Source, account: Codes) -> TouchedRows:
    spot, rows = placed(account, source.rows(sources.touches()))
    at, contact, champion = rows.T
    return TouchedRows(spot, at, contact, champion > 0)


def people_facts(source: Source, account: Codes, touched: TouchedRows) -> PeopleFacts:
    contacts, champions, left, left_on = aligned(account, source.rows(sources.people()))
    lately = latest(touched.spot, touched.at, len(account))
    by_champion = latest(touched.spot[touched.is_champion], touched.at[touched.is_champion], len(account))
    quiet_champions = (champions > 0) & np.isnan(by_champion)
    return PeopleFacts(
        last_two_way_at=_looked_back(source, account, lately, sources.last_touch(), where=np.isnan(lately)),
        engaged=_engaged(source, touched, len(account)),
        contacts=contacts,
        champions=champions,
        champions_left=left,
        champion_left_on=left_on,
        champion_touched_at=_looked_back(
            source, account, by_champion, sources.last_champion_touch(), where=quiet_champions
        ),
    )


def _engaged(source: Source, touched: TouchedRows, size: int) -> Floats:
    """How many different contacts took part in the last quarter."""
    since = source.moment.day_begins(before=sources.QUARTER_DAYS).timestamp()
    counts = (touched.at >= since) & ~np.isnan(touched.contact)
    contact = touched.contact[counts].astype(np.int64)
    stride = contact.max(initial=0) + 1
    pairs = np.unique(touched.spot[counts] * stride + contact)
    return np.bincount(pairs // stride, minlength=size).astype(np.float64)


def _looked_back(source: Source, account: Codes, lately: Floats, statement: Select[Any], *, where: Flags) -> Floats:
    if not where.any():
        return lately
    (ever,) = aligned(account, source.needing(account, where).rows(statement))
    return newer(lately, ever)
