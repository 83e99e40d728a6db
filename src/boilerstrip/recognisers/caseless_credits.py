"""Reads credits of scripts without capitals, where nothing but a word beside the name tells it: "文・北原ゆう", "記者簡以寧", "김민수 기자".

The words are the lexicon's lists `credit_openers_glued` ("文", "記者") and `credit_closers_glued` ("기자"). A name is two to four Han or
Hangul characters, or up to eight with kana. What follows the names is an end or a mark with a house or a photographer; a sentence that goes
on is no credit.
"""

from __future__ import annotations

import re
from functools import lru_cache

from boilerstrip.lexicon import Lexicon

_MOST_CHARS = 60
_HAN_NAME = r"(?:[\u3400-\u9fff]{2,4}|(?=[\u3400-\u9fff々]{0,6}[\u3041-\u30ff])[\u3041-\u30ff\u3400-\u9fff々]{3,8})"
_HANGUL_NAME = r"[\uac00-\ud7a3]{2,4}"
_JOINTS = "[ \u3000、,，·・]"
_OPENING, _CLOSING = "〔[【（(「 ", "〕]】）)」 "
# Between the word and the name, and after the last name.
_MARK = "[ \u3000：:＝=・･/／丨｜|]{0,3}"
_END = "(?=$|[ \u3000/／|｜丨〕】）)\\]＝=，,])"
_NEVER = re.compile("(?!)")


def read_caseless_authors(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The names in a credit of such a script; empty for every other text.

    >>> from boilerstrip.lexicon import load
    >>> read_caseless_authors("文＝宇佐見ほのか\u3000写真＝三ツ木亮", load("ja")), read_caseless_authors("記者簡以寧／海角特稿", load("zh"))
    (('宇佐見ほのか',), ('簡以寧',))
    >>> read_caseless_authors("2031-05-03 来源：河口日报 作者：王小河、李大桥", load("zh"))
    ('王小河', '李大桥')
    >>> read_caseless_authors("문화일보 서지완·문태경 기자", load("ko")), read_caseless_authors("记者王小明报道说，船沉了。", load("zh"))
    (('서지완', '문태경'), ())
    """
    if text.isascii() or len(text) > _MOST_CHARS:
        return ()
    opened, labelled, closed = _patterns(lexicon)
    found = opened.match(text.lstrip(_OPENING)) or labelled.search(text) or closed.search(text.rstrip(_CLOSING))
    names = tuple([name for name in re.split(_JOINTS, found["names"]) if name]) if found else ()
    return names if lexicon.list("not_names").isdisjoint(names) else ()


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    openers, closers = lexicon.list("credit_openers_glued"), lexicon.list("credit_closers_glued")
    han = rf"(?P<names>{_HAN_NAME}(?:{_JOINTS}{_HAN_NAME}(?![＝=：:])){{0,3}})"
    hangul = rf"(?P<names>{_HANGUL_NAME}(?:[·,、]\s?{_HANGUL_NAME}){{0,3}})"
    opened = re.compile(f"(?:{_either(openers)}){_MARK}{han}{_END}") if openers else _NEVER
    labelled = re.compile(rf"(?<=[ \u3000|｜])(?:{_either(openers)})[：:] ?{han}{_END}") if openers else _NEVER
    closed = re.compile(rf"(?:^|[ =]){hangul}\s?(?:{_either(closers)})$") if closers else _NEVER
    return opened, labelled, closed


def _either(words: frozenset[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
