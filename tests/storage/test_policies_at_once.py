from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

from domain.ports import PublishedPolicy
from storage.library import SqlLibrary

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
REPLICAS = 4


def test_replicas_that_start_together_on_a_new_book_have_one_policy(library: SqlLibrary) -> None:
    together = Barrier(REPLICAS)

    def publish(_: int) -> PublishedPolicy:
        with library.writing() as book:
            if library.engines.writing.dialect.name == "postgresql":
                together.wait()
            return book.policies.publish("the shipped one", by="moorline", at=NOW)

    with ThreadPoolExecutor(REPLICAS) as pool:
        published = list(pool.map(publish, range(REPLICAS)))

    assert published == [PublishedPolicy(1, "the shipped one", NOW, "moorline")] * REPLICAS
    with library.reading() as book:
        assert book.policies.version(2) is None
