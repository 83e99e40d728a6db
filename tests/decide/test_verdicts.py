"""Verdicts: which claims are accepted, what follows from them, and that spans are cut exactly where a filter says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from boilerstrip import Article, Block, Document, Finding, Pipeline, clean_article
from boilerstrip.decide.verdicts import (
    Decision,
    Verdict,
    add_dependents,
    add_verdicts,
    certain_verdicts,
    combine_verdicts,
    has_certain_boilerplate,
    is_nearly_clean,
    remove_spans,
)
from boilerstrip.document.findings import Category, Claim

FERRY = "The ferry sank at dawn on Tuesday, and nobody in the town saw it go under the waves."
SAFE = "All forty passengers were safe, the harbour master said, and would be home by the evening."
GOAT = "A goat that had travelled on the upper deck swam ashore, and was seen on the beach at noon."
NOTICE = "nearly all running text looked like boilerplate, so only what is certain was removed"


def make_document(*texts: str) -> Document:
    return Document(tuple(Block(text, index) for index, text in enumerate(texts)))


def make_verdicts(*blocks: int, category: Category = "advert", original: int | None = None) -> dict[int, Verdict]:
    return {block: Verdict(block, category, "mine", "rule", "says so", 0.9, original=original) for block in blocks}


class Phrases:
    """A filter that claims each of its phrases wherever a block has it."""

    name = "phrases"

    def __init__(self, *phrases: str) -> None:
        self.phrases = phrases

    def find(self, document: Document) -> Iterator[Finding]:
        for block in document.blocks:
            for phrase in self.phrases:
                start = block.text.find(phrase)
                if start >= 0:
                    yield Finding(block.index, "other", "phrase", f'"{phrase}"', span=(start, start + len(phrase)))


def clean(source: str, *phrases: str, kind: str = "text") -> Article:
    return clean_article(source, kind=kind, pipeline=Pipeline((Phrases(*phrases),)))


# Certain claims


def test_of_certain_claims_to_a_block_the_first_one_is_accepted() -> None:
    claims = [Claim("a", Finding(1, "advert", "first", "e")), Claim("b", Finding(1, "related", "second", "e"))]
    verdicts = certain_verdicts(claims, frozenset()).verdicts
    assert {index: (verdict.filter, verdict.rule, verdict.score) for index, verdict in verdicts.items()} == {
        1: ("a", "first", 1.0)
    }


def test_hints_are_not_certain() -> None:
    claims = [Claim("a", Finding(1, "advert", "rule", "e", certain=False, score=0.99))]
    assert certain_verdicts(claims, frozenset()) == Decision({})


def test_claim_to_a_whole_block_replaces_claims_to_its_spans() -> None:
    span, whole = Finding(1, "advert", "span", "e", span=(0, 4)), Finding(1, "advert", "whole", "e")
    for claims in ([Claim("a", span), Claim("b", whole)], [Claim("b", whole), Claim("a", span)]):
        decision = certain_verdicts(claims, frozenset())
        assert [verdict.rule for verdict in decision.verdicts.values()] == ["whole"]
        assert decision.partial == {}


def test_spans_of_a_block_are_in_order_and_do_not_overlap() -> None:
    spans = [(20, 30), (0, 5), (3, 8), (4, 6), (25, 40)]
    claims = [Claim("a", Finding(0, "advert", "rule", "e", span=span)) for span in spans]
    decision = certain_verdicts(claims, frozenset())
    assert [verdict.span for verdict in decision.partial[0]] == [(0, 5), (5, 8), (20, 30), (30, 40)]


def test_copy_of_a_field_is_certain_after_it_and_before_it() -> None:
    after = Claim("repeats", Finding(4, "repeat", "same", "the same as line 2", certain=False, original=1))
    before = Claim("repeats", Finding(1, "repeat", "same", "the same as line 1", certain=False, original=0))
    verdicts = certain_verdicts([after, before], {1}).verdicts
    assert sorted(verdicts) == [0, 4]
    assert verdicts[0].has_later_original
    assert not verdicts[4].has_later_original
    assert verdicts[0].evidence == "the same as a field of the article further on"


def test_copies_of_a_copy_that_comes_before_the_field_are_copies_of_the_field() -> None:
    claims = [
        Claim("repeats", Finding(1, "repeat", "same", "e", certain=False, original=0)),
        Claim("repeats", Finding(4, "repeat", "same", "e", certain=False, original=0)),
    ]
    verdicts = certain_verdicts(claims, {1}).verdicts
    assert {index: verdict.original for index, verdict in verdicts.items()} == {0: 1, 4: 1}


def test_copy_of_no_field_is_no_certain_copy() -> None:
    copy = Claim("repeats", Finding(4, "repeat", "same", "e", certain=False, original=2))
    assert certain_verdicts([copy], {1}).verdicts == {}


def test_copies_alone_are_no_certain_boilerplate() -> None:
    assert not has_certain_boilerplate(Decision(make_verdicts(1, category="repeat")))
    assert has_certain_boilerplate(Decision(make_verdicts(1)))
    assert has_certain_boilerplate(Decision({}, {1: tuple(make_verdicts(1).values())}))


def test_page_is_nearly_clean_if_less_than_a_quarter_is_doubted() -> None:
    page = make_document(*"abcdefgh")
    assert is_nearly_clean(page, (0,))
    assert not is_nearly_clean(page, (0, 1))


# Decisions


def test_weighed_verdicts_that_leave_nearly_nothing_are_ignored_with_a_warning() -> None:
    page = make_document("Home", FERRY, SAFE, GOAT)
    decision = combine_verdicts(page, Decision(make_verdicts(0)), make_verdicts(1, 2, 3))
    assert sorted(decision.verdicts) == [0]
    assert decision.warnings == (NOTICE,)


def test_weighed_verdicts_that_leave_enough_are_accepted() -> None:
    page = make_document("Home", FERRY, SAFE, GOAT)
    decision = combine_verdicts(page, Decision({}), make_verdicts(0, 1))
    assert sorted(decision.verdicts) == [0, 1]
    assert decision.warnings == ()


def test_certain_verdicts_are_accepted_even_if_they_leave_nothing() -> None:
    page = make_document(FERRY, SAFE)
    decision = combine_verdicts(page, Decision(make_verdicts(0, 1)), {})
    assert sorted(decision.verdicts) == [0, 1]
    assert decision.warnings == ()


def test_weighed_verdict_on_a_whole_block_replaces_certain_ones_on_its_spans() -> None:
    span = Verdict(0, "advert", "mine", "rule", "e", 1.0, span=(0, 4))
    decision = combine_verdicts(make_document("Home at last", FERRY), Decision({}, {0: (span,)}), make_verdicts(0))
    assert sorted(decision.verdicts) == [0]
    assert decision.partial == {}


def test_article_says_that_its_hints_were_ignored() -> None:
    class Everything:
        name = "everything"

        def find(self, document: Document) -> Iterator[Finding]:
            for block in document.blocks:
                yield Finding(block.index, "advert", "all", "stands on the page", certain=False, score=0.95)

    article = clean_article(f"{FERRY}\n\n{SAFE}\n\n{GOAT}", pipeline=Pipeline((Everything(),)))
    assert article.text == f"{FERRY}\n\n{SAFE}\n\n{GOAT}"
    assert NOTICE in article.warnings
    assert article.removed == ()


def test_copy_of_a_removed_block_has_the_category_of_its_original() -> None:
    page = make_document("Sponsored by Goat & Co", FERRY, "Sponsored by Goat & Co", "Sponsored by Goat & Co")
    copies = make_verdicts(2, category="repeat", original=0) | make_verdicts(3, category="repeat", original=2)
    verdicts = add_dependents(page, make_verdicts(0, category="advert") | copies)
    assert [verdicts[index].category for index in (0, 2, 3)] == ["advert", "advert", "advert"]
    assert add_dependents(page, copies)[2].category == "repeat"


@pytest.mark.parametrize(
    ("removed", "categories"),
    [
        ({3: "advert"}, {1: "advert", 2: "advert", 4: "advert", 5: "other"}),  # the block before the last one is a separator
        ({0: "related"}, {1: "related", 2: "other", 4: "other", 5: "other"}),
        ({0: "related", 3: "advert"}, {1: "advert", 2: "advert", 4: "advert", 5: "other"}),
        ({}, {1: "other", 2: "other", 4: "other", 5: "other"}),
    ],
)
def test_separator_goes_with_the_block_after_it_or_else_with_the_one_before(
    removed: dict[int, Category], categories: dict[int, Category]
) -> None:
    kinds = ("paragraph", "separator", "separator", "paragraph", "separator", "separator")
    page = Document(tuple(Block("***" if kind == "separator" else FERRY, index, kind) for index, kind in enumerate(kinds)))
    verdicts = {
        index: verdict for block, name in removed.items() for index, verdict in make_verdicts(block, category=name).items()
    }
    separators = {index: verdict for index, verdict in add_dependents(page, verdicts).items() if verdict.filter == "separators"}
    assert {index: verdict.category for index, verdict in separators.items()} == categories


def test_verdict_that_is_added_on_a_whole_block_replaces_those_on_its_spans() -> None:
    span = Verdict(1, "advert", "mine", "rule", "e", 1.0, span=(0, 4))
    decision = add_verdicts(Decision(make_verdicts(0), {1: (span,)}), make_document("Home", FERRY), make_verdicts(1))
    assert sorted(decision.verdicts) == [0, 1]
    assert decision.partial == {}


# Spans


@pytest.mark.parametrize(
    ("text", "spans", "left"),
    [
        ("(ad) The ferry sank.", [(0, 4)], "The ferry sank."),
        ("The ferry (ad) sank.", [(10, 14)], "The ferry sank."),
        ("The ferry sank. (ad)", [(16, 20)], "The ferry sank."),
        ("The ferry (ad), sank.", [(10, 14)], "The ferry, sank."),
        ("The fer(ad)ry sank.", [(7, 11)], "The ferry sank."),
        ("(ad) The (ad) ferry sank. (ad)", [(0, 4), (9, 13), (26, 30)], "The ferry sank."),
        ("(ad)", [(0, 4)], ""),
        ("The ferry sank.", [], "The ferry sank."),
    ],
)
def test_gap_leaves_one_blank_if_there_was_one(text: str, spans: list[tuple[int, int]], left: str) -> None:
    assert remove_spans(text, spans) == left


PLACES = {
    "start": (
        f"{SAFE} Sponsored.",
        "All forty passengers were safe,",
        "the harbour master said, and would be home by the evening. Sponsored.",
    ),
    "middle": (SAFE, "the harbour master said, and", "All forty passengers were safe, would be home by the evening."),
    "end": (f"{SAFE} Sponsored by Goat & Co.", "Sponsored by Goat & Co.", SAFE),
}


@pytest.mark.parametrize(("paragraph", "phrase", "left"), PLACES.values(), ids=PLACES)
def test_span_is_cut_from_a_text_where_it_stands(paragraph: str, phrase: str, left: str) -> None:
    source = f"{FERRY}\n\n{paragraph}\n\n{GOAT}"
    article = clean(source, phrase)
    assert [str(part) for part in article.body] == [FERRY, left, GOAT]
    (removal,) = article.removed
    start = source.index(phrase)
    assert (removal.text, removal.span, removal.line) == (phrase, (start, start + len(phrase)), 2)


@pytest.mark.parametrize(("paragraph", "phrase", "left"), PLACES.values(), ids=PLACES)
def test_span_is_cut_from_a_page_where_it_stands(paragraph: str, phrase: str, left: str) -> None:
    paragraphs = (text.replace("&", "&amp;") for text in (FERRY, paragraph, GOAT))
    source = "<html><body>" + "".join(f"<p>{text}</p>" for text in paragraphs) + "</body></html>"
    article = clean(source, phrase, kind="html")
    assert [str(part) for part in article.body] == [FERRY, left, GOAT]
    (removal,) = article.removed
    assert (removal.text, removal.span, removal.path) == (phrase, None, "/html/body/p[2]")


MARKED = {
    "start": ("**Sign up** to [our letter](https://wren.example/a).", "Sign up to our letter.", f"{{}} {SAFE}", SAFE),
    "middle": (
        "*Sign up to [our letter](https://wren.example/a)!*",
        "Sign up to our letter!",
        f"{SAFE} {{}} {GOAT}",
        f"{SAFE} {GOAT}",
    ),
    "end": ("[Sign up](https://wren.example/a) to *our letter*.", "Sign up to our letter.", f"{SAFE} {{}}", SAFE),
}


@pytest.mark.parametrize(("marked", "phrase", "paragraph", "left"), MARKED.values(), ids=MARKED)
def test_span_is_cut_from_markdown_with_its_marks(marked: str, phrase: str, paragraph: str, left: str) -> None:
    source = f"{FERRY}\n\n{paragraph.format(marked)}\n\n{GOAT}"
    article = clean(source, phrase, kind="markdown")
    assert [str(part) for part in article.body] == [FERRY, left, GOAT]
    (removal,) = article.removed
    assert removal.text == phrase
    assert source[slice(*removal.span or (0, 0))] == marked


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_several_spans_of_one_block_are_cut_each_with_its_own_removal(kind: str) -> None:
    phrases = ("Sponsored.", "Advertisement!", "Read more now.")
    paragraph = f"{phrases[0]} {SAFE} {phrases[1]} {GOAT} {phrases[2]}"
    source = f"<p>{FERRY}</p><p>{paragraph}</p>" if kind == "html" else f"{FERRY}\n\n{paragraph}"
    article = clean(source, *reversed(phrases), kind=kind)
    assert [str(part) for part in article.body] == [FERRY, f"{SAFE} {GOAT}"]
    assert tuple(removal.text for removal in article.removed) == phrases
    if kind != "html":
        assert tuple(source[slice(*removal.span or (0, 0))] for removal in article.removed) == phrases


def test_spans_that_hold_all_of_a_block_leave_no_paragraph() -> None:
    article = clean(f"{FERRY}\n\nSponsored. Advertisement!\n\n{SAFE}", "Sponsored.", "Advertisement!")
    assert [str(part) for part in article.body] == [FERRY, SAFE]
    assert [removal.text for removal in article.removed] == ["Sponsored.", "Advertisement!"]


def test_span_on_a_later_line_of_a_paragraph_has_that_line() -> None:
    source = f"{FERRY}\n\n{SAFE[:40]}\n{SAFE[40:]} Sponsored."
    (removal,) = clean(source, "Sponsored.").removed
    assert source[slice(*removal.span or (0, 0))] == "Sponsored."
    assert removal.line == 3
