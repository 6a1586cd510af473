"""Which touchpoints are contact in both directions: the only ones that end a silence."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from domain.accounts import TouchpointDirection, TouchpointKind
from storage.tables import TouchpointRow, table_of

_TOUCH = table_of(TouchpointRow).c

IS_TWO_WAY: ColumnElement[bool] = (_TOUCH.direction == TouchpointDirection.TWO_WAY.value) & ~(
    _TOUCH.automatic & (_TOUCH.kind == TouchpointKind.EMAIL.value)
)
"""As `domain.touchpoints.touchpoint.is_two_way` has it."""
