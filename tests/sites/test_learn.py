"""The template of a site."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from boilerstrip import SiteModel
from boilerstrip.document.site_template import make_line_key
from boilerstrip.sites.learn import learn_template
from boilerstrip.sites.seen_pages import SeenPage
from made_sites import learn_site, make_story
from strategies import CALM, model_pages


@CALM
@given(model_pages())
def test_template_does_not_depend_on_the_order_of_pages(pages: list[Any]) -> None:
    for site in SiteModel.learn(pages).sites:
        assert learn_template(site.host, site.pages[::-1]) == learn_template(site.host, site.pages)


def test_line_with_its_end_cut_off_is_the_same_line() -> None:
    promo = "Our keepers trim one lamp a week for you, and on Sundays they bring it to your door by boat."
    model = learn_site(*(make_story(n, promo[: 60 + 5 * n]) for n in range(4)))
    template = model.template("wrenmouth.example")
    assert template is not None
    stats = template.find_stats(make_line_key(promo.lower())[:50])
    assert stats is not None
    assert stats.pages == 4


def test_paragraph_that_begins_with_a_teasers_words_is_not_the_teaser() -> None:
    first = make_story(7).split("\n")[1]
    template = learn_site(*(make_story(n, "While the kettle sings", first[:45] + " …") for n in range(6))).template(
        "wrenmouth.example"
    )
    assert template is not None
    assert template.find_stats(make_line_key(first[:45].lower())) is not None
    assert template.find_stats(make_line_key(first[:40].lower())) is not None
    assert template.find_stats(make_line_key(first.lower())) is None


def test_slots_are_found_even_next_to_a_teaser_that_stays_for_weeks() -> None:
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


def test_lines_have_the_dates_of_the_first_and_last_page_that_had_them() -> None:
    pages = [(f"https://wrenmouth.example/{n}", make_story(n, "House manners"), f"2026-0{n + 1}-15") for n in range(4)]
    template = SiteModel.learn(pages).template("wrenmouth.example")
    assert template is not None
    stats = template.find_stats("house manners")
    assert stats is not None
    assert (stats.first_seen, stats.last_seen) == ("2026-01-15", "2026-04-15")
