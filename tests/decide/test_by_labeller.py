"""The decision with the labeller: what it keeps, what it removes, and the reasons it gives."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from boilerstrip import Article, Document, Pipeline, clean_article
from boilerstrip.decide.by_labeller import decide_by_labeller
from boilerstrip.decide.category import choose_category
from boilerstrip.decide.labeller.arrays import multiply
from boilerstrip.decide.labeller.explain import WORDING, describe_feature, explain_cuts
from boilerstrip.decide.labeller.feature_names import GROUPS, NAMES
from boilerstrip.decide.labeller.features import compute_features
from boilerstrip.decide.labeller.model import default_labeller, load_labeller
from boilerstrip.decide.labeller.threshold import choose_blocks
from boilerstrip.document.findings import Claim
from boilerstrip.fields import Fields, extract_fields, revise_claims
from boilerstrip.options import FAVORS
from boilerstrip.readers import read
from cases import FIXTURES, KEPT, REMOVED, article_cases, clean_texts, filter_cases
from strategies import any_text
from test_fixtures import strip_marks

BY_FAVOR = {favor: Pipeline.default(favor) for favor in FAVORS}
CASES = [case for path in sorted((FIXTURES / "filters").glob("*.md")) for case in filter_cases(path)]


def find_claims_and_fields(document: Document) -> tuple[tuple[Claim, ...], Fields]:
    claims = Pipeline.default().find_claims(document)
    fields = extract_fields(document, claims)
    return revise_claims(document, claims, fields), fields


def kept_texts(article: Article) -> set[str]:
    fields = (article.headline, article.standfirst, *(article.byline or "").split("\n"), *map(str, article.body))
    return {strip_marks(field) for field in fields if field}


@pytest.mark.parametrize(("name", "text"), [pytest.param(*row, id=row[0]) for row in clean_texts()])
def test_clean_article_stays_whole_where_recall_is_favoured(name: str, text: str) -> None:
    assert [removal.because for removal in clean_article(text, pipeline=BY_FAVOR["recall"]).removed] == [], name


def test_no_line_that_is_kept_by_label_is_lost_where_recall_is_favoured() -> None:
    lost = []
    for case in CASES:
        article = clean_article(case.source, kind=case.directives.get("kind", "text"), pipeline=BY_FAVOR["recall"])
        texts = kept_texts(article)
        lost += [(case.title, text) for label, text in case.labelled if label in KEPT and strip_marks(text) not in texts]
    assert lost == []


def test_precision_removes_what_balanced_removes_and_balanced_what_recall_does() -> None:
    for case in article_cases():
        removed = [
            {removal.text for removal in clean_article(case.source, pipeline=BY_FAVOR[favor]).removed} for favor in FAVORS
        ]
        assert removed[0] <= removed[1] <= removed[2]


def test_removal_by_the_labeller_has_reasons_and_a_score() -> None:
    source = next(case.source for case in article_cases() if case.slug == "readme-example")
    weighed = [r for r in clean_article(source, pipeline=BY_FAVOR["balanced"]).removed if r.filter == "labeller"]
    assert {removal.text for removal in weighed} >= {"Home", "News", "Sport", "Weather"}
    for removal in weighed:
        assert 0.5 < removal.score <= 1.0
        kind, _, reasons = removal.evidence.partition(": ")
        assert re.fullmatch("a (?:short line|line|link)(?: among (?:short lines|links))?", kind)
        assert reasons


def test_evidence_has_wording_for_every_category_and_for_no_feature_of_the_page_as_a_whole() -> None:
    assert all(describe_feature(f"{group}_{category}", high=True) for group in ("hint", "sure") for category in REMOVED)
    assert not any(describe_feature(name, high=high) for name in GROUPS["page"] for high in (True, False))
    assert {name for name in WORDING if name not in NAMES} == set()


def test_evidence_says_what_a_block_is_and_what_surrounds_it() -> None:
    running = "Nobody in the town had seen the ferry go under the waves at dawn, the harbour master said."
    source = "\n\n".join(
        ["Home", "News", "Sport", "Weather", "Travel", running, running.replace("ferry", "boat"), "Share this"]
    )
    document = read(source)
    claims, fields = find_claims_and_fields(document)
    labeller = default_labeller()
    reasons = explain_cuts(
        labeller, labeller.judge(compute_features(document, claims, fields)), document, range(len(document.blocks))
    )
    assert [reason.partition(":")[0] for reason in reasons[:2]] == ["a short line among short lines"] * 2
    assert reasons[5].partition(":")[0] in ("a sentence", "a sentence among short lines")
    assert all(reason.partition(": ")[2] for reason in reasons)


def test_confidence_is_the_f1_that_the_labeller_expects() -> None:
    clean = next(text for name, text in clean_texts() if name == "opinion.txt")
    assert 0.8 < clean_article(clean, pipeline=BY_FAVOR["balanced"]).confidence <= 1.0
    assert clean_article("Home\nNews\nSport", pipeline=BY_FAVOR["balanced"]).confidence < 0.8


def test_unknown_favor_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match="favor must be one of recall, balanced, precision, or None, but is 'speed'"):
        Pipeline.default("speed")  # type: ignore[arg-type]


def test_changes_to_a_pipeline_keep_its_favor() -> None:
    assert BY_FAVOR["recall"].without("sharing").favor == "recall"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_text())
def test_any_text_is_labelled(text: str) -> None:
    article = clean_article(text, pipeline=BY_FAVOR["balanced"])
    assert Article.from_dict(article.to_dict()) == article


def test_each_block_has_a_probability_and_the_features_are_finite() -> None:
    document = read(article_cases()[0].source)
    features = compute_features(document, *find_claims_and_fields(document))
    assert features.shape == (len(document.blocks), len(NAMES))
    assert np.isfinite(features).all()
    probability = default_labeller().judge(features).probability
    assert probability.shape == (len(document.blocks),)
    assert ((probability >= 0.0) & (probability <= 1.0)).all()


def test_weights_for_other_features_are_refused() -> None:
    file = io.BytesIO()
    np.savez(file, names=np.array(["colour"]))
    file.seek(0)
    with pytest.raises(ValueError, match="these weights were trained on other features"):
        load_labeller(file)


def test_less_likely_blocks_stay_where_recall_is_favoured() -> None:
    probability = np.array([0.95, 0.9, 0.5, 0.2, 0.01], dtype=np.float32)
    counts = [int(choose_blocks(probability, [40, 40, 10, 10, 10], favor).kept.sum()) for favor in FAVORS]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_images_of_markdown_are_no_part_of_the_article() -> None:
    source = next(case.source for case in article_cases() if case.slug == "toad-tunnel")
    images = [block.text for block in read(source).blocks if block.kind == "image"]
    article = clean_article(source, pipeline=BY_FAVOR["balanced"])
    assert images
    assert not kept_texts(article) & {strip_marks(image) for image in images}


@pytest.mark.parametrize("rows", [0, 1, 40, 41, 1000])
def test_product_computed_in_parts_is_the_whole_product(rows: int) -> None:
    numbers = np.random.default_rng(0)
    left, right = (numbers.normal(size=shape).astype(np.float32) for shape in ((rows, 130), (130, 48)))
    assert np.allclose(multiply(left, right), left @ right, atol=1e-4)


def test_page_of_html_is_judged_too() -> None:
    source = next(case.source for case in article_cases() if case.source.lstrip().startswith("<!"))
    document = read(source)
    claims, fields = find_claims_and_fields(document)
    decision = decide_by_labeller(document, claims, fields, default_labeller(), "balanced")
    assert {verdict.filter for verdict in decision.verdicts.values()} >= {"labeller"}
    assert 0.5 < (decision.expected_f1 or 0.0) <= 1.0


def test_where_few_blocks_are_likely_the_threshold_does_not_fall_so_low_that_the_menu_stays() -> None:
    probability = np.array([0.45, *[0.2] * 40], dtype=np.float32)
    assert choose_blocks(probability, [30, *[3] * 40]).kept.tolist() == [True, *[False] * 40]


@pytest.mark.parametrize(
    ("page", "category"),
    [
        ("<div class='comment-list'><p>It was the goat again.</p></div>", "comments"),
        ("<figure><p>The goat at noon</p></figure>", "caption"),
        ("<footer><p><a href='/g'>All about goats in four islands</a></p></footer>", "navigation"),
        ("<p><a href='/g'>All about goats in four islands</a></p>", "related"),
        ("<p><a href='/g'>Goats</a></p>", "navigation"),
        ("<p>Goats</p>", "other"),
    ],
)
def test_category_on_pages_is_that_of_the_element(page: str, category: str) -> None:
    assert choose_category(read(page, kind="html"), 0, "consent") == category
    assert choose_category(read("Goats", kind="text"), 0, "consent") == "consent"
