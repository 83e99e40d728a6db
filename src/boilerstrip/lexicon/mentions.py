"""Finds wordings of boilerplate that an article mentions and does not use.

An article mentions a wording in reported speech, in a step of a manual, or in a paragraph that goes on as an article. Then a certain
entry counts as a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from boilerstrip.lexicon.entries import Entry
from boilerstrip.text.sentences import closes_with_stop

SENTENCE_START = re.compile(r"[.!?…][\"')\]]* (?=\S)")
_WORD = re.compile(r"[^\W\d_]+")
# A shorter sentence after a pitch is as often part of the pitch.
_LEAST_STATEMENT_WORDS = 8
# In other categories, the text after the wording always belongs to it: the title of a teaser, an author's life.
_PITCH_CATEGORIES = frozenset(["newsletter", "subscribe"])
# Their wordings have verbs of saying without a quotation: "... writes about boats".
_AUTHOR_CATEGORIES = frozenset(["credits", "caption"])
_NEVER = re.compile("(?!)")


class MentionDetector:
    """Decides with a lexicon's word lists whether a wording is only mentioned."""

    def __init__(self, word_lists: Mapping[str, frozenset[str]]) -> None:
        self._word_lists = word_lists

    @staticmethod
    def is_label_sentence(entry: Entry, folded: str) -> bool:
        """Whether the wording of a label closes with a full stop. Buttons have none.

        >>> label = Entry("subscribe", "x", "en", "create an account", label=True)
        >>> MentionDetector.is_label_sentence(label, "create an account."), MentionDetector.is_label_sentence(label, "create an account")
        (True, False)
        """
        return entry.label and closes_with_stop(folded)

    def is_reported(self, entry: Entry, folded: str, start: int) -> bool:
        """Whether the text from `start` on is reported speech: "..., the banner said, but".

        >>> detector = MentionDetector({"reporting_verbs": frozenset(["said"]), "addressing_words": frozenset(["you"])})
        >>> entry, texts = Entry("consent", "x", "en", "we use cookies"), ["we use cookies, the banner said.", "we use cookies, you said."]
        >>> [detector.is_reported(entry, text, 0) for text in texts]
        [True, False]
        """
        if entry.category in _AUTHOR_CATEGORIES or not closes_with_stop(folded):
            return False
        return any(self._addressing.isdisjoint(_WORD.findall(hit[0])) for hit in self._attribution.finditer(folded, start))

    def find_statements_after(self, entry: Entry, folded: str, start: int) -> Iterator[int]:
        """The starts of the sentences after a pitch that neither speak to the reader nor have words of a pitch."""
        if entry.match != "start" or entry.category not in _PITCH_CATEGORIES:
            return
        starts = [*(match.end() for match in SENTENCE_START.finditer(folded, start)), len(folded)]
        for place, end in pairwise(starts):
            words = _WORD.findall(folded, place, end)
            if len(words) >= _LEAST_STATEMENT_WORDS and self._promoting.isdisjoint(words):
                yield place

    @cached_property
    def _addressing(self) -> frozenset[str]:
        return self._word_lists.get("addressing_words", frozenset())

    @cached_property
    def _promoting(self) -> frozenset[str]:
        lists = (self._word_lists.get(name, frozenset()) for name in ("pitch_words", "small_print_words"))
        return self._addressing.union(*lists)

    @cached_property
    def _attribution(self) -> re.Pattern[str]:
        """A clause of up to six words with a verb of saying, or a source: "sagte der Bürgermeister", "according to the report"."""
        verbs, sources = self._word_lists.get("reporting_verbs", ()), self._word_lists.get("reporting_sources", ())
        if not verbs:
            return _NEVER
        source = rf"(?:{_join_alternatives(sources)}) [\w.'-]+" if sources else "(?!)"
        return re.compile(rf"[,;?!\"] (?:(?:[\w.'-]+ ){{0,5}}(?:{_join_alternatives(verbs)})\b(?: [\w'-]+)?|{source})")


def _join_alternatives(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words)))
