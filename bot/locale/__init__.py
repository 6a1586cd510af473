"""What is said to people, in their language: `words_for(language)` gives the words, English is the key."""

from __future__ import annotations

from bot.locale.words import Language, Words, language_for, marked, words_for

__all__ = ["Language", "Words", "language_for", "marked", "words_for"]
