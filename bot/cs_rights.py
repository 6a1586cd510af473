"""Which of the words that follow `/cs` the help names to somebody: none that their role would be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.cs_words import CsWord
from bot.ids import Word
from domain.permissions import Member, may_judge, may_make_tasks, may_read_health, may_set_areas, may_triage


def words_for_role(known: Iterable[CsWord], member: Member) -> Sequence[CsWord]:
    return [each for each in known if _RULES.get(each.word, may_read_health)(member)]


def _may_always(_member: Member) -> bool:
    return True


_RULES: Mapping[Word, Callable[[Member], bool]] = {
    Word.TASK: may_make_tasks,
    Word.DIGEST: may_make_tasks,
    **dict.fromkeys((Word.TASKS, Word.TOUCH, Word.SETTINGS, Word.REQUESTS), _may_always),
    **dict.fromkeys((Word.ALERTS, Word.REPORT, Word.SURVEY, Word.PLAY, Word.REFERRAL, Word.TEAM), may_judge),
    Word.TRIAGE: may_triage,
    Word.AREAS: may_set_areas,
}
"""What is not named here is for whoever may read accounts."""
