"""Cleaning with a site model."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from boilerstrip import Pipeline, SiteModel, clean_article
from boilerstrip.filters.sitewide import Sitewide
from boilerstrip.readers import read
from made_sites import count_kept, learn_pages, learn_site, list_made_sites, make_pages, make_story

SITES = [pytest.param(path, id=path.stem) for path in list_made_sites()]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            site.values[0],
            id=site.id,
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason="a running head goes on one of ten pages")]
            if site.id == "harbourlamp.example"
            else [],
        )
        for site in SITES
    ],
)
def test_template_of_ten_pages_is_removed_from_ten_others_and_their_articles_are_kept(path: Path) -> None:
    pages = make_pages(path)
    model = learn_pages(pages[:10])
    left, lost, template = Counter[str](), Counter[str](), 0
    for page in pages[10:]:
        kept = count_kept(clean_article(page.source, url=page.url, site=model))
        left += kept - Counter(page.article)
        lost += Counter(page.article) - kept
        template += len(page.template)
    assert lost == Counter()
    assert template > 200
    assert left.total() <= template / 100, left


@pytest.mark.parametrize("path", SITES)
def test_no_lexicon_knows_the_template_lines_of_the_made_up_sites(path: Path) -> None:
    for page in make_pages(path)[10:]:
        kept = count_kept(clean_article(page.source, url=page.url, pipeline=Pipeline.default(None).without("outside")))
        assert Counter(page.template) - kept == Counter()


@pytest.mark.parametrize("path", SITES)
def test_fields_of_teased_articles_by_regular_authors_are_found(path: Path) -> None:
    pages = make_pages(path)
    for page in pages[10:]:
        article = clean_article(page.source, url=page.url, site=learn_pages(pages[:10]))
        (headline,) = [text for part, text in page.lines if part == "headline"]
        (byline,) = [text for part, text in page.lines if part == "byline"]
        assert (article.headline, article.byline) == (headline, byline)


def test_made_up_pages_have_what_must_stay() -> None:
    """Menu entries as headings, refrains, section headings on most pages, and headlines that other pages have as teasers."""
    for path in list_made_sites():
        pages = make_pages(path)
        articles, templates = Counter[str](), Counter[str]()
        for page in pages:
            articles.update(set(page.article))
            templates.update(set(page.template))
        assert sum(count >= 10 for count in articles.values()) == 2  # the section headings
        assert len(articles.keys() & templates.keys()) >= 20  # teased headlines, and the menu's entry
        assert any(count == 2 for page in pages for count in Counter(page.article).values())  # the refrain
        assert pages == make_pages(path)


def test_line_on_three_pages_is_removed_and_the_evidence_counts_them() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."
    model = learn_site(*(make_story(n, promo) for n in range(3)))
    article = clean_article(make_story(3, promo), url="https://wrenmouth.example/new", site=model)
    (removal,) = [removal for removal in article.removed if removal.text == promo]
    assert removal.because == "sitewide/inside: stands on 3 of 3 pages of the site"
    assert promo not in count_kept(article)


def test_two_pages_are_too_few_and_a_warning_says_so() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."
    model = learn_site(make_story(0, promo), make_story(1, promo))
    without = clean_article(make_story(2, promo), url="https://wrenmouth.example/new")
    article = clean_article(make_story(2, promo), url="https://wrenmouth.example/new", site=model)
    assert article.body == without.body
    assert article.warnings == (
        *without.warnings,
        "the site model has seen too few articles of wrenmouth.example to tell what it repeats: 2, not 3",
    )


def test_page_of_an_unknown_site_is_cleaned_without_the_model_and_warns() -> None:
    model = learn_site(*(make_story(n) for n in range(4)))
    article = clean_article(make_story(5), url="https://www.sallow.example/a", site=model)
    assert article.warnings == ("the site model knows nothing of sallow.example",)
    assert article.body == clean_article(make_story(5), url="https://www.sallow.example/a").body


def test_page_without_address_belongs_to_the_only_site_or_warns() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."
    one = learn_site(*(make_story(n, promo) for n in range(4)))
    assert promo not in count_kept(clean_article(make_story(5, promo), site=one))
    two = one.merge(SiteModel.learn([("sallow.example/a", make_story(6))]))
    article = clean_article(make_story(5, promo), site=two)
    assert article.warnings == ("the site model cannot tell which of its 2 sites this is; give url=",)


def test_pages_learned_without_addresses_count_for_any_unknown_site() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."
    model = SiteModel.learn([make_story(n, promo) for n in range(4)])
    assert model.hosts == ("",)
    assert promo not in count_kept(clean_article(make_story(5, promo), url="https://wrenmouth.example/a", site=model))


def test_line_with_other_digits_marks_and_case_is_the_same_line() -> None:
    promo = "{0} lamps burn tonight, and {1} keepers trim them for whoever is still awake"
    model = learn_site(*(make_story(n, promo.format(n + 20, n * 7)) for n in range(4)))
    changed = promo.format(812, 3).upper().replace(" ", "  ").replace(",", " –") + "!"
    article = clean_article(make_story(5, changed), url="https://wrenmouth.example/a", site=model)
    assert "".join(changed.split()) not in {"".join(text.split()) for text in count_kept(article)}


def test_line_with_one_changed_word_is_grouped_with_the_others() -> None:
    promo = "Our keepers trim one lamp a week for you, and on {} they bring it to your door by boat."
    model = learn_site(*(make_story(n, promo.format(day)) for n, day in enumerate(("Monday", "Tuesday", "Friday"))))
    new = promo.format("Sunday")
    article = clean_article(make_story(5, new), url="https://wrenmouth.example/a", site=model)
    (removal,) = [removal for removal in article.removed if removal.text == new]
    assert removal.evidence == "stands, but for a few letters, on 3 of 3 pages of the site"


def test_keeps_the_story_that_was_fetched_under_many_addresses() -> None:
    story = make_story(0, "Printed with patience in Wrenmouth")
    copies = [(f"https://wrenmouth.example/a?ref={n}", story.replace("patience", f"patience by crew {n}")) for n in "abcdef"]
    others = [(f"https://wrenmouth.example/{n}", make_story(n)) for n in range(1, 4)]
    model = SiteModel.learn(copies + others)
    assert count_kept(clean_article(story, url="https://wrenmouth.example/a", site=model)) >= Counter(story.split("\n")[1:-1])


def test_keeps_a_running_head_that_is_a_heading_in_one_article() -> None:
    head = "Letters from the pier"
    model = learn_site(*(make_story(n, before=(head, "Kitchen Door")) for n in range(5)))
    rows = make_story(7, before=(head, "Kitchen Door")).split("\n")
    source = "\n".join([*rows[:5], head, *rows[5:]])
    article = clean_article(source, url="https://wrenmouth.example/a", site=model)
    assert [str(paragraph) for paragraph in article.body].count(head) == 1
    assert [removal.text for removal in article.removed] == [head, "Kitchen Door"]


def test_keeps_section_headings_that_articles_share() -> None:
    def sectioned(number: int) -> str:
        rows = make_story(number).split("\n")
        return "\n".join([*rows[:3], "What we know", *rows[3:5], "What happens next", *rows[5:]])

    model = learn_site(*map(sectioned, range(6)))
    article = clean_article(sectioned(8), url="https://wrenmouth.example/a", site=model)
    assert {"What we know", "What happens next"} <= count_kept(article).keys()


def test_keeps_a_section_heading_that_is_next_to_a_strip_by_chance() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."

    def sectioned(number: int, *, together: bool) -> str:
        rows = make_story(number).split("\n")
        heads = [promo, "What we know"] if together else ["What we know", rows[4], promo]
        return "\n".join([*rows[:4], *heads, *rows[5:]])

    model = learn_site(*(sectioned(n, together=n < 4) for n in range(10)))
    kept = count_kept(clean_article(sectioned(12, together=True), url="https://wrenmouth.example/a", site=model))
    assert "What we know" in kept
    assert promo not in kept


def test_keeps_the_first_paragraph_that_teasers_on_other_pages_are_cut_from() -> None:
    headline, first, *rest = make_story(7).split("\n")
    for size in (45, 85):
        model = learn_site(*(make_story(n, "While the kettle sings", first[:size] + " …", "House manners") for n in range(6)))
        article = clean_article("\n".join([headline, first, *rest]), url="https://wrenmouth.example/a", site=model)
        assert str(article.body[0]) == first, size
        assert article.removed == ()


def test_sentence_among_new_teasers_is_a_hint_and_a_title_is_certain() -> None:
    pages = make_pages(list_made_sites()[0])
    title = "Heron moves into the bell tower"
    sentence = "The heron that moved into the bell tower has been there since the spring, and it will not leave."
    source = pages[12].source.replace("Printed with", f"{title}\n{sentence}\nPrinted with")
    document = learn_pages(pages[:10]).add_template(read(source, url=pages[12].url))
    findings = {document.blocks[finding.block].text: finding for finding in Sitewide().find(document)}
    assert (findings[title].rule, findings[title].certain) == ("slot", True)
    assert (findings[sentence].rule, findings[sentence].certain) == ("slot", False)


def test_keeps_the_headline_that_all_other_pages_name_at_their_top() -> None:
    """In a crawl of one morning, all pages have the same top story."""
    rows = make_story(7).split("\n")
    headline = " ".join(rows[1].split()[:7])
    model = learn_site(*(make_story(n, before=("Kitchen Door", headline)) for n in range(6)))
    article = clean_article("\n".join(["Kitchen Door", headline, *rows[1:]]), url="https://wrenmouth.example/a", site=model)
    assert article.headline == headline
    assert [removal.text for removal in article.removed] == ["Kitchen Door"]


@pytest.mark.parametrize("byline", ["By Ada Wren", "Ada Wren"])
def test_keeps_the_only_author_of_a_site(byline: str) -> None:
    def signed(number: int) -> str:
        headline, *rows = make_story(number).split("\n")
        return "\n".join(["Kitchen Door", headline, byline, *rows])

    model = learn_site(*map(signed, range(6)))
    article = clean_article(signed(8), url="https://wrenmouth.example/a", site=model)
    assert (article.byline, article.authors) == (byline, ("Ada Wren",))
    assert [removal.text for removal in article.removed] == ["Kitchen Door"]


def test_keeps_steps_that_recipes_share() -> None:
    def recipe(number: int) -> str:
        rows = make_story(number).split("\n")
        step = "Preheat the oven to {} degrees." if number % 3 else "Line a tin with baking paper, {} cm wide."
        return "\n".join([*rows[:4], step.format(150 + number), *rows[4:]])

    model = learn_site(*map(recipe, range(9)))
    assert "Line a tin with baking paper, 162 cm wide." in count_kept(
        clean_article(recipe(12), url="wrenmouth.example/a", site=model)
    )


def test_keeps_the_headline_of_a_series() -> None:
    def letters(number: int) -> str:
        return make_story(number).replace(make_story(number).split("\n")[0], "Letters to the keepers of the lamp")

    plain = [make_story(n) for n in range(10, 16)]
    model = learn_site(*map(letters, range(3)), *plain)
    article = clean_article(letters(5), url="https://wrenmouth.example/letters-to-the-keepers", site=model)
    assert article.headline == "Letters to the keepers of the lamp"


def test_same_article_from_text_and_html_with_a_model_of_either() -> None:
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."

    def page(text: str) -> str:
        return "<html><body>" + "".join(f"<p>{row}</p>" for row in text.split("\n")) + "</body></html>"

    texts = [make_story(n, promo) for n in range(5)]
    for model in (learn_site(*texts), learn_site(*map(page, texts))):
        for source in (make_story(7, promo), page(make_story(7, promo))):
            assert promo not in count_kept(clean_article(source, url="https://wrenmouth.example/a", site=model))


def test_without_a_model_the_filter_finds_nothing_and_can_be_left_out() -> None:
    source = make_story(3, "Share on Facebook")
    assert clean_article(source) == clean_article(source, pipeline=Pipeline.default().without("sitewide"))
    promo = "Wax, wick and window: our keepers trim one lamp a week for you to read by."
    model = learn_site(*(make_story(n, promo) for n in range(3)))
    article = clean_article(make_story(5, promo), pipeline=Pipeline.default().without("sitewide"), site=model)
    assert promo in count_kept(article)
