"""expansion"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _of(name: str, target: str, *, ondelete: str = "CASCADE", nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(target, ondelete=ondelete), nullable=nullable)


def upgrade() -> None:
    op.add_column("account", sa.Column("open_plays", sa.String))
    _plays()
    op.create_table(
        "play_step",
        sa.Column("id", sa.Integer, primary_key=True),
        _of("play", "play.id"),
        _instant("at"),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("amount_minor", sa.BigInteger),
        sa.Column("amount_currency", sa.String),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("before", sa.String),
    )
    op.create_index("ix_play_step_play_at", "play_step", ["play", "at"])
    op.create_table(
        "play_pass",
        sa.Column(
            "account",
            sa.Integer,
            sa.ForeignKey("account.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("by", sa.String, nullable=False),
        _instant("at"),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("used", sa.Integer, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("reason", sa.String, nullable=False),
    )


def _plays() -> None:
    op.create_table(
        "play",
        sa.Column("id", sa.Integer, primary_key=True),
        _of("account", "account.id"),
        *(sa.Column(name, sa.String, nullable=False) for name in ("kind", "about", "stage", "owner", "by")),
        _instant("at"),
        _instant("staged_at"),
        sa.Column("amount_minor", sa.BigInteger),
        sa.Column("amount_currency", sa.String),
        sa.Column("day", sa.Date),
        _of("contact", "contact.id", ondelete="SET NULL", nullable=True),
        _of("became", "account.id", ondelete="SET NULL", nullable=True),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("ended_on", sa.Date),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_play_account_stage", "play", ["account", "stage"])
    op.create_index("ix_play_owner", "play", ["owner"])
    op.create_index("ix_play_contact", "play", ["contact"])
    op.create_index("ix_play_became", "play", ["became"])
    is_open = sa.text("ended_on IS NULL")
    op.create_index("ix_play_open", "play", ["account"], sqlite_where=is_open, postgresql_where=is_open)


def downgrade() -> None:
    for table in ("play_pass", "play_step", "play"):
        op.drop_table(table)
    op.drop_column("account", "open_plays")
