"""The blocks of HTML pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from boilerstrip.readers import read


def texts(page: str) -> list[str]:
    return [block.text for block in read(page, kind="html").blocks]


def test_inline_markup_splits_no_word_and_no_sentence() -> None:
    assert texts("<p>He <b>t</b>old <a href='/'>the Courier</a>, which<br>had asked.</p>") == [
        "He told the Courier, which had asked."
    ]


def test_links_that_touch_are_two_labels() -> None:
    assert texts("<p><a href='/a'>Home</a><a href='/b'>News</a></p>") == ["Home News"]


def test_a_comment_that_never_ends_hides_nothing() -> None:
    page = read(
        "<p>The ferry sank.</p><!-- a note --><p>Nobody was hurt.</p><!-- <p>The next one sails on Friday.</p>", kind="html"
    )
    assert [block.text for block in page.blocks] == ["The ferry sank.", "Nobody was hurt.", "The next one sails on Friday."]


def test_scripts_styles_and_comments_are_no_text() -> None:
    assert texts("<p>One<script>var x</script><style>p{}</style><!-- no --> two.</p>") == ["One two."]


def test_table_row_is_one_block_and_layout_cells_are_apart() -> None:
    assert texts("<table><tr><td>Single</td><td>£6</td></tr></table>") == ["Single | £6"]
    assert texts("<table><tr><td><p>Left.</p></td><td><p>Right.</p></td></tr></table>") == ["Left.", "Right."]


def test_kinds_and_levels_of_blocks() -> None:
    page = "<h2>Head</h2><ul><li>Item<ul><li>Inner</li></ul></li></ul><blockquote><p>Said.</p></blockquote><p>Plain.</p>"
    assert [(b.kind, b.level, b.text) for b in read(page, kind="html").blocks] == [
        ("heading", 2, "Head"),
        ("list_item", 0, "Item"),
        ("list_item", 0, "Inner"),
        ("quote", 0, "Said."),
        ("paragraph", 0, "Plain."),
    ]


@pytest.mark.parametrize(
    "attributes",
    [
        "style='display:none'",
        "style='visibility: hidden'",
        "hidden",
        "aria-hidden='true'",
        "style='font-size:0'",
        "style='left:-9999px'",
    ],
)
def test_hidden_elements_are_marked(attributes: str) -> None:
    blocks = read(f"<div {attributes}><p>Unseen.</p></div><p>Seen.</p>", kind="html").blocks
    assert [(b.text, b.hidden) for b in blocks] == [("Unseen.", True), ("Seen.", False)]


def test_tokens_are_whole_names_and_their_parts() -> None:
    (block,) = read("<div class='newsletterSignup pixelated' id='main-bar'><p>x</p></div>", kind="html").blocks
    assert {"newslettersignup", "newsletter", "signup", "pixelated", "main", "bar", "main-bar"} <= block.tokens
    assert "related" not in block.tokens
    assert {"div", "p"} <= block.tags


def test_link_density_counts_linked_characters() -> None:
    (block,) = read("<p><a href='/'>abcd</a> efg</p>", kind="html").blocks
    assert block.link_density == 0.5


def test_head_is_read_as_declared() -> None:
    page = (
        "<head><title>Ferry sinks | Bell</title><meta property='og:title' content='Ferry sinks'>"
        "<meta name='author' content='Ada Wren'></head><p>x</p>"
    )
    declared = read(page, kind="html").declared
    assert declared.titles == ("Ferry sinks", "Ferry sinks | Bell")
    assert declared.authors == ("Ada Wren",)


FLAT = ("elements nested more than 512 deep were flattened; their text is kept",)

DEEP = [
    pytest.param(lambda n: "<body>" + "<div>" * n + "Down." + "</div>" * n + "<p>Up.", id="text"),
    pytest.param(lambda n: BeautifulSoup("<div>" * n + "Down." + "</div>" * n + "<p>Up.", "html.parser"), id="soup"),
]


@pytest.mark.parametrize("page_of", DEEP)
@pytest.mark.parametrize("depth", [513, 1200, 2047, 2049, 20_000])
def test_deep_nesting_keeps_its_text_and_warns(page_of: Callable[[int], object], depth: int) -> None:
    document = read(page_of(depth), kind="html")
    assert [block.text for block in document.blocks] == ["Down.", "Up."]
    assert document.warnings == FLAT
    assert all((block.path or "").count("/") <= 512 for block in document.blocks)


def test_deep_tree_that_was_parsed_elsewhere_keeps_its_text_and_warns() -> None:
    root = inner = etree.Element("html")
    for _ in range(5000):
        inner = etree.SubElement(inner, "div")
    inner.text, root[0].tail = "Down.", "Up."
    document = read(root)
    assert [block.text for block in document.blocks] == ["Down.", "Up."]
    assert document.warnings == FLAT


def test_depth_of_500_is_no_reason_to_warn() -> None:
    document = read("<body>" + "<div>" * 500 + "Down.", kind="html")
    assert [block.text for block in document.blocks] == ["Down."]
    assert document.warnings == ()


def test_deep_scripts_are_no_text() -> None:
    assert texts("<div>" * 3000 + "<script>var x</script><svg><title>x</title></svg>Down.<style>p{}</style>") == ["Down."]


def test_deep_inline_markup_keeps_its_sentence() -> None:
    assert texts("<p>It " + "<b>" * 400 + "sank" + "</b>" * 400 + ".") == ["It sank."]


def test_reading_and_cleaning_need_no_recursion() -> None:
    code = (
        "import sys; from boilerstrip import clean_article; clean_article('<p>x'); sys.setrecursionlimit(150);"
        "page = '<ul><li><b>' * 30000 + 'The ferry sank at dawn, and nobody saw it go under.';"
        "print([str(p) for p in clean_article(page, kind='html').body])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # our own code
    assert done.stdout.strip() == "['The ferry sank at dawn, and nobody saw it go under.']"


def test_text_after_the_end_of_a_page_is_read_from_every_source() -> None:
    page = "<html><body><p>One.</p></body></html><div>Two.</div><html><p>Three.</p></html>"
    root = etree.fromstring(page, etree.HTMLParser())
    for source in (page, root, root.getroottree(), BeautifulSoup(page, "html.parser")):
        assert [block.text for block in read(source, kind="html").blocks] == ["One.", "Two.", "Three."]


def test_element_of_a_page_is_read_alone() -> None:
    root = etree.fromstring("<div><p>One.</p><p>Two.</p></div>", etree.HTMLParser())
    assert [block.text for block in read(root.find(".//p")).blocks] == ["One."]


@pytest.mark.parametrize(
    ("role", "tag"),
    [("navigation", "nav"), ("contentinfo", "footer"), ("complementary", "aside"), ("banner", "header"), ("search", "form")],
)
def test_roles_stand_for_elements(role: str, tag: str) -> None:
    (block,) = read(f"<div role='{role}'><p>x</p></div>", kind="html").blocks
    assert tag in block.tags
    assert role in block.tokens


def test_roles_give_kinds_and_levels() -> None:
    page = "<div role='heading' aria-level='4'>Head</div><div role='heading'>Two</div><div role='list'><p role='listitem'>Item</p></div>"
    assert [(b.kind, b.level) for b in read(page, kind="html").blocks] == [("heading", 4), ("heading", 2), ("list_item", 0)]


def test_attributes_of_table_cells_are_tokens_of_their_blocks() -> None:
    page = "<table><tr><td class='sidebar'><p>Menu</p></td><td id='story' itemprop='articleBody'><p>Text.</p></td></tr></table>"
    blocks = read(page, kind="html").blocks
    assert [block.tokens & {"sidebar", "story", "articlebody"} for block in blocks] == [{"sidebar"}, {"story", "articlebody"}]


def test_linked_characters_of_a_layout_table_are_those_of_each_cell() -> None:
    long = "The ferry sank at dawn on Tuesday, and nobody in the town saw it go under, " * 2 + "for it was dark."
    page = f"<table><tr><td><a href='/'>Home</a></td><td>{long}</td><td><a href='/'>x</a> y</td></tr></table>"
    assert [block.link_chars for block in read(page, kind="html").blocks] == [4, 0, 1]


def test_paths_lead_to_the_elements_that_blocks_stand_in() -> None:
    page = (
        "<body><div><h1>One</h1><p>Two<p>Three <b>and</b></div><!-- no --><div><table><tr><td><p>Four</table>"
        "<span>Five<div>Six</div></span></div><x:y>Seven</x:y>"
    )
    root = etree.fromstring(page, etree.HTMLParser())
    tree = root.getroottree()
    blocks = read(root).blocks
    assert [block.text for block in blocks] == ["One", "Two", "Three and", "Four", "Five", "Six", "Seven"]
    elements = [tree.xpath(block.path)[0] for block in blocks if block.text != "Seven"]
    assert [tree.getpath(element) for element in elements] == [block.path for block in blocks if block.text != "Seven"]
    assert [element.tag for element in elements] == ["h1", "p", "p", "p", "div", "div"]


def test_paths_of_a_part_of_a_page_start_at_its_root() -> None:
    root = etree.fromstring("<body><div/><div><p>One<p>Two</div>", etree.HTMLParser())
    assert [block.path for block in read(root[0][1]).blocks] == ["/html/body/div[2]/p[1]", "/html/body/div[2]/p[2]"]


def test_a_date_does_not_join_the_word_before_it() -> None:
    page = "<p><span>Ada Wren at Mill Lane</span><time datetime='2031-05-03'>Sat 3 May 2031</time></p>"
    assert [block.text for block in read(page, kind="html").blocks] == ["Ada Wren at Mill Lane Sat 3 May 2031"]
