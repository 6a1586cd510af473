"""The Home tab over a large book: of one CSM, and of everybody, against the bare SQL of the same lists."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy.dialects import sqlite

from benchmarks.books import MEMBER, NOW
from benchmarks.digests import fill_mornings
from benchmarks.ratios import Ratio, medians
from benchmarks.renewals import TODAY
from benchmarks.sizes import Sizes
from bot.blocks.home import home_page
from bot.bootstrap.book import SHIPPED_POLICY, publish_first_policy
from bot.bootstrap.features.home import sections
from bot.handlers.home_sections import drawings
from bot.locale import Language, words_for
from bot.services.home import Home
from bot.settings import Settings
from domain.digests.items import DROP, RENEWAL_DAYS
from domain.home import WORSE_DAYS
from domain.home_view import HomeView
from domain.permissions import Member, Role
from domain.renewals.listing import RenewalFilter
from storage.home.book import band_sums, next_renewal, worse_accounts
from storage.library import SqlLibrary
from storage.renewals.lists import due_renewals

CSM = Member("U7", "U7", Role.CSM)
ADMIN = Member(MEMBER, "Dana", Role.ADMIN)
EVERYBODY = HomeView("all")
_ROUNDS = 4
"""Times as many as other benchmarks take: a turn is short."""


def home(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    large, small = folder / "large.db", folder / "small.db"
    fill_mornings(large, sizes.renewing)
    fill_mornings(small, sizes.small_book)
    pages = [
        _page(large, ADMIN, EVERYBODY),
        _bare(large),
        _page(large, CSM, HomeView()),
        _page(small, CSM, HomeView()),
    ]
    whole, sql, mine, mine_of_few = medians(pages, rounds=_ROUNDS * sizes.rounds)
    detail = f"{sizes.renewing:,} accounts: {whole * 1e3:.0f} / {sql * 1e3:.0f} ms"
    yield Ratio("Home of an admin over everybody / the bare SQL of the same lists", whole / sql, 8, 4, detail)
    name = f"Home of one CSM: {sizes.renewing:,} / {sizes.small_book:,} accounts"
    yield Ratio(name, mine / mine_of_few, 2, 1.3, f"{mine * 1e3:.1f} / {mine_of_few * 1e3:.1f} ms")


def _page(book: Path, reader: Member, view: HomeView) -> Callable[[], object]:
    """Looked up, worded and drawn, as it goes to Slack."""
    library = SqlLibrary(f"sqlite:///{book}")
    publish_first_policy(library, SHIPPED_POLICY.read_text(encoding="utf-8"))
    parts = sections(Settings(), library)
    made, words = Home(library, lambda: NOW, "UTC", [each.look for each in parts]), words_for(Language.EN)

    def work() -> object:
        look = made.of(reader, view, today=TODAY)
        return home_page(look, words, drawings(parts, look)).view()

    return work


def _bare(book: Path) -> Callable[[], object]:
    """What is read of every account, by the driver alone, every row fetched."""
    connection = sqlite3.connect(f"file:{book}?mode=ro", uri=True)
    soon = RenewalFilter(TODAY, due_until=TODAY + timedelta(days=RENEWAL_DAYS), open_only=True)
    statements = (
        band_sums(None, TODAY),
        worse_accounts(None, TODAY, drop=DROP, days=WORSE_DAYS),
        next_renewal(None, TODAY),
        due_renewals(soon),
    )
    options = {"literal_binds": True}
    texts = [str(each.compile(dialect=sqlite.dialect(), compile_kwargs=options)) for each in statements]
    return lambda: [connection.execute(text).fetchall() for text in texts]
