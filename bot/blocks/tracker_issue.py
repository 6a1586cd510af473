"""What is written into a tracker, for those who read it there; names only where they may go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.blocks.kit import plain
from bot.blocks.request_words import IMPORTANCE_WORDS
from bot.locale import Words
from domain.accounts import Money
from domain.feedback.answer import RequestLook, ToldVoice
from domain.feedback.naming import Naming
from domain.feedback.request import Asker, Request
from domain.feedback.trackers import PartKind, TextPart

MOST_QUOTES, LONGEST_QUOTE = 20, 1000
"""So that all of it fits into the smallest of the trackers, which is Jira with 32,767 letters."""


@dataclass(frozen=True, slots=True)
class TrackerIssueWords:
    """In the language of everybody: a tracker has no reader of its own."""

    words: Words

    def title(self, request: Request, naming: Naming) -> str:
        return " ".join(naming.scrubbed(request.title, self._stand_in).split())

    def issue(self, look: RequestLook, naming: Naming, permalink: str) -> tuple[TextPart, ...]:
        told = [ToldVoice(voice, now) for voice, now in zip(look.voices, look.asking, strict=True)]
        problem = naming.scrubbed(look.request.problem, self._stand_in)
        paragraphs = [problem, self.words.text("Asked for by %(who)s.", who=self._demand(look))]
        said = [TextPart(PartKind.PARAGRAPH, text) for text in paragraphs if text]
        return (*said, *self._quotes(told, naming), self._source(look.request, permalink))

    def voice(self, look: RequestLook, told: ToldVoice, naming: Naming, permalink: str) -> tuple[TextPart, ...]:
        text = self.words.text(
            "One more asks for it: %(who)s. That makes %(all)s.", who=self._who(told, naming), all=self._demand(look)
        )
        quote = self._quote(told, naming)
        return (TextPart(PartKind.PARAGRAPH, text), *quote, self._source(look.request, permalink))

    def merged(
        self, look: RequestLook, merged: Request, told: Sequence[ToldVoice], naming: Naming, permalink: str
    ) -> tuple[TextPart, ...]:
        text = self.words.text(
            "Request #%(number)s “%(title)s” asks for the same and was merged into this one. That makes %(all)s.",
            number=merged.id,
            title=self.title(merged, naming),
            all=self._demand(look),
        )
        quotes = self._quotes(told, naming)
        return (TextPart(PartKind.PARAGRAPH, text), *quotes, self._source(look.request, permalink))

    def _quotes(self, told: Sequence[ToldVoice], naming: Naming) -> Iterable[TextPart]:
        for each in islice((each for each in told if each.voice.quote), MOST_QUOTES):
            yield TextPart(PartKind.PARAGRAPH, self.words.text("%(who)s:", who=self._who(each, naming)))
            yield from self._quote(each, naming)

    def _quote(self, told: ToldVoice, naming: Naming) -> tuple[TextPart, ...]:
        text = naming.scrubbed(told.voice.quote, self._stand_in)
        return (TextPart(PartKind.QUOTE, plain(text, LONGEST_QUOTE)),) if text else ()

    def _who(self, told: ToldVoice, naming: Naming) -> str:
        said = [self._name(told, naming), self.words.text(IMPORTANCE_WORDS[told.voice.importance])]
        if told.voice.blocks_renewal:
            said.append(self.words.text("blocks the renewal"))
        return " · ".join(said)

    def _name(self, told: ToldVoice, naming: Naming) -> str:
        if told.voice.asker is Asker.INTERNAL or not told.now.name:
            return self.words.text("one of us")
        return naming.called(told.now.name, self._stand_in)

    def _stand_in(self, letter: str) -> str:
        return self.words.text("account %(letter)s", letter=letter)

    def _demand(self, look: RequestLook) -> str:
        demand = look.priority.demand
        said = [self.words.plural("%(count)s account", "%(count)s accounts", demand.accounts)]
        if demand.arr:
            arr = self.words.short_money(Money(demand.arr, look.currency))
            said.append(self.words.text("%(arr)s ARR", arr=arr))
        if demand.prospects:
            said.append(self.words.plural("%(count)s prospect", "%(count)s prospects", demand.prospects))
        return " · ".join(said)

    def _source(self, request: Request, permalink: str) -> TextPart:
        said = self.words.text("Request #%(number)s in Slack", number=request.id)
        return TextPart(PartKind.LINK, said, permalink) if permalink else TextPart(PartKind.PARAGRAPH, said)
