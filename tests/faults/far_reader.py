"""Reads the book at this address whenever it is told to, and says how that went and how long it took."""

from __future__ import annotations

import sys
import time

from sqlalchemy import text

from domain.errors import BookUnavailableError
from storage.library import SqlLibrary


def outcome(library: SqlLibrary) -> str:
    try:
        with library.reading() as book:
            book.connection.execute(text("SELECT 1"))
    except BookUnavailableError as error:
        return error.what
    return "read"


def main(url: str) -> None:
    library = SqlLibrary(url)
    for _ in sys.stdin:
        began = time.monotonic()
        said = outcome(library)
        sys.stdout.write(f"{said} {time.monotonic() - began:.1f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
