"""The fields of whole pages: what a page shows, compared with what its head declares."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from boilerstrip import Article, clean_article

FIRST = "The ferry sank at dawn on Tuesday, and nobody in the town of Wrenmouth saw it go under the waves."
SECOND = "All forty passengers were safe, the harbour master said, and would be home by the evening."
THIRD = "The company has promised a new ferry by the spring, which would be the fourth in nine years."
BODY = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))
TITLE = "Ferry sinks off Wrenmouth at dawn"
URL = "https://www.wrenmouthpost.example/news/ferry-sinks-off-wrenmouth-at-dawn"


def article(body: str, head: str = "", url: str | None = URL, language: str | None = None) -> Article:
    page = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    return clean_article(page, url=url, language=language)


def story(head: str = "", below: str = "", language: str | None = None) -> Article:
    return article(f"<h1>{TITLE}</h1>{below}{BODY}", head, language=language)


def script(**values: Any) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', 'headline': TITLE, **values})}</script>"


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


# --- authors


def test_authors_that_only_the_head_names_are_found_and_the_byline_is_none() -> None:
    cleaned = story(script(author={"@type": "Person", "name": "Ada Wren"}))
    assert (cleaned.authors, cleaned.byline) == (("Ada Wren",), None)


@pytest.mark.parametrize(
    ("declared", "authors"),
    [
        ("Ada Wren and Tom Marlow", ("Ada Wren", "Tom Marlow")),
        ("Anna Muster und Karl Probe, dpa", ("Anna Muster", "Karl Probe")),
        ("By Ada Wren, Staff Writer", ("Ada Wren",)),
        ("Wren, Ada", ("Ada Wren",)),
        ("Ada Wren, MD", ("Ada Wren",)),
        ("dpa", ("dpa",)),
        ("Institute for Ferries and Bridges", ("Institute for Ferries and Bridges",)),
        ("東出一郎", ("東出一郎",)),
    ],
)
def test_declared_names_are_read_as_credits_are(declared: str, authors: tuple[str, ...]) -> None:
    assert story(meta("author", declared), language="de").authors == authors


@pytest.mark.parametrize(
    "declared", ["admin", "ada-wren", "Web Editor", "ada@wrenmouthpost.example", "Wrenmouth Post", "The Bell"]
)
def test_roles_accounts_and_publishers_are_no_authors(declared: str) -> None:
    assert story(meta("author", declared) + meta("og:site_name", "The Bell")).authors == ()


def test_the_owner_of_a_site_with_a_persons_name_is_its_author() -> None:
    page, head = f"<h1>{TITLE}</h1>{BODY}", meta("author", "Anna Loriot")
    assert article(page, head, "https://annaloriot.example/ferry").authors == ("Anna Loriot",)
    assert article(page, meta("author", "Loriot Ferries"), "https://loriotferries.example/ferry").authors == ()


def test_credit_and_head_complete_each_other() -> None:
    head = script(author=[{"@type": "Person", "name": "Ada Wren"}, {"@type": "Person", "name": "Tom Marlow"}])
    cleaned = story(head, "<p>By Ada</p>")
    assert (cleaned.authors, cleaned.byline) == (("Ada Wren", "Tom Marlow"), "By Ada")


def test_credit_with_a_label_wins_over_the_head() -> None:
    assert story(meta("author", "Ida Holt"), "<p>By Ada Wren</p>").authors == ("Ada Wren",)


def test_name_without_a_label_loses_to_the_head() -> None:
    cleaned = story(meta("author", "Ida Holt"), "<p>Palmer Lodge</p>")
    assert (cleaned.authors, cleaned.byline) == (("Ida Holt",), None)


@pytest.mark.parametrize("line", ["Wrenmouth Bay Staff", "Ida", "Ada Wren- 2031/5/3"])
def test_line_in_an_element_for_authors_is_the_byline(line: str) -> None:
    assert story("", f"<div class='post-author'>{line}</div>").byline == line


@pytest.mark.parametrize("line", ["About the author", "View all posts", "Follow us", "AA"])
def test_label_in_an_element_for_authors_is_no_byline(line: str) -> None:
    cleaned = story("", f"<div class='post-author'>{line}</div>")
    assert (cleaned.byline, cleaned.authors) == (None, ())


def test_job_after_the_name_is_part_of_the_byline() -> None:
    cleaned = story("", "<p>By Ada Wren</p><p>Senior Politics Reporter</p>")
    assert (cleaned.byline, cleaned.authors) == ("By Ada Wren\nSenior Politics Reporter", ("Ada Wren",))


# --- headline


def test_heading_for_readers_wins_over_the_one_for_search_engines() -> None:
    shown = "A whole town looks for its ferry"
    cleaned = article(f"<h1>{TITLE}</h1><h2>{shown}</h2>{BODY}", script() + meta("og:title", shown))
    assert cleaned.headline == shown


def test_subheading_that_no_title_says_stays_out_of_the_headline() -> None:
    assert article(f"<h1>{TITLE}</h1><h2>A whole town looks for it</h2>{BODY}", script()).headline == TITLE


def test_title_written_for_social_media_loses_to_the_one_shown() -> None:
    assert story(meta("og:title", "You will not believe what happened to this ferry")).headline == TITLE


def test_two_lines_of_one_heading_are_one_headline_where_the_title_has_both() -> None:
    page = f"<h1><span style='x'><div>Wrenmouth harbour</div></span>Ferry sinks at dawn</h1>{BODY}"
    assert (
        article(page, meta("og:title", "Wrenmouth harbour: Ferry sinks at dawn")).headline
        == "Wrenmouth harbour: Ferry sinks at dawn"
    )
    assert article(page, meta("og:title", "Ferry sinks at dawn")).headline == "Ferry sinks at dawn"


def test_headline_that_reads_like_a_teaser_is_kept_where_the_page_declares_it() -> None:
    title = "Read more: why the ferries of Wrenmouth sink"
    cleaned = article(f"<h1>{title}</h1>{BODY}", meta("og:title", title))
    assert cleaned.headline == title
    assert cleaned.removed == ()


def test_headline_that_reads_like_a_teaser_is_kept_where_the_title_goes_on_with_the_site() -> None:
    title = "Learn more: how ferries are mended"
    assert article(f"<h1>{title}</h1>{BODY}", f"<title>{title} | The Bell</title>").headline == title
    assert article(f"<h1>{title}</h1>{BODY}", "<title>Ferries of Wrenmouth</title>").headline == "Ferries of Wrenmouth"


def test_declared_headline_is_found_far_after_the_first_text() -> None:
    before = "".join(f"<section><p>{FIRST[:-1]}, for the {number}th time.</p></section>" for number in range(2, 22))
    assert article(f"{before}<h1>{TITLE}</h1>{BODY}", f"<title>{TITLE}</title>").headline == TITLE


# --- standfirst


def test_short_line_that_is_the_pages_description_is_the_standfirst() -> None:
    line = "A preventable loss."
    assert story(meta("description", line), f"<p>By Ada Wren</p><p>{line}</p>").standfirst == line
    assert story("", f"<p>By Ada Wren</p><p>{line}</p>").standfirst is None


def test_description_that_stands_far_below_the_headline_is_the_standfirst() -> None:
    line = "Forty passengers are safe, and nobody knows why the ferry went down so close to the shore."
    menu = "".join(f"<p>Harbour {number} news</p>" for number in range(80))
    assert story(meta("description", line), f"{menu}<p>{line}</p>").standfirst == line


def test_second_title_of_the_page_is_no_standfirst() -> None:
    second = "Why nobody in Wrenmouth saw the ferry go under the waves at dawn"
    line = "Forty passengers are safe, and nobody knows why the ferry went down so close to the shore."
    below = f"<h2>The ferry: {second}</h2><p class='intro'>{line}</p><p>By Ada Wren</p>"
    assert story(f'<meta property="og:title" content="{second}">', below).standfirst == line


def test_description_that_stands_nowhere_on_the_page_is_no_standfirst() -> None:
    assert story(meta("description", "All you need to know about the ferry that sank at dawn.")).standfirst is None


def test_list_of_points_in_a_summary_is_one_standfirst() -> None:
    points = (
        "The ferry of Wrenmouth sank on Tuesday with forty people and a goat on board.",
        "Everybody is safe, and so is the goat.",
        "A new ferry is promised.",
    )
    listed = "<ul class='post-summary'>" + "".join(f"<li>{point}</li>" for point in points) + "</ul>"
    assert story("", listed).standfirst == "\n".join(points)


def test_list_after_the_headline_that_is_no_summary_is_body() -> None:
    listed = "<ul><li>One ferry of oak, built in the year 1889</li><li>Forty passengers and a goat on board</li></ul>"
    cleaned = story("", listed)
    assert "Forty passengers and a goat on board" not in (cleaned.standfirst or "")


# --- published and site_name

NOON = datetime(2031, 5, 3, 12, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("head", "below", "published"),
    [
        (script(datePublished="2031-05-03T12:00:00+02:00"), "", NOON),
        (script(datePublished="2031-05-03T10:00:00Z"), "", datetime(2031, 5, 3, 10, tzinfo=UTC)),
        (meta("article:published_time", "2031-05-03"), "", datetime(2031, 5, 3)),
        (meta("date", "May 3, 2031"), "", datetime(2031, 5, 3)),
        (meta("date", "3. Mai 2031, 10:30 Uhr"), "", datetime(2031, 5, 3, 10, 30)),
        ("", "<p>By Ada Wren | 3 May 2031</p>", datetime(2031, 5, 3)),
        ("", "<p>By Ada Wren</p><p>Published May 3, 2031 at 1:05 pm</p>", datetime(2031, 5, 3, 13, 5)),
        ("", "<p>By Ada Wren</p><p>Updated: 5 May 2031</p>", None),
        (meta("article:modified_time", "2031-05-03"), "", None),
        (meta("date", "03/04/2031"), "", None),
        (meta("date", "May 2031"), "", None),
        (meta("date", "31.02.2031"), "", None),
        (meta("date", "0001-01-01T00:00:00"), "", None),
        ("", "", None),
    ],
)
def test_published_is_what_the_page_says_and_never_a_guess(head: str, below: str, published: datetime | None) -> None:
    result = story(head, below, language="de" if "Mai" in head else "en").published
    assert result == published
    assert (result and result.utcoffset()) == (published and published.utcoffset())


@pytest.mark.parametrize(
    ("line", "published", "language"),
    [
        ("Von Karl Probe, 3. Mai 2031, 19:50 Uhr", datetime(2031, 5, 3, 19, 50), "de"),
        ("Par Anne Loriot, le 3 mai 2031 à 12h30", datetime(2031, 5, 3, 12, 30), "fr"),
        ("Por Ana Mirlo, 3 de mayo de 2031", datetime(2031, 5, 3), "es"),
        ("By Ada Wren, 2031年5月3日", datetime(2031, 5, 3), "en"),
        ("By Ada Wren, 3 May 2031 10:30 UTC", datetime(2031, 5, 3, 10, 30, tzinfo=UTC), "en"),
        ("By Ada Wren, May 3", None, "en"),
        ("By Ada Wren, updated May 3, 2031", None, "en"),
    ],
)
def test_dates_of_bylines_are_read_in_the_lexicons_languages(line: str, published: datetime | None, language: str) -> None:
    assert clean_article(f"{TITLE}\n{line}\n{FIRST}\n{SECOND}\n{THIRD}", language=language).published == published


def test_day_and_month_in_figures_are_read_by_the_language_alone() -> None:
    source = f"{TITLE}\nBy Ada Wren | 03/04/2031\n{FIRST}\n{SECOND}"
    assert clean_article(source, language="en").published is None
    assert clean_article(source, language="fr").published == datetime(2031, 4, 3)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (meta("og:site_name", "The Wrenmouth Post"), "The Wrenmouth Post"),
        (script(publisher={"@type": "Organization", "name": "Wrenmouth Post Ltd"}), "Wrenmouth Post Ltd"),
        (meta("application-name", "WP"), "WP"),
        (f"<title>{TITLE} | The Wrenmouth Post</title>", "The Wrenmouth Post"),
        (f"<title>{TITLE} | a town waits</title>", None),
        (meta("og:site_name", "https://www.wrenmouthpost.example"), None),
        ("", None),
    ],
)
def test_site_name_is_declared_or_stands_after_the_title(head: str, name: str | None) -> None:
    assert story(head).site_name == name


def test_published_and_site_name_come_back_from_json() -> None:
    for published in (NOON, datetime(2031, 5, 3), None):
        made = Article(headline=TITLE, published=published, site_name="The Bell")
        again = Article.from_dict(json.loads(made.to_json()))
        assert again == made
        assert (again.published and again.published.utcoffset()) == (published and published.utcoffset())
    assert Article(published=NOON).to_dict()["published"] == "2031-05-03T12:00:00+02:00"


def test_date_that_is_not_iso_is_refused() -> None:
    with pytest.raises(ValueError, match="May"):
        Article.from_dict({"published": "May 3, 2031"})


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<time class="dt-published" datetime="2031-05-03T06:00:00+00:00">May</time>', "2031-05-03T06:00:00+00:00"),
        ('<time pubdate datetime="2031-05-03">May</time>', "2031-05-03T00:00:00"),
        ('<abbr class="published" title="2031-05-03">May</abbr>', "2031-05-03T00:00:00"),
    ],
)
def test_a_date_that_a_class_names_is_the_date(markup: str, expected: str) -> None:
    published = story(below=f"<p>{markup}</p>").published
    assert published is not None
    assert published.isoformat() == expected


def test_dates_of_several_entries_are_none_of_the_article() -> None:
    marks = "".join(f'<p><time class="entry-date" datetime="2031-05-0{day}">May</time></p>' for day in (3, 4))
    assert story(below=marks).published is None


def test_a_heading_that_says_the_title_without_the_sites_name_is_the_headline() -> None:
    head, lines = "<title>Sauerteig im Bergwerk | Brotgasse 9</title>", "<p>500 g Roggenmehl<br>10 g Salz</p>"
    page = (
        f"<html lang='de'><head>{head}</head><body><h2>Sauerteig im Bergwerk</h2><p>12. Mai 2031</p>{BODY}{lines}</body></html>"
    )
    assert clean_article(page).headline == "Sauerteig im Bergwerk"


def test_a_press_contact_after_the_text_is_no_byline() -> None:
    contact = "<p>Tomas Ley, press@wren.example, +44 20 5550 1188</p>"
    assert article(f"<h1>{TITLE}</h1>{BODY}<p>ENDS</p>{contact}").byline is None
