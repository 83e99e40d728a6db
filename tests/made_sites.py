"""Makes the pages of the made-up sites in `fixtures/sites` (the same pages for the same seed), and learns from them."""

from __future__ import annotations

import html
import itertools
import random
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boilerstrip import Article, SiteModel
from cases import FIXTURES

Line = tuple[str, str]  # "template" or the part of the article, and the text
_MARKS = {"headline": "# ", "head": "## ", "template head": "## "}
_TAGS = {"headline": "h1", "head": "h2", "template head": "h2"}


@dataclass(frozen=True)
class MadePage:
    """A page, and the lines of which it is made."""

    url: str
    kind: str
    lines: tuple[Line, ...]

    @property
    def source(self) -> str:
        if self.kind == "html":
            rows = [f"<{_TAGS.get(part, 'p')}>{html.escape(text)}</{_TAGS.get(part, 'p')}>" for part, text in self.lines]
            return "<html><body><div>" + "\n".join(rows) + "</div></body></html>"
        if self.kind == "markdown":
            return "\n\n".join(_MARKS.get(part, "") + text for part, text in self.lines)
        return "\n".join(text for _, text in self.lines)

    @property
    def article(self) -> list[str]:
        return [text for part, text in self.lines if not part.startswith("template")]

    @property
    def template(self) -> list[str]:
        return [text for part, text in self.lines if part.startswith("template")]


def list_made_sites() -> list[Path]:
    return sorted((FIXTURES / "sites").glob("*.toml"))


def make_pages(path: Path, count: int = 20, seed: int = 7) -> list[MadePage]:
    """The pages of a site. In every fifth page, the article has an entry of the menu as a heading, and a refrain."""
    site = tomllib.loads(path.read_text(encoding="utf-8"))
    chance = random.Random(f"{path.stem} {seed}")
    own, words = site["template"], site["article"]
    headlines = chance.sample(words["headlines"], count)
    facts = list(itertools.product(words["subjects"], words["predicates"]))
    chance.shuffle(facts)
    sentences = (f"{subject} {predicate}, {chance.choice(words['tails'])}." for subject, predicate in facts)
    pages = []
    for number, headline in enumerate(headlines):
        others = [other for other in headlines if other != headline]
        body = list(_body(words, sentences, own["head"][3] if number % 5 == 4 else None))
        strips = [own["strip"], own["rotating"][number % len(own["rotating"])]]
        for strip in strips:
            place = chance.randrange(1, len(body))
            while body[place - 1][0] == "template" and body[place][0] == "template":
                place -= 1
            body[place:place] = [("template", text) for text in strip]
        lines = [
            *(("template", text) for text in own["head"]),
            ("headline", headline),
            ("byline", words["byline"].format(words["authors"][number % len(words["authors"])])),
            *body,
            ("template head", own["teasers"]),
            *(("template", text) for text in chance.sample(others, 5)),
            *(("template", text) for text in own["foot"]),
        ]
        pages.append(MadePage(f"https://www.{path.stem}/{number}", site["kind"], tuple(lines)))
    return pages


def _body(words: dict[str, Any], sentences: Iterator[str], special: str | None) -> Iterator[Line]:
    heads = {2: words["heads"][0], 4: special or words["heads"][1]}
    for place in range(6):
        if place in heads:
            yield "head", heads[place]
        yield "body", " ".join(itertools.islice(sentences, 1 + (place % 3 == 0)))
        if special and place % 3 == 1:
            yield "body", words["refrain"]


STORY_PAGES = make_pages(list_made_sites()[0])


def make_story(number: int, *extra: str, before: tuple[str, ...] = ()) -> str:
    """A headline and eight paragraphs that no other page has, with more lines before and after them."""
    page = STORY_PAGES[number]
    story = [text for part, text in page.lines if part in ("headline", "body") and page.article.count(text) == 1]
    return "\n".join([*before, *story, *extra])


def learn_site(*pages: str) -> SiteModel:
    return SiteModel.learn([(f"https://wrenmouth.example/{n}", page) for n, page in enumerate(pages)])


def learn_pages(pages: list[MadePage]) -> SiteModel:
    return SiteModel.learn([(page.url, page.source) for page in pages])


def count_kept(article: Article) -> Counter[str]:
    fields = [article.headline, article.standfirst, *(article.byline or "").split("\n"), *map(str, article.body)]
    return Counter(field for field in fields if field)
