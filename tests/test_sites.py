"""What sites repeat: learning, merging, counting on a cluster, and cleaning with it."""

from __future__ import annotations

import json
import os
import pickle
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip import Article, Pipeline, SiteModel, clean_article
from boilerstrip.document.site_template import make_line_key
from boilerstrip.filters.sitewide import Sitewide
from boilerstrip.readers import read
from boilerstrip.sites import LineCount, merge_counts, model_of_counts, partial_line_counts
from boilerstrip.sites.learn import learn_template
from boilerstrip.sites.sample import Sample, estimate_pages_seen
from boilerstrip.sites.seen_pages import SeenPage, hash_url
from boilerstrip.sites.storage import dump_sites, parse_sites
from made_sites import MadePage, made_pages, made_sites
from strategies import sentences

SITES = [pytest.param(path, id=path.stem) for path in made_sites()]
STORIES = made_pages(made_sites()[0])
CALM = settings(max_examples=60, deadline=None)
TOLD = [
    f"{who} {what} on Tuesday, and nobody in the town had seen anything like it before."
    for who in ("The ferry", "A goat", "The mayor's sister", "An insurer", "The old orchestra", "One lock keeper")
    for what in ("sank at dawn", "was elected again", "came home from the island", "asked for more time", "lost the appeal")
]


def learned(pages: list[MadePage]) -> SiteModel:
    return SiteModel.learn([(page.url, page.source) for page in pages])


def kept(article: Article) -> Counter[str]:
    fields = [article.headline, article.standfirst, *(article.byline or "").split("\n"), *map(str, article.body)]
    return Counter(field for field in fields if field)


def page_of(number: int, *extra: str, before: tuple[str, ...] = ()) -> str:
    """A headline and eight paragraphs, which no other page has, with more lines before and behind them."""
    page = STORIES[number]
    story = [text for part, text in page.lines if part in ("headline", "body") and page.article.count(text) == 1]
    return "\n".join([*before, *story, *extra])


def site_of(*pages: str) -> SiteModel:
    return SiteModel.learn([(f"https://wrenmouth.example/{n}", page) for n, page in enumerate(pages)])


# What it is for


@pytest.mark.parametrize("path", SITES)
def test_template_of_ten_pages_goes_from_ten_others_and_their_articles_stay(path: Path) -> None:
    pages = made_pages(path)
    model = learned(pages[:10])
    left, lost, template = Counter[str](), Counter[str](), 0
    for page in pages[10:]:
        found = kept(clean_article(page.source, url=page.url, site=model))
        left += found - Counter(page.article)
        lost += Counter(page.article) - found
        template += len(page.template)
    assert lost == Counter()
    assert template > 200
    assert left.total() <= template / 100, left


@pytest.mark.parametrize("path", SITES)
def test_no_lexicon_knows_the_template_lines_of_the_made_up_sites(path: Path) -> None:
    for page in made_pages(path)[10:]:
        found = kept(clean_article(page.source, url=page.url, pipeline=Pipeline.default(None).without("outside")))
        assert Counter(page.template) - found == Counter()


@pytest.mark.parametrize("path", SITES)
def test_fields_of_teased_articles_by_regular_authors_are_found(path: Path) -> None:
    pages = made_pages(path)
    for page in pages[10:]:
        article = clean_article(page.source, url=page.url, site=learned(pages[:10]))
        (headline,) = [text for part, text in page.lines if part == "headline"]
        (byline,) = [text for part, text in page.lines if part == "byline"]
        assert (article.headline, article.byline) == (headline, byline)


def test_made_up_pages_have_what_must_stay() -> None:
    """Menu entries as headings, refrains, heads of sections on most pages, and headlines that other pages tease."""
    for path in made_sites():
        pages = made_pages(path)
        articles, templates = Counter[str](), Counter[str]()
        for page in pages:
            articles.update(set(page.article))
            templates.update(set(page.template))
        assert sum(count >= 10 for count in articles.values()) == 2  # the heads of sections
        assert len(articles.keys() & templates.keys()) >= 20  # teased headlines, and the menu's entry
        assert any(count == 2 for page in pages for count in Counter(page.article).values())  # the refrain
        assert pages == made_pages(path)


# Single promises


def test_line_on_three_pages_of_a_site_goes_and_says_on_how_many() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."
    model = site_of(*(page_of(n, promo) for n in range(3)))
    article = clean_article(page_of(3, promo), url="https://wrenmouth.example/new", site=model)
    (removal,) = [removal for removal in article.removed if removal.text == promo]
    assert removal.because == "sitewide/inside: stands on 3 of 3 pages of the site"
    assert promo not in kept(article)


def test_two_pages_say_nothing_and_a_warning_says_why() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."
    model = site_of(page_of(0, promo), page_of(1, promo))
    without = clean_article(page_of(2, promo), url="https://wrenmouth.example/new")
    article = clean_article(page_of(2, promo), url="https://wrenmouth.example/new", site=model)
    assert article.body == without.body
    assert article.warnings == (
        *without.warnings,
        "the site model has seen too few articles of wrenmouth.example to tell what it repeats: 2, not 3",
    )


def test_page_of_an_unknown_site_is_cleaned_as_without_a_model_and_warns() -> None:
    model = site_of(*(page_of(n) for n in range(4)))
    article = clean_article(page_of(5), url="https://www.sallow.example/a", site=model)
    assert article.warnings == ("the site model knows nothing of sallow.example",)
    assert article.body == clean_article(page_of(5), url="https://www.sallow.example/a").body


def test_page_without_address_is_of_the_only_site_or_else_warns() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."
    one = site_of(*(page_of(n, promo) for n in range(4)))
    assert promo not in kept(clean_article(page_of(5, promo), site=one))
    two = one.merge(SiteModel.learn([("sallow.example/a", page_of(6))]))
    article = clean_article(page_of(5, promo), site=two)
    assert article.warnings == ("the site model cannot tell which of its 2 sites this is; give url=",)


def test_pages_learned_without_addresses_count_for_any_site_that_is_not_known() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."
    model = SiteModel.learn([page_of(n, promo) for n in range(4)])
    assert model.hosts == ("",)
    assert promo not in kept(clean_article(page_of(5, promo), url="https://wrenmouth.example/a", site=model))


def test_line_with_other_digits_marks_and_case_is_the_same_line() -> None:
    promo = "{0} lamps burn tonight, and {1} keepers trim them for whoever is still awake"
    model = site_of(*(page_of(n, promo.format(n + 20, n * 7)) for n in range(4)))
    changed = promo.format(812, 3).upper().replace(" ", "  ").replace(",", " –") + "!"
    article = clean_article(page_of(5, changed), url="https://wrenmouth.example/a", site=model)
    assert "".join(changed.split()) not in {"".join(text.split()) for text in kept(article)}


def test_line_with_one_changed_word_is_grouped_with_the_others() -> None:
    promo = "Our keepers trim one lamp a week for you, and on {} they bring it to your door by boat."
    model = site_of(*(page_of(n, promo.format(day)) for n, day in enumerate(("Monday", "Tuesday", "Friday"))))
    new = promo.format("Sunday")
    article = clean_article(page_of(5, new), url="https://wrenmouth.example/a", site=model)
    (removal,) = [removal for removal in article.removed if removal.text == new]
    assert removal.evidence == "stands, but for a few letters, on 3 of 3 pages of the site"


def test_line_with_its_end_cut_off_is_the_same_line() -> None:
    promo = "Our keepers trim one lamp a week for you, and on Sundays they bring it to your door by boat."
    model = site_of(*(page_of(n, promo[: 60 + 5 * n]) for n in range(4)))
    template = model.template("wrenmouth.example")
    assert template is not None
    found = template.find_stats(make_line_key(promo.lower())[:50])
    assert found is not None
    assert found.pages == 4


def test_keeps_the_story_that_was_fetched_under_many_addresses() -> None:
    story = page_of(0, "Printed with patience in Wrenmouth")
    copies = [(f"https://wrenmouth.example/a?ref={n}", story.replace("patience", f"patience by crew {n}")) for n in "abcdef"]
    others = [(f"https://wrenmouth.example/{n}", page_of(n)) for n in range(1, 4)]
    model = SiteModel.learn(copies + others)
    assert kept(clean_article(story, url="https://wrenmouth.example/a", site=model)) >= Counter(story.split("\n")[1:-1])


def test_keeps_a_running_head_that_is_a_heading_in_one_article() -> None:
    head = "Letters from the pier"
    model = site_of(*(page_of(n, before=(head, "Kitchen Door")) for n in range(5)))
    rows = page_of(7, before=(head, "Kitchen Door")).split("\n")
    source = "\n".join([*rows[:5], head, *rows[5:]])
    article = clean_article(source, url="https://wrenmouth.example/a", site=model)
    assert [str(paragraph) for paragraph in article.body].count(head) == 1
    assert [removal.text for removal in article.removed] == [head, "Kitchen Door"]


def test_keeps_heads_of_sections_that_articles_share() -> None:
    def sectioned(number: int) -> str:
        rows = page_of(number).split("\n")
        return "\n".join([*rows[:3], "What we know", *rows[3:5], "What happens next", *rows[5:]])

    model = site_of(*map(sectioned, range(6)))
    article = clean_article(sectioned(8), url="https://wrenmouth.example/a", site=model)
    assert {"What we know", "What happens next"} <= kept(article).keys()


def test_keeps_a_head_of_sections_that_stands_next_to_a_strip_by_chance() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."

    def sectioned(number: int, *, together: bool) -> str:
        rows = page_of(number).split("\n")
        heads = [promo, "What we know"] if together else ["What we know", rows[4], promo]
        return "\n".join([*rows[:4], *heads, *rows[5:]])

    model = site_of(*(sectioned(n, together=n < 4) for n in range(10)))
    found = kept(clean_article(sectioned(12, together=True), url="https://wrenmouth.example/a", site=model))
    assert "What we know" in found
    assert promo not in found


def test_keeps_the_first_paragraph_that_teasers_on_other_pages_are_cut_from() -> None:
    headline, first, *rest = page_of(7).split("\n")
    for size in (45, 85):
        model = site_of(*(page_of(n, "While the kettle sings", first[:size] + " …", "House manners") for n in range(6)))
        article = clean_article("\n".join([headline, first, *rest]), url="https://wrenmouth.example/a", site=model)
        assert str(article.body[0]) == first, size
        assert article.removed == ()


def test_paragraph_that_begins_with_a_teasers_words_is_not_the_teaser() -> None:
    first = page_of(7).split("\n")[1]
    template = site_of(*(page_of(n, "While the kettle sings", first[:45] + " …") for n in range(6))).template(
        "wrenmouth.example"
    )
    assert template is not None
    assert template.find_stats(make_line_key(first[:45].lower())) is not None
    assert template.find_stats(make_line_key(first[:40].lower())) is not None
    assert template.find_stats(make_line_key(first.lower())) is None


def test_new_teasers_are_known_by_their_place_even_next_to_one_that_stays_for_weeks() -> None:
    stays = ["", "goat elected"] * 5
    pages = [
        SeenPage(n, "", "\n".join(["story", "kettle", f"tease {n}", *([stay] if stay else []), f"more {n}", "printed"]), 0, 1)
        for n, stay in enumerate([*stays[:2], *["goat elected"] * 8])
    ]
    template = learn_template(
        "a.example", [page._replace(text=page.text.replace("story", f"story {n}")) for n, page in enumerate(pages)]
    )
    assert template.frame == {"kettle", "goat elected", "printed"}
    assert template.slots == {("kettle", "goat elected"), ("goat elected", "printed"), ("kettle", "printed")}


def test_sentence_among_new_teasers_is_a_hint_and_a_title_is_certain() -> None:
    pages = made_pages(made_sites()[0])
    title = "Heron moves into the bell tower"
    sentence = "The heron that moved into the bell tower has been there since the spring, and it will not leave."
    source = pages[12].source.replace("Printed with", f"{title}\n{sentence}\nPrinted with")
    document = learned(pages[:10]).add_template(read(source, url=pages[12].url))
    found = {document.blocks[finding.block].text: finding for finding in Sitewide().find(document)}
    assert (found[title].rule, found[title].certain) == ("slot", True)
    assert (found[sentence].rule, found[sentence].certain) == ("slot", False)


def test_keeps_the_headline_that_all_other_pages_name_at_their_top() -> None:
    """A crawl of one morning: everybody's top story is this one."""
    rows = page_of(7).split("\n")
    headline = " ".join(rows[1].split()[:7])
    model = site_of(*(page_of(n, before=("Kitchen Door", headline)) for n in range(6)))
    article = clean_article("\n".join(["Kitchen Door", headline, *rows[1:]]), url="https://wrenmouth.example/a", site=model)
    assert article.headline == headline
    assert [removal.text for removal in article.removed] == ["Kitchen Door"]


@pytest.mark.parametrize("byline", ["By Ada Wren", "Ada Wren"])
def test_keeps_the_only_author_of_a_site(byline: str) -> None:
    def signed(number: int) -> str:
        headline, *rows = page_of(number).split("\n")
        return "\n".join(["Kitchen Door", headline, byline, *rows])

    model = site_of(*map(signed, range(6)))
    article = clean_article(signed(8), url="https://wrenmouth.example/a", site=model)
    assert (article.byline, article.authors) == (byline, ("Ada Wren",))
    assert [removal.text for removal in article.removed] == ["Kitchen Door"]


def test_keeps_steps_that_recipes_share() -> None:
    def recipe(number: int) -> str:
        rows = page_of(number).split("\n")
        step = "Preheat the oven to {} degrees." if number % 3 else "Line a tin with baking paper, {} cm wide."
        return "\n".join([*rows[:4], step.format(150 + number), *rows[4:]])

    model = site_of(*map(recipe, range(9)))
    assert "Line a tin with baking paper, 162 cm wide." in kept(
        clean_article(recipe(12), url="wrenmouth.example/a", site=model)
    )


def test_keeps_the_headline_of_a_series() -> None:
    def letters(number: int) -> str:
        return page_of(number).replace(page_of(number).split("\n")[0], "Letters to the keepers of the lamp")

    plain = [page_of(n) for n in range(10, 16)]
    model = site_of(*map(letters, range(3)), *plain)
    article = clean_article(letters(5), url="https://wrenmouth.example/letters-to-the-keepers", site=model)
    assert article.headline == "Letters to the keepers of the lamp"


def test_same_article_from_text_and_html_with_a_model_of_either() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."

    def page(text: str) -> str:
        return "<html><body>" + "".join(f"<p>{row}</p>" for row in text.split("\n")) + "</body></html>"

    texts = [page_of(n, promo) for n in range(5)]
    for model in (site_of(*texts), site_of(*map(page, texts))):
        for source in (page_of(7, promo), page(page_of(7, promo))):
            assert promo not in kept(clean_article(source, url="https://wrenmouth.example/a", site=model))


def test_without_a_model_the_filter_finds_nothing_and_can_be_left_out() -> None:
    source = page_of(3, "Share on Facebook")
    assert clean_article(source) == clean_article(source, pipeline=Pipeline.default().without("sitewide"))
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."
    model = site_of(*(page_of(n, promo) for n in range(3)))
    article = clean_article(page_of(5, promo), pipeline=Pipeline.default().without("sitewide"), site=model)
    assert promo in kept(article)


def test_cleaning_teaches_a_model_nothing() -> None:
    model = site_of(*(page_of(n) for n in range(3)))
    before = pickle.dumps(model.sites[0].pages)
    clean_article(page_of(5), url="https://wrenmouth.example/5", site=model)
    assert pickle.dumps(model.sites[0].pages) == before
    assert model == site_of(*(page_of(n) for n in range(3)))


# Dates


def test_lines_have_the_dates_of_the_first_and_last_page_that_had_them() -> None:
    pages = [(f"https://wrenmouth.example/{n}", page_of(n, "House manners"), f"2026-0{n + 1}-15") for n in range(4)]
    template = SiteModel.learn(pages).template("wrenmouth.example")
    assert template is not None
    found = template.find_stats("house manners")
    assert found is not None
    assert (found.first_seen, found.last_seen) == ("2026-01-15", "2026-04-15")


def test_date_is_the_pages_own_the_callers_or_the_declared_one() -> None:
    declared = '<html><head><meta property="article:published_time" content="2025-02-03T10:00:00Z"></head><body><p>Most read</p></body></html>'
    pages = [("a.example/1", declared), ("a.example/2", "Most read"), ("a.example/3", "Most read", "2024-01-01")]
    assert sorted(page.date for page in SiteModel.learn(pages).sites[0].pages) == ["", "2024-01-01", "2025-02-03"]
    assert sorted(page.date for page in SiteModel.learn(pages, date="2026-05-05").sites[0].pages) == [
        "2024-01-01",
        "2026-05-05",
        "2026-05-05",
    ]


def test_page_seen_again_counts_once_and_as_it_was_last() -> None:
    model = SiteModel.learn(
        [("https://www.a.example/1#top", "Most read", "2026-02-01"), ("http://a.example/1/", "Old news", "2025-02-01")]
    )
    assert [page.text for page in model.sites[0].pages] == ["most read"]


def test_lines_that_no_page_has_any_more_are_forgotten_with_old_pages() -> None:
    pages = [
        (f"a.example/{n}", page_of(n, "House manners" if n < 5 else "Kitchen Door"), f"20{20 + n}-01-01") for n in range(10)
    ]
    template = SiteModel.learn(pages).since("2025-01-01").template("a.example")
    assert template is not None
    assert template.find_stats("house manners") is None
    assert template.find_stats("kitchen door") is not None


# Order means nothing


def model_pages() -> st.SearchStrategy[list[tuple[str | None, str, str | None]]]:
    """Pages of two sites and of none, some of them twice, some in two versions."""
    urls = st.sampled_from([None, *(f"https://{host}.example/{n}" for host in ("a", "www.b") for n in range(7))])
    lines = st.lists(
        st.one_of(st.sampled_from([*TOLD[:6], "Most read", "MOST READ!", "12 comments", "3 comments"]), sentences()), max_size=6
    )
    return st.lists(st.tuples(urls, lines.map("\n".join), st.sampled_from([None, "2025-01-01", "2026-01-01"])), max_size=14)


@CALM
@given(model_pages(), st.integers(3, 8), st.randoms(use_true_random=False))
def test_merge_of_any_split_is_the_model_of_all(pages: list[Any], most: int, chance: random.Random) -> None:
    whole = SiteModel.learn(pages, most_pages=most)
    shuffled = chance.sample(pages, len(pages))
    cuts = sorted(chance.choices(range(len(pages) + 1), k=3))
    parts = [shuffled[start:end] for start, end in zip([0, *cuts], [*cuts, len(pages)], strict=True)]
    one, two, three, four = (SiteModel.learn(part, most_pages=most) for part in parts)
    assert one.merge(two, three, four) == whole
    assert four.merge(two).merge(one.merge(three)) == whole
    assert whole.merge(two) == whole == whole.merge()
    assert all(len(site.pages) <= most for site in whole.sites)


@CALM
@given(model_pages(), st.integers(3, 8), st.randoms(use_true_random=False))
def test_counting_in_pieces_by_host_and_line_gives_the_same_model(pages: list[Any], most: int, chance: random.Random) -> None:
    """As an engine does it: rows of each batch, through JSON, grouped by host and line in any order, merged group by group."""
    cut = chance.randint(0, len(pages))
    rows = [row for part in (pages[:cut], pages[cut:]) for row in partial_line_counts(part, most_pages=most)]
    plain = [json.loads(json.dumps(row._asdict())) for row in chance.sample(rows, len(rows))]
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in plain:
        groups.setdefault((row["host"], row["line"]), []).append(row)
    merged = [row for group in groups.values() for row in merge_counts(group, most_pages=most)]
    assert sorted(merged) == merge_counts(rows, most_pages=most)
    assert len({(row.host, row.line) for row in merged}) == len(merged)
    assert model_of_counts(merged, most_pages=most) == SiteModel.learn(pages, most_pages=most)


@CALM
@given(model_pages())
def test_template_does_not_depend_on_the_order_of_pages(pages: list[Any]) -> None:
    for site in SiteModel.learn(pages).sites:
        assert learn_template(site.host, site.pages[::-1]) == learn_template(site.host, site.pages)


@CALM
@given(model_pages())
def test_saved_and_pickled_models_come_back_the_same(pages: list[Any]) -> None:
    model = SiteModel.learn(pages, most_pages=5)
    assert parse_sites(dump_sites(model.sites, model.most_pages), "a file") == (model.sites, model.most_pages)
    assert pickle.loads(pickle.dumps(model)) == model


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "2025-01-01"]), st.sampled_from("abc"))), st.integers(1, 6))
def test_sample_is_the_pages_with_the_smallest_numbers_each_as_it_was_last(rows: list[tuple[int, str, str]], most: int) -> None:
    pages = [SeenPage(number, date, text, 0, 0) for number, date, text in rows]
    latest: dict[int, SeenPage] = {}
    for page in sorted(pages, key=lambda page: (page.date, page.version)):
        latest[page.number] = page
    assert Sample(most, pages).pages() == tuple(latest[number] for number in sorted(latest)[:most])


# Bounds


def test_beyond_its_bound_a_model_keeps_a_fair_sample() -> None:
    """Ten thousand pages, of which a tenth have one line and half the other: a hundred are kept."""
    sample = Sample(100)
    for n in range(10_000):
        text = "\n".join(["house manners"] * (n % 10 == 0) + ["kitchen door"] * (n % 2) + [f"story {n}"])
        sample.add(SeenPage(hash_url(f"https://a.example/{n}"), "", text, 0, 0))
    pages = sample.pages()
    assert len(pages) == 100
    assert 0.36 <= sum("kitchen door" in page.lines for page in pages) / 100 <= 0.64
    assert sum("house manners" in page.lines for page in pages) >= 3
    assert 8_000 <= estimate_pages_seen(pages, 100) <= 12_000


def test_model_of_many_pages_is_no_larger_than_its_bound(tmp_path: Path) -> None:
    pages = [(f"https://a.example/{n}", f"Most read\nStory {n:x} of the lamp\n" + "x" * 5000) for n in range(300)]
    model = SiteModel.learn(pages, most_pages=20)
    assert [len(site.pages) for site in model.sites] == [20]
    assert max(len(line) for page in model.sites[0].pages for line in page.lines) <= 80
    assert 200 <= model.pages_seen("a.example") <= 450
    model.save(tmp_path / "model.json")
    assert (tmp_path / "model.json").stat().st_size < 20 * 600


def test_page_of_very_many_lines_is_known_by_its_first_and_last() -> None:
    (site,) = SiteModel.learn(
        [("a.example/1", "\n\n".join(f"Line {'abcdefghij'[n % 10]}{n % 7 * 'x'}" for n in range(5000)))]
    ).sites
    assert len(site.pages[0].lines) == 2000


# The file


def test_file_can_be_read_by_people(tmp_path: Path) -> None:
    pages = [
        (f"a.example/{n}", f"Most read\nStory number {['one', 'two', 'three', 'four'][n]}", f"2026-01-0{n + 1}")
        for n in range(4)
    ]
    SiteModel.learn(pages).save(tmp_path / "model.json")
    text = (tmp_path / "model.json").read_text(encoding="utf-8")
    site = json.loads(text)["sites"]["a.example"]
    assert (site["pages_seen"], site["pages_kept"], site["first_seen"], site["last_seen"]) == (4, 4, "2026-01-01", "2026-01-04")
    assert '{"line": "most read", "pages": 4, "first_seen": "2026-01-01", "last_seen": "2026-01-04"}' in text.splitlines()[4]
    assert [row["pages"] for row in site["lines"]] == [4, 1, 1, 1, 1]


def test_saving_and_loading_changes_nothing(tmp_path: Path) -> None:
    model = learned(made_pages(made_sites()[0]))
    model.save(str(tmp_path / "model.json"))
    assert SiteModel.load(tmp_path / "model.json") == model
    model.save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "model.json").read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "boilerstrip site model 9"}',
        "null",
        '{"format": "boilerstrip site model 1", "most_pages": 9}',
    ],
)
def test_file_that_is_no_model_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "model.json").write_text(text)
    with pytest.raises(
        ValueError,
        match=r"model\.json is not a site model that this version can read \(.+\); make one with `boilerstrip learn`",
    ):
        SiteModel.load(tmp_path / "model.json")


def test_models_are_the_same_in_every_process(tmp_path: Path) -> None:
    """Python's own hash differs from process to process."""
    program = (
        "import sys; from boilerstrip import SiteModel;"
        "pages = [(f'a.example/{n}', f'Most read {n}') for n in range(50)];"
        "SiteModel.learn(pages, most_pages=9).save(sys.argv[1])"
    )
    files = [tmp_path / "1.json", tmp_path / "2.json"]
    for seed, path in enumerate(files):
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        subprocess.run([sys.executable, "-c", program, str(path)], check=True, env=environment)
    assert files[0].read_bytes() == files[1].read_bytes()


# Wrong use


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ("Most read", "learn() needs many pages, such as a list of (url, source), but got a str"),
        (7, "learn() needs many pages, such as a list of (url, source), but got a int"),
        ([("a", "b", "2026-01-01", "d")], "a page is a source, (url, source) or (url, source, date), but one is a tuple of 4"),
        ([(7, "text")], "a page's url must be a str or None, but is a int"),
    ],
)
def test_wrong_pages_are_told(pages: Any, message: str) -> None:
    with pytest.raises(TypeError, match=re.escape(message)):
        SiteModel.learn(pages)


def test_wrong_date_and_bound_are_told() -> None:
    with pytest.raises(ValueError, match="a date must look like \"2026-05-31\", but is 'yesterday'"):
        SiteModel.learn([("a.example", "Most read")], date="yesterday")
    with pytest.raises(ValueError, match="most_pages must be a whole number, 3 or more, but is 2"):
        SiteModel.learn([], most_pages=2)
    with pytest.raises(TypeError, match=re.escape("merge() needs other SiteModels, but got a dict")):
        SiteModel().merge({})  # type: ignore[arg-type]


def test_wrong_site_says_how_to_make_one() -> None:
    with pytest.raises(TypeError, match=re.escape("site must be a SiteModel, such as SiteModel.load(path), but is a str")):
        clean_article("Ferry sinks", site="model.json")  # type: ignore[arg-type]


def test_any_source_can_be_learned_from() -> None:
    sources: list[Any] = ["", b"\xff\xfe\x00", "\0", "\ud800", "<html>", " \n ", "1 2 3"]
    assert SiteModel.learn(sources).hosts in ((), ("",))
    assert SiteModel.learn([("https://[broken", "Most read")]).hosts == ("",)


def test_rows_of_counts_are_plain() -> None:
    (row,) = partial_line_counts([("a.example/1", "Most read", "2026-01-01")])
    assert row[:2] == ("a.example", "most read")
    assert (row.dates, row.places, row.inside) == (("2026-01-01",), (0,), (False,))
    assert all(0 <= number < 2**63 for number in (*row.pages, *row.versions))
    assert merge_counts([tuple(row), row._asdict(), row]) == [row]
    assert isinstance(row, LineCount)


# The command


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "boilerstrip", *arguments], input=stdin, capture_output=True, check=False, encoding="utf-8"
    )


def test_command_learns_from_rows_and_merges_what_was_learned_before(tmp_path: Path) -> None:
    pages = made_pages(made_sites()[0])
    rows = [json.dumps({"url": page.url, "text": page.source, "date": "2026-03-01"}) for page in pages]
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    (tmp_path / "pages.jsonl").write_text("\n".join(rows[:9]), encoding="utf-8")
    done = run("learn", str(tmp_path), "-o", str(first))
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 sites, 0 of them with fewer than three pages" in done.stderr
    assert run("learn", "-", "-o", str(second), "--merge", str(first), stdin="\n".join(rows[9:])).returncode == 0
    assert SiteModel.load(second) == SiteModel.learn([(page.url, page.source, "2026-03-01") for page in pages])


def test_command_names_rows_it_cannot_read_and_learns_from_the_others(tmp_path: Path) -> None:
    rows = [
        "no json",
        '{"url": 7, "text": "Most read"}',
        '{"url": "a.example/1"}',
        '{"url": "a.example/2", "text": "Most read", "date": "May"}',
    ]
    done = run(
        "learn",
        "-",
        "gone.html",
        "-o",
        str(tmp_path / "m.json"),
        stdin="\n".join([*rows, '{"url": "a.example/3", "text": "Most read"}']),
    )
    assert done.returncode == 1
    assert [line.split(":")[1:3] for line in done.stderr.splitlines()[:3]] == [[" -", "1"], [" -", "2"], [" -", "3"]]
    assert "gone.html: cannot be read: No such file or directory" in done.stderr
    assert SiteModel.load(tmp_path / "m.json").pages_seen("a.example") == 1


def test_command_with_a_wrong_date_or_model_exits_with_two(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text("[]")
    for wrong in (["--date", "May"], ["--merge", str(tmp_path / "m.json")], ["--merge", "gone.json"], ["--most-pages", "1"]):
        done = run("learn", str(tmp_path / "m.json"), "-o", str(tmp_path / "out.json"), *wrong)
        assert done.returncode == 2, wrong
        assert not (tmp_path / "out.json").exists()
