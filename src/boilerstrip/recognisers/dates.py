"""Reads a date as pages write it: in ISO 8601, or in words of the lexicons' languages; never a guess.

A date needs its day, month and year. No library for free-form dates is used, because such libraries take missing parts from today's date.
"3/4/2031" is a date only where the language says which number is the month. The lexicons' list `month_numbers` holds entries such as "5 may";
`modified_words` holds the words that say that a page was changed ("updated").
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from boilerstrip.lexicon import Lexicon
from boilerstrip.text.normalise import fold

_YEAR = r"(?:19|20)\d\d"
# With vowel signs, which `re` takes for no letters (Hindi).
_NAME = r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0903\u093a-\u0957]){2,14}"
# What follows a number ("3rd", "1er"), and what stands between the parts ("3 de mayo", "a las 10:30"), in whatever language.
_ORDINAL = r"(?:[^\W\d_]{2}|\.|º)?"
_LINK = r"(?:[^\W\d_]{2,3}[ ])?"
# The groups of each alternative are its year, month and day. Only a year after a month's name may have digits after it, which are a counter
# that scraping glued to it ("22 Dec 2016651"). In the last one, `a` and `b` are day and month in either order.
_DATE = re.compile(
    rf"""(?<![\d.:/])(?:
      (?P<y0>{_YEAR})(?:-|/|\.[ ]?|[ ]?年[ ]?|년[ ]?)(?P<m0>\d\d?)(?:-|/|\.[ ]?|[ ]?月[ ]?|월[ ]?)(?P<d0>\d\d?)(?!\d)
    | (?P<d1>\d\d?)\.[ ]?(?P<m1>\d\d?)\.[ ]?(?P<y1>{_YEAR})(?!\d)
    | (?P<d2>\d\d?){_ORDINAL},?[ -]{_LINK}(?P<m2>{_NAME})\.?,?[ -]{_LINK}(?P<y2>{_YEAR})
    | (?P<m3>{_NAME})\.?[ ](?P<d3>\d\d?){_ORDINAL},?[ ](?P<y3>{_YEAR})
    | (?P<y4>{_YEAR})\.?[ ](?P<m4>{_NAME})[ ](?P<d4>\d\d?)(?!\d)
    | (?P<a>\d\d?)[/-](?P<b>\d\d?)[/-](?P<y5>{_YEAR})(?!\d)
    )""",
    re.X,
)
_TIME = re.compile(
    r"[\s,|·•–-]{0,4}(?:[T日일]\s?)?(?:[^\W\d_]{1,3}\.? ){0,2}"
    r"(?P<hour>\d\d?)[:.h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?(?!\d)"
    r" ?(?:(?P<half>[ap])\.?m\b\.?)? ?(?P<zone>z\b|utc\b|gmt\b|[+-]\d\d:?\d\d)?",
    re.I,
)
_ISO = re.compile(r"\d{4}-?\d\d-?\d\d(?:$|[T ]\d)")
_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = 12
_HALF_DAY = 12  # hours
_FIRST_YEAR = 1900
# A line of dates: its length, and the lists of its words.
_MOST_LINE_CHARS = 120
_LINE_LISTS = ("credit_stops", "date_words", "date_marks", "modified_words")
# Shorter words are not looked for at the ends of other words.
_LEAST_GLUED_CHARS = 7


def parse_date(text: str, lexicon: Lexicon, language: str | None = None) -> datetime | None:
    """The first date in a text that is not the date of a change; `None` where there is none, or where it can be read in two ways.

    The time of day is midnight where the text gives none. The result has a time zone where the text has an offset, "UTC" or "Z".

    >>> from boilerstrip.lexicon import load
    >>> parse_date("2031-05-03T10:30:00+02:00", load()).isoformat(), parse_date("Updated: 3 May 2031", load())
    ('2031-05-03T10:30:00+02:00', None)
    >>> parse_date("Published May 3, 2031 at 1:05 pm", load()).isoformat(), parse_date("3/4/2031", load())
    ('2031-05-03T13:05:00', None)
    """
    text = text.strip(" \"'")
    if _ISO.match(text):
        try:
            date = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            return date if date.year >= _FIRST_YEAR else None
    return _parse_words(fold(text), lexicon, language)


def mentions_update(folded: str, lexicon: Lexicon) -> bool:
    """Whether a folded text says that a page was changed; scraping may have glued that word to the word before it.

    >>> from boilerstrip.lexicon import load
    >>> [mentions_update(text, load()) for text in ("last updated:", "ada wrenupdated", "published")]
    [True, True, False]
    """
    modified, endings = lexicon.list("modified_words"), _list_endings(lexicon)
    return any(word in modified or word.endswith(endings) for word in _WORD.findall(folded))


def is_date_line(text: str, lexicon: Lexicon, language: str | None = None) -> bool:
    """Whether a line is a date of publication and nothing else but times, labels and dates of changes.

    >>> from boilerstrip.lexicon import load
    >>> [is_date_line(text, load()) for text in ("3 May 2031, 10:30 | Updated 4 May 2031", "Concert on 3 May 2031")]
    [True, False]
    """
    folded = fold(text)
    if len(folded) > _MOST_LINE_CHARS or _parse_words(folded, lexicon, language) is None:
        return False
    months = _map_months(lexicon)
    return all(
        any(word in lexicon.list(name) for name in _LINE_LISTS) or word in months or len(word) == 1
        for word in _WORD.findall(folded)
    )


def _parse_words(folded: str, lexicon: Lexicon, language: str | None) -> datetime | None:
    end = 0
    for match in _DATE.finditer(folded):
        before, end = folded[end : match.start()], match.end()
        if mentions_update(before, lexicon):
            continue
        if (day := _read_day(match, lexicon, language)) is not None:
            return _add_time(day, folded, end)
    return None


def _read_day(match: re.Match[str], lexicon: Lexicon, language: str | None) -> datetime | None:
    groups = {name[0]: value for name, value in match.groupdict().items() if value}
    year = int(groups["y"])
    if "a" in groups:
        first, second = int(groups["a"]), int(groups["b"])
        if first == second or second > _MONTHS:
            month, day = first, second
        elif first > _MONTHS or (language and language != "en"):
            month, day = second, first
        else:
            return None
    else:
        name, day = groups["m"], int(groups["d"])
        month = int(name) if name.isdigit() else _map_months(lexicon).get(name, 0)
    try:
        return datetime(year, month, day)  # pages seldom give their time zone
    except ValueError:
        return None


def _add_time(day: datetime, folded: str, start: int) -> datetime:
    """The day with the time that follows it in the text; the day itself where no time follows."""
    time = _TIME.match(folded, start)
    if time is None:
        return day
    hour, half, zone = int(time["hour"]), time["half"], time["zone"]
    if half and 1 <= hour <= _HALF_DAY:
        hour = hour % _HALF_DAY + (_HALF_DAY if half in "pP" else 0)
    try:
        return day.replace(hour=hour, minute=int(time["minute"]), second=int(time["second"] or 0), tzinfo=_parse_zone(zone))
    except ValueError:
        return day


def _parse_zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-offset if text[0] == "-" else offset)


@lru_cache(maxsize=16)
def _map_months(lexicon: Lexicon) -> dict[str, int]:
    pairs = (entry.split(" ", 1) for entry in lexicon.list("month_numbers"))
    return {name: int(number) for number, name in pairs}


@lru_cache(maxsize=16)
def _list_endings(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple([word for word in lexicon.list("modified_words") if len(word) >= _LEAST_GLUED_CHARS])
