from __future__ import annotations

from pathlib import Path

from bot import bootstrap
from bot.demo.harbour import MEMBERS, workspace_with_bot
from bot.demo.launch import prepare
from bot.settings import Mode
from domain.permissions import Role
from playground.people import Person
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


def test_the_switch_knows_every_role_beside_those_who_are_like_it() -> None:
    people = {person.id: person for person in workspace_with_bot(Mode.SOCKET, bot_port=1).people.humans()}

    assert {member.role for member in MEMBERS} == set(Role)
    assert {member.slack_id for member in MEMBERS} < set(people)
    assert [_role_of(person) for person in people.values()] == [
        *("CSM", "CSM", "manager", "director", "product manager", "admin", "viewer", "guest", "outsider")
    ]


def _role_of(person: Person) -> str:
    return person.label.partition(",")[0]
