"""Plants junk lines into clean articles, to train on what users clean: nearly clean texts, with junk in words that no list knows.

Annotated pages are whole dumps, mostly in a few languages. A planted source is a short clean article of a bank, an annotated page's article
or a labelled text, with one to six groups of junk lines and one or two sentences that look like junk put between its paragraphs, written as
text, Markdown or HTML.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from boilerstrip.decide.labeller.labels import KEPT_LABELS
from boilerstrip.lexicon import load
from boilerstrip.text.sentences import count_words
from boilerstrip.training.bank import Bank, Line

# Weights of lines, relative to a labelled line: a planted one; one of a bank's article, with and without planted lines; one of a real page.
_PLANTED, _OF_BANK, _OF_CLEAN, _OF_PAGE = 1.0, 0.6, 0.8, 0.3
# Shares: junk in the article's language, single messages, groups said twice, groups between the paragraphs or before them (else after the end),
# articles with a menu and a foot, labelled texts stripped to what they keep, pages cut to a few paragraphs, pages with a byline.
_OWN_LANGUAGE, _MESSAGES, _TWICE, _BETWEEN, _BEFORE = 0.75, 0.06, 0.12, 0.62, 0.12
_WITH_MENU, _STRIPPED, _SHORTENED, _WITH_BYLINE = 0.33, 0.45, 0.5, 0.7
# Shares of the articles with a pull quote, with their headline said again; and of pull quotes in quotation marks.
_WITH_QUOTE, _WITH_TITLE, _MARKED = 0.3, 0.08, 0.6
_QUOTE_WORDS = range(5, 31)
# The share of the articles in which a short line comes again and again, as a refrain or a running head does; how often, and its words.
_WITH_REFRAIN, _TIMES_AGAIN, _REFRAIN_WORDS = 0.08, (2, 4), range(2, 10)
_SENTENCE_BREAK = re.compile("(?<=[.!?])\\s+|(?<=[。！？])")
_MOST_GROUPS, _MOST_LINES = 6, 400
_MENU_LABELS = frozenset(["navigation", "consent", "sharing", "other"])
_LINKED_LABELS = frozenset(["related", "navigation", "sharing"])
_PAGE_PARAGRAPHS = range(4, 60)
_SHORT_WORDS = 7
# The elements that junk stands in, by its label.
_PLAIN_BOXES = ("div", "div", "div", "section")
_BOXES = {
    "navigation": ("nav", "header", "footer", "div", "div"),
    "consent": ("form", "div", "div"),
    "related": ("aside", "section", "div", "div"),
    "newsletter": ("form", "aside", "div", "div", "section"),
    "credits": ("footer", "div", "div"),
    "other": ("footer", "div", "div"),
    "caption": ("figure", "figcaption", "div"),
}
_WORD_LETTERS = "abcdefghijklmnop0123456789"
# Stand in for the name of an outlet or a product.
NAMES_OF_OUTLETS = (
    "Harbour Post", "The Weekly Lantern", "Nordkurier", "La Voz del Puerto", "Il Faro", "Gazeta Rynek", "Le Quai", "Talbote", "De Brug",
    "Fjordposten", "Kvällsbladet", "Új Hírlap", "Вестник", "Гавань", "海風新聞", "港町日報", "바다신문",
    "صوت الميناء", "קול הנמל", "सागर संदेश", "Bản tin Cảng", "Kabar Pelabuhan", "Liman", "Tide", "Common Ground", "Orbit",
)  # fmt: skip


class PlantedLine(NamedTuple):
    """A line of a planted source: its label, its text, and how much it weighs in training."""

    label: str
    text: str
    weight: float


class PlantedSource(NamedTuple):
    """A planted source: the page that it comes from (`None` for an article of the bank), its text and kind, and its lines in order."""

    page: str | None
    url: str | None
    language: str
    kind: str
    text: str
    lines: tuple[PlantedLine, ...]


def plant_articles(bank: Bank, times: int, seed: int) -> Iterator[PlantedSource]:
    """Each article of the bank, once as it is and otherwise with junk planted, `times` in all."""
    rng = random.Random(seed)
    for language in sorted(bank.articles):
        for article in bank.articles[language]:
            clean = tuple([PlantedLine(label, text, _OF_CLEAN) for label, text in article])
            yield _write(rng, None, None, language, clean)
            for _ in range(times - 1):
                yield _write(rng, None, None, language, plant(rng, bank, language, article, _OF_BANK))


def plant_labelled(bank: Bank, records: Sequence[Mapping[str, Any]], seed: int) -> Iterator[PlantedSource]:
    """Each labelled text of the benchmark with junk planted, nearly half of them stripped to the lines that stay."""
    rng = random.Random(seed)
    for record in records:
        rows = record["text"].split("\n")
        lines = [(label.rstrip("!"), rows[number].strip()) for number, label in record["labels"]]
        if rng.random() < _STRIPPED:
            lines = [line for line in lines if line[0] in KEPT_LABELS]
        if len(lines) <= _MOST_LINES and sum(label == "body" for label, _ in lines) > 1:
            page = record["id"].partition("/")[0]
            planted = plant(rng, bank, record["lang"], lines, _OF_PAGE)
            yield PlantedSource(page, record["url"], record["lang"], *_write_text(rng, planted), planted)


def plant_pages(bank: Bank, records: Sequence[Mapping[str, Any]], most: int, seed: int) -> Iterator[PlantedSource]:
    """The articles of annotated pages with junk planted, `most` at most; those in languages with few pages come first."""
    rng = random.Random(seed)
    usable = [record for record in records if record["gold"]["headline"] and len(record["gold"]["body"]) in _PAGE_PARAGRAPHS]
    rng.shuffle(usable)
    usable.sort(key=lambda record: record["lang"] in ("en", "de"))
    for record in usable[:most]:
        language = record["lang"] or "en"
        planted = plant(rng, bank, language, _read_article(rng, language, record["gold"]), _OF_PAGE)
        yield _write(rng, record["id"], record["url"], language, planted)


def plant(rng: random.Random, bank: Bank, language: str, lines: Sequence[Line], weight: float) -> tuple[PlantedLine, ...]:
    """The lines of an article, each with a weight, and planted lines between and around them.

    >>> bank = Bank({"en": ((("advert", "Ad"),),)}, {}, {"en": ("Ads paid for the ferry.",)}, {})
    >>> found = plant(random.Random(1), bank, "en", [("headline", "Ferry sinks"), ("body", "It sank."), ("body", "All are safe.")], 0.5)
    >>> [line.text for line in found if line.weight == 0.5]
    ['Ferry sinks', 'It sank.', 'All are safe.']
    >>> sorted({line.text for line in found if line.weight == 1.0})
    ['Ad', 'Ads paid for the ferry.']
    """
    name, own = rng.choice(NAMES_OF_OUTLETS), language if language in bank.groups else rng.choice(bank.languages)
    body = [place for place, (label, _) in enumerate(lines) if label == "body"]
    gaps: dict[int, list[Line]] = defaultdict(list)
    for _ in range(rng.randint(1, _MOST_GROUPS)):
        group = _pick_group(rng, bank, language)
        # Said again, a promotion often has fewer lines.
        again = group[: rng.randint(1, len(group))] if rng.random() < _TWICE else []
        gaps[_pick_gap(rng, body, len(lines))] += group
        gaps[_pick_gap(rng, body, len(lines))] += again
    for _ in range(rng.randint(1, 2) if len(body) > 1 else 0):
        gaps[rng.choice([*body[1:], *(gap for gap in gaps if body[0] < gap < len(lines))])].append(
            ("body", rng.choice(bank.negatives[own]))
        )
    for line in _pick_refrain(rng, bank.negatives[own], lines) if len(body) > 2 else ():
        gaps[rng.choice(body[1:])].append(line)
    for line in _repeat_lines(rng, lines):
        gaps[rng.choice([*body, len(lines)])].append(line)
    if rng.random() < _WITH_MENU:
        menu = [line for group in bank.groups[own] for line in group if line[0] in _MENU_LABELS]
        gaps[0] = rng.sample(menu, min(len(menu), rng.randint(3, 9))) + gaps[0]
        gaps[len(lines)] += rng.sample(menu, min(len(menu), rng.randint(2, 8)))
    planted: list[PlantedLine] = []
    for place in range(len(lines) + 1):
        planted += [PlantedLine(label, _tidy(text.replace("{N}", name)), _PLANTED) for label, text in gaps.get(place, ())]
        if place < len(lines):
            planted.append(PlantedLine(lines[place][0], _tidy(lines[place][1]), weight))
    return tuple([line for line in planted if line.text])


def _pick_refrain(rng: random.Random, negatives: Sequence[str], lines: Sequence[Line]) -> list[Line]:
    """A short line of the article or of the hard negatives, as often as it comes again; in most articles none."""
    if rng.random() >= _WITH_REFRAIN:
        return []
    short = [
        text
        for text in (*negatives, *(text for label, text in lines if label == "body"))
        if count_words(text) in _REFRAIN_WORDS
    ]
    return [("body", rng.choice(short))] * rng.randint(*_TIMES_AGAIN) if short else []


def _repeat_lines(rng: random.Random, lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that say again what the article says: a pull quote, a sentence of a longer paragraph; and the headline."""
    if rng.random() < _WITH_QUOTE:
        paragraphs = [_SENTENCE_BREAK.split(text) for label, text in lines if label == "body"]
        quotes = [part for parts in paragraphs if len(parts) > 1 for part in parts if count_words(part) in _QUOTE_WORDS]
        if quotes:
            quote = rng.choice(quotes).strip('"“”„«» ')
            yield "repeat", f"“{quote}”" if rng.random() < _MARKED else quote
    if rng.random() < _WITH_TITLE:
        yield from (("repeat", text) for label, text in lines if label == "headline")


def _pick_group(rng: random.Random, bank: Bank, language: str) -> list[Line]:
    if language not in bank.groups or rng.random() >= _OWN_LANGUAGE:
        language = rng.choice(bank.languages)
    messages = bank.messages.get(language)
    return list(rng.choice(messages if messages and rng.random() < _MESSAGES else bank.groups[language]))


def _pick_gap(rng: random.Random, body: Sequence[int], end: int) -> int:
    """Before which line a group is planted: between two paragraphs, at the beginning, or at the `end`."""
    if len(body) > 1 and rng.random() < _BETWEEN:
        return rng.choice(body[1:])
    return 0 if rng.random() < _BEFORE else end


def _read_article(rng: random.Random, language: str, gold: Mapping[str, Any]) -> list[Line]:
    """The lines of an annotated page's article."""
    lines = [("headline", gold["headline"]), *(("standfirst", text) for text in (gold["standfirst"] or ())[:2])]
    if gold["authors"] and rng.random() < _WITH_BYLINE:
        prefix = rng.choice(sorted(load(language).list("byline_prefixes")))
        lines.append(("byline", f"{prefix.capitalize()} {', '.join(gold['authors'])}"))
    body = gold["body"]
    if rng.random() < _SHORTENED:
        body = body[: rng.randint(3, 8)]
    return lines + [("body", text) for text in body]


def _write(
    rng: random.Random, page: str | None, url: str | None, language: str, lines: tuple[PlantedLine, ...]
) -> PlantedSource:
    kind, text = rng.choice(_WRITERS)(rng, lines)
    return PlantedSource(page, url, language, kind, text, lines)


def _write_text(rng: random.Random, lines: Sequence[PlantedLine]) -> tuple[str, str]:
    return "text", rng.choice(("\n", "\n\n", "\n\n")).join([line.text for line in lines])


def _write_markdown(rng: random.Random, lines: Sequence[PlantedLine]) -> tuple[str, str]:
    return "markdown", "\n\n".join([_mark_up(rng, line) for line in lines])


def _mark_up(rng: random.Random, line: PlantedLine) -> str:
    """A line as Markdown; junk as a link, in bold, as a quote or a heading, or plain."""
    text = line.text.replace("<", "&lt;")
    link, short = f"[{text}](https://example.org/a)", _is_short(line.text)
    if line.label == "headline":
        return f"# {text}"
    chance = rng.random()
    if line.label in KEPT_LABELS:
        return f"## {text}" if line.label == "body" and short and not text.endswith(".") and chance < 0.3 else text
    if line.label in _LINKED_LABELS and chance < 0.6:
        return f"- {link}" if chance < 0.3 else link
    forms = [(0.35, link if short else text), (0.5, f"**{text}**"), (0.6, f"> {text}"), (0.7, f"### {text}" if short else text)]
    return next((form for limit, form in forms if chance < limit), text)


def _write_html(rng: random.Random, lines: Sequence[PlantedLine]) -> tuple[str, str]:
    """A page whose classes say nothing, as those of many sites today; junk stands in boxes of its own, menus often in elements for menus."""
    headline = next((line.text for line in lines if line.label == "headline"), "")
    wrapper = rng.choice(("article", "div", "main"))
    parts = [f"<html><head><title>{escape(headline)}</title></head><body><{wrapper} class='{_random_class(rng)}'>"]
    box = ""
    for line in lines:
        is_kept = line.label in KEPT_LABELS
        if box and is_kept:
            parts.append(f"</{box}>")
            box = ""
        elif not box and not is_kept:
            box = rng.choice(_BOXES.get(line.label, _PLAIN_BOXES))
            parts.append(f"<{box} class='{_random_class(rng)}'>")
        parts.append(_tag_kept(rng, line) if is_kept else _tag_junk(rng, line))
    parts.append(f"</{box}>" if box else "")
    return "html", "\n".join([*parts, f"</{wrapper}></body></html>"])


def _tag_kept(rng: random.Random, line: PlantedLine) -> str:
    is_heading = line.label == "body" and _is_short(line.text) and line.text[-1] not in ".!?。" and rng.random() < 0.5
    tag = "h1" if line.label == "headline" else "h2" if is_heading else "p"
    return f"<{tag}>{escape(line.text)}</{tag}>"


def _tag_junk(rng: random.Random, line: PlantedLine) -> str:
    text, chance = escape(line.text), rng.random()
    if line.label == "navigation" and chance < 0.4:
        return f"<ul><li><a href='/x'>{text}</a></li></ul>"
    if line.label in _LINKED_LABELS and chance < 0.7:
        return f"<div><a href='/x'>{text}</a></div>"
    if _is_short(line.text) and chance < 0.4:
        return f"<button>{text}</button>"
    return f"<h3>{text}</h3>" if chance < 0.25 else f"<p>{text}</p>"


def _random_class(rng: random.Random) -> str:
    return "".join([rng.choice(_WORD_LETTERS) for _ in range(6)])


def _is_short(text: str) -> bool:
    return len(text.split()) <= _SHORT_WORDS


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


_Writer = Callable[[random.Random, Sequence[PlantedLine]], tuple[str, str]]
_WRITERS: tuple[_Writer, ...] = (_write_text, _write_text, _write_text, _write_markdown, _write_html)
