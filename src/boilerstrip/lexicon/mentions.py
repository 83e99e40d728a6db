"""Where the words of boilerplate are told of, not used: as reported speech, as a step of a manual, before the article goes on.

Then what would be certain of boilerplate is a hint.
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
# A shorter sentence behind a pitch is as often part of it.
_LEAST_SAID = 8
# In others what stands behind the wording belongs to it, whatever it says: the title of a teaser, an author's life.
_PITCHES = frozenset(["newsletter", "subscribe"])
# Tells of who writes, without anybody being quoted: "... writes about boats".
_OF_AUTHORS = frozenset(["credits", "caption"])
_NEVER = re.compile("(?!)")


class MentionDetector:
    """Tells, by the words of a lexicon, whether a wording is told of."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        """Take word lists by name."""
        self._words = words

    @staticmethod
    def is_label_sentence(entry: Entry, folded: str) -> bool:
        """Whether a label's words close with a full stop, as no button's do.

        >>> label = Entry("subscribe", "x", "en", "create an account", label=True)
        >>> MentionDetector.is_label_sentence(label, "create an account."), MentionDetector.is_label_sentence(label, "create an account")
        (True, False)
        """
        return entry.label and closes_with_stop(folded)

    def is_reported(self, entry: Entry, folded: str, start: int) -> bool:
        """Whether somebody is said to say what begins there: "..., the banner said, but".

        >>> told = MentionDetector({"reporting_verbs": frozenset(["said"]), "addressing_words": frozenset(["you"])})
        >>> entry = Entry("consent", "x", "en", "we use cookies")
        >>> told.is_reported(entry, "we use cookies, the banner said.", 0), told.is_reported(entry, "we use cookies, you said.", 0)
        (True, False)
        """
        if entry.category in _OF_AUTHORS or not closes_with_stop(folded):
            return False
        return any(self._addressing.isdisjoint(_WORD.findall(hit[0])) for hit in self._attribution.finditer(folded, start))

    def find_statements_after(self, entry: Entry, folded: str, start: int) -> Iterator[int]:
        """Where sentences start that stand behind a pitch, and neither speak to the reader nor have words of a pitch."""
        if entry.match != "start" or entry.category not in _PITCHES:
            return
        starts = [*(match.end() for match in SENTENCE_START.finditer(folded, start)), len(folded)]
        for place, end in pairwise(starts):
            words = _WORD.findall(folded, place, end)
            if len(words) >= _LEAST_SAID and self._promoting.isdisjoint(words):
                yield place

    @cached_property
    def _addressing(self) -> frozenset[str]:
        return self._words.get("addressing_words", frozenset())

    @cached_property
    def _promoting(self) -> frozenset[str]:
        lists = (self._words.get(name, frozenset()) for name in ("pitch_words", "small_print_words"))
        return self._addressing.union(*lists)

    @cached_property
    def _attribution(self) -> re.Pattern[str]:
        """A clause of up to six words with a verb of saying, or a source: "sagte der Bürgermeister", "according to the report"."""
        verbs, sources = self._words.get("reporting_verbs", ()), self._words.get("reporting_sources", ())
        if not verbs:
            return _NEVER
        source = rf"(?:{_either(sources)}) [\w.'-]+" if sources else "(?!)"
        return re.compile(rf"[,;?!\"] (?:(?:[\w.'-]+ ){{0,5}}(?:{_either(verbs)})\b(?: [\w'-]+)?|{source})")


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words)))
