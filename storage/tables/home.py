from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class HomeTabRow(BookTable, table=True):
    """A Home tab that somebody opened; `view_hash` is Slack's, `shown` a digest of ours, `view` what they chose.

    `outdated`: somebody else changed what it shows, and nobody has published it since.
    """

    __tablename__ = "home_tab"

    person: str = Field(primary_key=True)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    view_hash: str
    shown: str
    view: str
    outdated: bool | None = None
