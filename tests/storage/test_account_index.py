from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from itertools import product
from threading import Event, Thread

import pytest
from rapidfuzz import fuzz, process
from shelves import SqlShelf
from sqlalchemy import delete, insert

from domain.account_names import normalised, without_legal_form
from domain.accounts import Account
from storage.account_index import AccountIndex
from storage.library import SqlLibrary
from storage.name_index import NameIndex, name_index
from storage.tables import AccountWordRow, table_of

NAMES = (
    "Acme Industrial Holdings",
    "Northwind Traders",
    "Northwind Trading",
    "A&B <Co>",
    "北京星海科技有限公司",
    "上海蓝山咖啡有限公司",
    "Ｇｌｏｂｅｘ Ltd.",
    "Société Générale",
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("acme", "Acme Industrial Holdings", id="the first word"),
        pytest.param("acmee", "Acme Industrial Holdings", id="the first word misspelt"),
        pytest.param("industrial holdings", "Acme Industrial Holdings", id="words inside"),
        pytest.param("nortwind tradres", "Northwind Traders", id="two slips"),
        pytest.param("a and b", "A&B <Co>", id="signs as words"),
        pytest.param("星海科技", "北京星海科技有限公司", id="Chinese without city and ending"),
        pytest.param("蓝山", "上海蓝山咖啡有限公司", id="two characters"),
        pytest.param("上海蓝山珈啡", "上海蓝山咖啡有限公司", id="a wrong character"),
        pytest.param("globx", "Ｇｌｏｂｅｘ Ltd.", id="full width"),
        pytest.param("societe generale sa", "Société Générale", id="accents and a legal form"),
    ],
)
def test_the_account_a_person_means_comes_first(typed: str, found: str) -> None:
    (account, likeness), *_ = _like(typed, NAMES)

    assert NAMES[account] == found
    assert likeness >= 0.8


def test_two_names_that_begin_alike_are_equally_like_their_beginning() -> None:
    (first, likeness), (second, other), *_ = _like("northwind", NAMES)

    assert {NAMES[first], NAMES[second]} == {"Northwind Traders", "Northwind Trading"}
    assert (likeness, other) == (0.95, 0.95)


def test_the_name_without_its_legal_form_is_as_good_as_the_name() -> None:
    assert _like("globex gmbh", NAMES)[0] == (6, 1.0)


def test_the_beginning_of_a_word_is_possible_but_not_clear() -> None:
    assert _like("nort", ["Northwind"]) == [(0, 0.8)]


@pytest.mark.parametrize("typed", ["", "zzz", "&"])
def test_what_shares_nothing_with_a_name_finds_nothing(typed: str) -> None:
    assert _like(typed, NAMES) == []


def test_a_very_long_text_is_looked_at_from_its_beginning() -> None:
    assert _like("星海" * 500, ["星海" * 40, "Acme"]) == [(0, 1.0)]


def test_an_account_counts_once_with_its_best_word() -> None:
    index = name_index([(7, "acme industrial"), (7, "acme example"), (7, "aih"), (8, "acne clinic")])

    assert index.like("acme industrial", limit=5)[0] == (7, 1.0)
    assert [account for account, _ in index.like("acme industrial", limit=5)] == [7, 8]


def test_one_character_is_like_nothing_but_itself_and_what_begins_with_it() -> None:
    assert [account for account, _ in _like("a", ["A", "Acme"])] == [0, 1]


def test_the_best_is_nearly_always_the_one_that_an_exhaustive_look_finds() -> None:
    chance = random.Random(11)
    names = _many_names(chance)
    index = name_index([(place, name) for place, name in enumerate(names)])
    typed = [_misspelt(chance.choice(names), chance) for _ in range(200)]

    exhaustive = [process.extractOne(text, names, scorer=fuzz.ratio) for text in typed]
    agreed = sum(
        fuzz.ratio(text, names[index.like(text, limit=1)[0][0]]) >= best[1]
        for text, best in zip(typed, exhaustive, strict=True)
    )

    assert agreed >= 0.95 * len(typed)


def test_a_new_name_is_found_at_once_by_the_process_that_wrote_it(library: SqlLibrary) -> None:
    shelf = SqlShelf(library)
    shelf.put(Account(1, "Acme"))

    assert _found(library, "globx") == []
    shelf.put(Account(2, "Globex"))
    assert _found(library, "globx") == [2]


def test_a_replica_notices_a_change_within_a_second(library: SqlLibrary) -> None:
    now = [100.0]
    replica = AccountIndex(clock=lambda: now[0])
    shelf = SqlShelf(library)
    shelf.put(Account(1, "Acme"))
    look = _looks(library, replica)

    before = look("globx")
    shelf.put(Account(2, "Globex"))
    now[0] += 0.99
    in_the_same_second = look("globx")
    now[0] += 0.01

    assert (before, in_the_same_second, look("globx")) == ([], [], [2])


def test_nothing_is_read_again_while_no_name_changes(
    sqlite_library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]]
) -> None:
    now = [100.0]
    replica = AccountIndex(clock=lambda: now[0])
    SqlShelf(sqlite_library).put(Account(1, "Acme"))
    look = _looks(sqlite_library, replica)
    look("acme")
    sent = statements(sqlite_library)

    look("acme")
    now[0] += 5
    look("acme")

    assert len(sent) == 1


def test_a_word_taken_away_is_no_longer_found(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme", aliases=("Roadrunner Traps",)))
    assert _found(library, "roadruner traps") == [1]

    with library.writing() as book:
        book.connection.execute(delete(table_of(AccountWordRow)).where(table_of(AccountWordRow).c.kind == "alias"))

    assert _found(library, "roadruner traps") == []


def test_a_search_inside_a_transaction_leaves_nothing_in_the_shared_index(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))

    with pytest.raises(ZeroDivisionError):
        _search_and_fail(library)

    assert _found(library, "globex") == []


def test_while_one_thread_makes_a_new_index_the_others_answer_from_the_old_one(sqlite_library: SqlLibrary) -> None:
    started, go_on = Event(), Event()

    class SlowIndex(AccountIndex):
        def _is_due(self) -> bool:
            return True

        def _refreshed(self, connection: object) -> NameIndex:
            if self._index is None:
                self._index = name_index([(1, "acme")])
            else:
                started.set()
                go_on.wait(5)
            return self._index

    index = SlowIndex()
    look = _looks(sqlite_library, index)
    look("acme")
    slow = Thread(target=look, args=("acme",))
    slow.start()
    started.wait(5)

    found = look("acme")
    go_on.set()
    slow.join()

    assert found == [1]


def _like(typed: str, names: Iterable[str]) -> list[tuple[int, float]]:
    index = name_index([(place, normalised(name)) for place, name in enumerate(names)])
    return index.like(without_legal_form(normalised(typed)), limit=5)


def _looks(library: SqlLibrary, index: AccountIndex) -> Callable[[str], list[int]]:
    def look(typed: str) -> list[int]:
        with library.reading() as book:
            return [account for account, _ in index.like(book.connection, typed, limit=3)]

    return look


def _found(library: SqlLibrary, typed: str) -> list[int]:
    with library.reading() as book:
        return [match.account for match in book.accounts.like(typed, limit=3)]


def _search_and_fail(library: SqlLibrary) -> None:
    with library.writing() as book:
        word = {"account": 1, "kind": "alias", "word": "Globex"}
        book.connection.execute(insert(table_of(AccountWordRow)), word)
        assert [match.account for match in book.accounts.like("globex", limit=3)] == [1]
        raise ZeroDivisionError


def _many_names(chance: random.Random) -> list[str]:
    first = ["acme", "globex", "initech", "umbra", "stark", "wayne", "hooli", "vandelay", "cyber", "tyrell"]
    second = ["north", "blue", "iron", "cloud", "river", "stone", "harbor", "summit", "valley", "crest"]
    third = ["systems", "foods", "media", "health", "capital", "labs", "energy", "robotics", "textiles", "glass"]
    names = [" ".join(words) for words in product(first, second, third)]
    chance.shuffle(names)
    return names


def _misspelt(name: str, chance: random.Random) -> str:
    place = chance.randrange(len(name))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice([name[:place] + name[place + 1 :], f"{name[:place]}{letter}{name[place:]}"])
