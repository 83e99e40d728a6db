"""`Pipeline`: which filters run, in which order, and what a wrong one is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from boilerstrip import Document, Filter, Finding, Pipeline, clean_article
from boilerstrip.decide.labeller.model import default_labeller
from boilerstrip.fields import extract_fields
from boilerstrip.options import Limits
from boilerstrip.readers import read

FERRY = "Ferry sinks off Wrenmouth\nThe ferry sank at dawn (sponsored) on Tuesday, and nobody in the town saw it go under the waves."


class Marks:
    """Claims every place of a word, as a span."""

    def __init__(self, name: str, word: str) -> None:
        self.name, self.word = name, word

    def find(self, document: Document) -> Iterator[Finding]:
        for block in document.blocks:
            start = block.text.find(self.word)
            while start >= 0:
                end = start + len(self.word)
                yield Finding(block.index, "advert", "word", f'says "{self.word}"', span=(start, end))
                start = block.text.find(self.word, end)


class Lost:
    name = "lost"

    def find(self, document: Document) -> Iterator[Finding]:
        yield Finding(len(document.blocks), "other", "none", "names a block that is not there")


def test_filters_are_left_out_and_put_in_by_name() -> None:
    mine = Marks("mine", "goat")
    pipeline = (
        Pipeline.default().without("sharing", "comments").before("advert", mine).after("sitewide", Marks("last", "ferry"))
    )
    assert {"sharing", "comments"}.isdisjoint(pipeline.names)
    assert pipeline.names.index("mine") == pipeline.names.index("advert") - 1
    assert pipeline.names[-1] == "last"
    assert "mine" not in Pipeline.default().names


def test_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no filter is called 'shares'; there are hidden, consent"):
        Pipeline.default().before("shares", Marks("mine", "goat"))


@pytest.mark.parametrize("wrong", [object(), Marks])
def test_what_is_no_filter_is_refused(wrong: Filter) -> None:
    with pytest.raises(TypeError, match=r"a filter needs a name \(str\) and a method find\(document\)"):
        Pipeline((wrong,))


def test_two_filters_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two filters are called mine"):
        Pipeline((Marks("mine", "a"), Marks("mine", "b")))


def test_finding_on_a_block_that_is_not_there_names_the_filter() -> None:
    with pytest.raises(ValueError, match="the filter 'lost' names block 2, but there are 2"):
        Pipeline((Lost(),)).find_claims(read(FERRY))


def test_claims_come_filter_by_filter() -> None:
    pipeline = Pipeline((Marks("second", "ferry"), Marks("first", "dawn")))
    assert [claim.filter for claim in pipeline.find_claims(read(FERRY))] == ["second", "first"]


def test_passed_deadline_ends_the_search_after_the_first_filter() -> None:
    pipeline = Pipeline((Marks("one", "ferry"), Marks("two", "dawn")))
    assert [claim.filter for claim in pipeline.find_claims(read(FERRY), Limits(deadline=0).start_clock())] == ["one"]


def test_limits_and_labeller_are_kept_by_every_change() -> None:
    labeller = default_labeller()
    pipeline = Pipeline.default().within(max_blocks=7).with_labeller(labeller).without("sharing")
    assert pipeline.limits.max_blocks == 7
    assert pipeline.labeller is labeller


def test_given_labeller_decides_as_the_shipped_one_that_it_is() -> None:
    source = f"{FERRY}\nShare on Facebook\nHome News Sport Weather"
    assert clean_article(source, pipeline=Pipeline.default().with_labeller(default_labeller())) == clean_article(source)


@pytest.mark.parametrize("name", ["recall", "balanced", "precision", None])
def test_span_in_a_sentence_goes_and_the_sentence_stays(name: str | None) -> None:
    pipeline = Pipeline.default(name).before("hidden", Marks("mine", "(sponsored)"))  # type: ignore[arg-type]
    article = clean_article(FERRY, pipeline=pipeline)
    assert str(article.body[0]) == "The ferry sank at dawn on Tuesday, and nobody in the town saw it go under the waves."
    (removal,) = article.removed
    assert FERRY[slice(*removal.span)] == removal.text == "(sponsored)"
    assert article.body[0].span[0] < removal.span[0] < removal.span[1] < article.body[0].span[1]


def test_labeller_spares_the_categories_of_filters_that_are_left_out() -> None:
    box = "Our letter about the coast, free every Friday. Join 4,000 readers."
    paragraphs = [
        "The ferry sank at dawn on Tuesday, and nobody in the town saw it go under the waves.",
        "All forty passengers were safe, the harbour master said, and would be home by the evening.",
        "The cause is being looked into, and the next ferry is expected to leave the pier on Friday.",
    ]
    document = read(
        "\n".join(["Ferry sinks off Wrenmouth", "By Ada Wren", *paragraphs, box, paragraphs[0].replace("ferry", "boat")])
    )

    def find_categories(pipeline: Pipeline) -> set[str]:
        claims = pipeline.find_claims(document)
        return {
            verdict.category
            for verdict in pipeline.decide(document, claims, extract_fields(document, claims)).verdicts.values()
        }

    assert "newsletter" in find_categories(Pipeline.default())
    assert "newsletter" not in find_categories(Pipeline.default().without("newsletter"))
