"""people and surveys"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

CONTACT: tuple[sa.Column[Any], ...] = (
    sa.Column("followed_by", sa.Integer),
    sa.Column("went_to", sa.String),
    sa.Column("by_hand", sa.String, nullable=False, server_default="{}"),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("change", sa.String),
    sa.Column("changed_by", sa.String),
    sa.Column("changed_at", sa.DateTime(timezone=True)),
    sa.Column("before", sa.String),
)
ANSWER: tuple[sa.Column[Any], ...] = (
    sa.Column("scale", sa.Integer),
    sa.Column("author", sa.String),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("changed_by", sa.String),
    sa.Column("changed_at", sa.DateTime(timezone=True)),
)
_FOLLOWED = "fk_contact_followed_by"


def upgrade() -> None:
    with _rebuilt("contact") as contact:
        for column in CONTACT:
            contact.add_column(column)
        contact.create_foreign_key(_FOLLOWED, "contact", ["followed_by"], ["id"], ondelete="SET NULL")
    op.create_index("ix_contact_followed_by", "contact", ["followed_by"])
    for column in ANSWER:
        op.add_column("survey_answer", column)
    _asks()
    _strays()


def _asks() -> None:
    op.create_table(
        "survey_ask",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
        sa.Column("external_id", sa.String, nullable=False),
        sa.Column("survey", sa.String, nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("contact", sa.Integer, sa.ForeignKey("contact.id", ondelete="SET NULL")),
        sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("account", "external_id"),
    )
    op.create_index("ix_survey_ask_asked_on", "survey_ask", ["asked_on"])
    op.create_index("ix_survey_ask_contact", "survey_ask", ["contact"])


def _strays() -> None:
    op.create_table(
        "survey_stray",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("external_id", sa.String, nullable=False),
        sa.Column("named", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("source", "external_id"),
    )


def downgrade() -> None:
    op.drop_table("survey_stray")
    op.drop_table("survey_ask")
    for column in ANSWER:
        op.drop_column("survey_answer", column.name)
    op.drop_index("ix_contact_followed_by", "contact")
    with _rebuilt("contact") as contact:
        contact.drop_constraint(_FOLLOWED, type_="foreignkey")
        for column in CONTACT:
            contact.drop_column(column.name)


def _rebuilt(table: str, **more: Any) -> Any:
    """SQLite makes the table anew; PostgreSQL changes the one that is there."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    return op.batch_alter_table(table, recreate="always" if is_sqlite else "never", **more)
