"""Reads a date as pages write it: in ISO 8601, or in words of the lexicons' languages; never a guess.

A date needs its day, month and year: no library for free dates is used here, as they fill what is missing from today's date. "3/4/2031"
is a date only where the language tells which comes first. The lexicons' list `month_numbers` holds entries such as "5 may", and
`modified_words` those that say that a page was changed ("updated").
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from boilerstrip.lexicon import Lexicon
from boilerstrip.text.normalise import fold

_YEAR = r"(?:19|20)\d\d"
_NAME = r"[^\W\d_]{3,12}"
# What stands behind a number ("3rd", "1er"), and between the parts ("3 de mayo", "a las 10:30"), in whatever language.
_ORDINAL = r"(?:[^\W\d_]{2}|\.|º)?"
_LINK = r"(?:[^\W\d_]{2,3}[ ])?"
# Of an alternative, the groups are its year, month and day.
_DATE = re.compile(
    rf"""(?<![\d.:/])(?:
      (?P<y0>{_YEAR})(?:-|/|\.|[ ]?年[ ]?|년[ ]?)(?P<m0>\d\d?)(?:-|/|\.|[ ]?月[ ]?|월[ ]?)(?P<d0>\d\d?)
    | (?P<d1>\d\d?)\.[ ]?(?P<m1>\d\d?)\.[ ]?(?P<y1>{_YEAR})
    | (?P<d2>\d\d?){_ORDINAL},?[ -]{_LINK}(?P<m2>{_NAME})\.?,?[ -]{_LINK}(?P<y2>{_YEAR})
    | (?P<m3>{_NAME})\.?[ ](?P<d3>\d\d?){_ORDINAL},?[ ](?P<y3>{_YEAR})
    | (?P<y4>{_YEAR})[ ](?P<m4>{_NAME})[ ](?P<d4>\d\d?)
    | (?P<a>\d\d?)[/-](?P<b>\d\d?)[/-](?P<y5>{_YEAR})
    )(?!\d)""",
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
_LEAST_GLUED = 7
_MONTHS = 12
_FIRST_YEAR = 1900


def parse_date(text: str, lexicon: Lexicon, language: str | None = None) -> datetime | None:
    """The first date in a text that is not said to be that of a change; `None` where there is none, or it can be read in two ways.

    With its hour where that is given (else midnight), and aware of its zone where that is given as an offset, "UTC" or "Z".

    >>> from boilerstrip.lexicon import load
    >>> parse_date("2031-05-03T10:30:00+02:00", load()).isoformat(), parse_date("Updated: 3 May 2031", load())
    ('2031-05-03T10:30:00+02:00', None)
    >>> parse_date("Published May 3, 2031 at 1:05 pm", load()).isoformat(), parse_date("3/4/2031", load())
    ('2031-05-03T13:05:00', None)
    """
    text = text.strip(" \"'")
    if _ISO.match(text):
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            return found if found.year >= _FIRST_YEAR else None
    return _written(fold(text), lexicon, language)


def mentions_update(folded: str, lexicon: Lexicon) -> bool:
    """Whether a folded text says that a page was changed; scraping may have glued the word to the one before it.

    >>> from boilerstrip.lexicon import load
    >>> [mentions_update(text, load()) for text in ("last updated:", "ada wrenupdated", "published")]
    [True, True, False]
    """
    changed, ends = lexicon.list("modified_words"), _ends(lexicon)
    return any(word in changed or word.endswith(ends) for word in _WORD.findall(folded))


def _written(folded: str, lexicon: Lexicon, language: str | None) -> datetime | None:
    end = 0
    for match in _DATE.finditer(folded):
        before, end = folded[end : match.start()], match.end()
        if mentions_update(before, lexicon):
            continue
        if (day := _day(match, lexicon, language)) is not None:
            return _timed(day, folded, end)
    return None


def _day(match: re.Match[str], lexicon: Lexicon, language: str | None) -> datetime | None:
    found = {name[0]: value for name, value in match.groupdict().items() if value}
    year = int(found["y"])
    if "a" in found:
        first, second = int(found["a"]), int(found["b"])
        if first == second or second > _MONTHS:
            month, day = first, second
        elif first > _MONTHS or (language and language != "en"):
            month, day = second, first
        else:
            return None
    else:
        name, day = found["m"], int(found["d"])
        month = int(name) if name.isdigit() else _months(lexicon).get(name, 0)
    try:
        return datetime(year, month, day)  # pages seldom say their zone
    except ValueError:
        return None


def _timed(day: datetime, folded: str, start: int) -> datetime:
    """The day with the hour that follows it, if one does."""
    found = _TIME.match(folded, start)
    if found is None:
        return day
    hour, half, zone = int(found["hour"]), found["half"], found["zone"]
    if half and 1 <= hour <= _MONTHS:
        hour = hour % 12 + (12 if half in "pP" else 0)
    try:
        return day.replace(hour=hour, minute=int(found["minute"]), second=int(found["second"] or 0), tzinfo=_zone(zone))
    except ValueError:
        return day


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    size = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-size if text[0] == "-" else size)


@lru_cache(maxsize=16)
def _months(lexicon: Lexicon) -> dict[str, int]:
    pairs = (entry.split(" ", 1) for entry in lexicon.list("month_numbers"))
    return {name: int(number) for number, name in pairs}


@lru_cache(maxsize=16)
def _ends(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple([word for word in lexicon.list("modified_words") if len(word) >= _LEAST_GLUED])
