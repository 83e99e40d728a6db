"""Promises of the headline."""

from __future__ import annotations

import pytest

from boilerstrip import clean_article
from ferry_story import BODY, PAGE, URL


def test_site_name_after_the_headline_goes() -> None:
    article = clean_article(f"Ferry sinks off Wrenmouth at dawn | The Wrenmouth Post\n{BODY}", url=URL)
    assert article.headline == "Ferry sinks off Wrenmouth at dawn"
    assert [removal.text for removal in article.removed] == ["| The Wrenmouth Post"]


def test_second_half_of_a_headline_stays() -> None:
    article = clean_article(f"Ferry sinks off Wrenmouth - a town waits\n{BODY}", url=URL)
    assert article.headline == "Ferry sinks off Wrenmouth - a town waits"


def test_headline_is_no_entry_of_a_list_of_other_articles() -> None:
    source = f"Most read\nGoat elected to the parish council\nFerry sinks off Wrenmouth at dawn\nBy Ada Wren\n{BODY}"
    assert clean_article(source, url=URL).headline == "Ferry sinks off Wrenmouth at dawn"


def test_headline_that_a_scraper_broke_after_its_colon_is_whole() -> None:
    article = clean_article(f"News\nHarbour of Wrenmouth:\nA town waits for its ferry\nBy Ada Wren\n{BODY}", url=URL)
    assert article.headline == "Harbour of Wrenmouth: A town waits for its ferry"


def test_label_above_the_headline_is_no_part_of_it() -> None:
    article = clean_article(f"News\nPicked for you:\nFerry sinks off Wrenmouth at dawn\nBy Ada Wren\n{BODY}", url=URL)
    assert article.headline == "Ferry sinks off Wrenmouth at dawn"


@pytest.mark.parametrize("line", ["dpa", "teilen", "share", "vor 3 Stunden", "a day ago", "by admin", "in Politics", "via AP"])
def test_a_few_words_in_lower_case_below_the_headline_are_no_part_of_it(line: str) -> None:
    article = clean_article(f"Ferry sinks off Wrenmouth at dawn\n{line}\n{BODY}", kind="text")
    assert article.headline == "Ferry sinks off Wrenmouth at dawn"


def test_a_summary_of_two_sentences_above_a_broken_credit_is_no_headline() -> None:
    summary = "The ferry went down in front of the whole town of Wrenmouth. Nobody on the quay saw how it began"
    source = f"Skip to content\nFerry sinks off Wrenmouth at dawn\n{summary}\nBy\nThomas Wren\nWrenmouth\n{BODY}"
    article = clean_article(source, kind="text")
    assert (article.headline, article.standfirst) == ("Ferry sinks off Wrenmouth at dawn", summary)


@pytest.mark.parametrize("title", ["Pots &amp; Ladders: Ferry sinks at dawn", "Pots &amp; Ladders » Ferry sinks at dawn"])
def test_the_headline_is_the_title_without_the_sites_name_before_it(title: str) -> None:
    page = (
        f'<title>{title}</title><header><h1><a href="/">Pots &amp; Ladders</a></h1></header><h3>Ferry sinks at dawn</h3>{PAGE}'
    )
    assert clean_article(page, kind="html").headline == "Ferry sinks at dawn"


@pytest.mark.parametrize(
    ("heading", "headline"),
    [
        ("<span>Storms</span><span>Harbour wall holds</span>", "Storms Harbour wall holds"),
        ("<span>F</span>erry sinks at dawn", "Ferry sinks at dawn"),
    ],
)
def test_the_elements_of_a_heading_are_words_of_their_own(heading: str, headline: str) -> None:
    assert clean_article(f"<h1>{heading}</h1>{PAGE}", kind="html").headline == headline
