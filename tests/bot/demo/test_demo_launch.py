from __future__ import annotations

from pathlib import Path

from bot import bootstrap
from bot.demo.launch import prepare
from storage import migrate
from storage.library import SqlLibrary


def test_a_book_from_earlier_today_knows_no_conversation_of_the_workspace_that_is_gone(tmp_path: Path) -> None:
    database = tmp_path / f"{bootstrap.now().date()}.db"
    migrate.upgrade(f"sqlite:///{database}")
    library = SqlLibrary(f"sqlite:///{database}")
    with library.writing() as book:
        book.outbox.remember_line("U0MAYA0001", "D0000000001")

    again = prepare(tmp_path, fresh=False)

    with library.reading() as book:
        assert (again, book.outbox.direct_line("U0MAYA0001")) == (database, None)
    library.close()
