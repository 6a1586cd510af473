"""What became of an answer to a survey, with what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, Element, FieldErrors, Modal, actions, button, context, one_line, quotation, section
from bot.blocks.lengths import too_long
from bot.blocks.people_words import score_words
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.surveys.answer import Group, Survey, group_of
from domain.surveys.form import LIMITS, SurveyField, SurveyProblem
from domain.surveys.told import SurveyKept, SurveyNews, SurveyRefused
from domain.surveys.undoing import UNDO_FOR

UNDO_MINUTES = int(UNDO_FOR.total_seconds() // 60)
_PROBLEMS = {
    SurveyProblem.NO_ACCOUNT: marked("Choose the account that it was with."),
    SurveyProblem.NO_SURVEY: marked("Choose what they were asked."),
    SurveyProblem.NO_SCORE: marked("Choose a score."),
    SurveyProblem.NOT_ON_SCALE: marked("NPS goes from 0 to 10, satisfaction from 1 to 5."),
    SurveyProblem.NO_DAY: marked("Choose a day."),
    SurveyProblem.NOT_YET: marked("That day is still to come. Choose today or an earlier one."),
    SurveyProblem.TOO_OLD: marked("That is more than a year ago: bring it in with an import."),
    SurveyProblem.NOTHING_TO_READ: marked(
        "There is nothing in it that can be read. Write something, or leave it empty."
    ),
}
_NEWS = {
    SurveyNews.KEPT: marked("✓ Kept for *%(account)s*: %(what)s"),
    SurveyNews.EDITED: marked("✓ Changed for *%(account)s*: %(what)s"),
    SurveyNews.UNDONE: marked("✓ Undone: the answer of *%(account)s* is gone. It was %(what)s"),
    SurveyNews.OVERTAKEN: marked(
        "%(by)s changed this answer of *%(account)s* meanwhile, so yours was not kept. It stands so: %(what)s"
    ),
}


def survey_errors(refused: SurveyRefused, words: Words) -> FieldErrors:
    return FieldErrors({field.value: _said(field, problem, words) for field, problem in refused.problems.items()})


def survey_kept(kept: SurveyKept, words: Words) -> Modal:
    blocks: list[Block] = [section("\n".join(_told(kept, words)))]
    if kept.answer.words:
        blocks.append(quotation(kept.answer.words[:_QUOTED]))
    if buttons := list(_buttons(kept, words)):
        blocks.append(actions(*buttons))
    if kept.may_undo:
        within = words.plural(
            "It can be undone for %(count)s minute.", "It can be undone for %(count)s minutes.", UNDO_MINUTES
        )
        blocks.append(context(within))
    return Modal(View.SURVEY, words.text("Survey answer"), tuple(blocks), close=words.text("Close"))


def _told(kept: SurveyKept, words: Words) -> Iterable[str]:
    answer = kept.answer
    what = [score_words(answer.survey, answer.score, answer.scale, words)]
    what += [one_line(kept.person)] if kept.person else []
    what.append(words.day(answer.on))
    yield words.text(
        _NEWS[kept.news],
        account=one_line(kept.account.name),
        what=" · ".join(what),
        by=mentioned(answer.changed_by) if answer.changed_by else words.text("Somebody"),
    )
    if kept.news in {SurveyNews.KEPT, SurveyNews.EDITED}:
        yield _counts(kept, words)


def _counts(kept: SurveyKept, words: Words) -> str:
    if kept.answer.survey != Survey.NPS:
        return words.text("It is kept with its scale, and is no part of the NPS.")
    if group_of(kept.answer.score) is Group.DETRACTOR:
        return words.text("It counts in the NPS and in the score. The owner of the account is told at once.")
    return words.text("It counts in the NPS and in the score.")


def _buttons(kept: SurveyKept, words: Words) -> Iterable[Element]:
    answer = kept.answer
    if kept.may_undo:
        yield button(words.text("Undo"), Action.SURVEY_UNDO, value=f"{answer.id} {answer.version}")
    if answer.is_by_hand and kept.news is not SurveyNews.UNDONE:
        yield button(words.text("Edit"), Action.SURVEY_EDIT, value=str(answer.id))


def _said(field: SurveyField, problem: SurveyProblem, words: Words) -> str:
    return too_long(LIMITS[field], words) if problem is SurveyProblem.TOO_LONG else words.text(_PROBLEMS[problem])


_QUOTED = 600
