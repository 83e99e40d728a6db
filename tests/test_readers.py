"""Readers: how kinds are told, and what HTML gives."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from boilerstrip.readers import read
from boilerstrip.readers.decode import decode
from boilerstrip.readers.detect import detect_kind

RUSSIAN = "Паром затонул на рассвете во вторник, и никто в городе не видел, как он скрылся под волнами. " * 3
JAPANESE = "火曜日の明け方に船が沈んだが、町の誰もそれを見ていなかった。乗客は全員無事だった。" * 3
TEXT = [
    "The ferry sank at dawn.",
    "If a < b and b > c, then a <b>bold</b> claim is made.",
    "Rated * out of ****, it has one # too many.",
    "A line with <br> in it\nand another <br/>",
    "* one\n* two\n* three",
    "1. one\n2. two",
    "See https://example.org/(x)[y] for more.",
    "--- Advertisement ---",
    "a_b_c and __init__",
    "",
]
MARKDOWN = [
    "# Ferry sinks\n\nSee [the map](https://example.org/map).",
    "[Home](/)\n[News](/news)\n\nThe ferry sank.",
    "![Ferry](ferry.jpg)\n\n**Bold** start",
    "## One\n\ntext\n\n## Two\n\ntext",
]
HTML = [
    "<!DOCTYPE html><html><body><p>x</p></body></html>",
    "<p>The ferry sank at dawn.</p>",
    "<div><h1>Ferry</h1><p>It sank.</p></div>",
    '<?xml version="1.0"?><html><body>x</body></html>',
    "<!-- saved page --><html><body>x</body></html>",
    "  \n<html lang='en'><head><title>x</title></head><body>y</body></html>",
]


@pytest.mark.parametrize(
    ("source", "kind"),
    [*((s, "text") for s in TEXT), *((s, "markdown") for s in MARKDOWN), *((s, "html") for s in HTML)],
)
def test_kind_is_told_by_marks(source: str, kind: str) -> None:
    assert detect_kind(source) == kind


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


def test_cues_are_whole_tokens_and_their_parts() -> None:
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


def test_text_behind_the_end_of_a_page_is_read_from_every_source() -> None:
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


def test_cells_of_a_table_are_cues() -> None:
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
    found = [tree.xpath(block.path)[0] for block in blocks if block.text != "Seven"]
    assert [tree.getpath(element) for element in found] == [block.path for block in blocks if block.text != "Seven"]
    assert [element.tag for element in found] == ["h1", "p", "p", "p", "div", "div"]


def test_paths_of_a_part_of_a_page_start_at_its_root() -> None:
    root = etree.fromstring("<body><div/><div><p>One<p>Two</div>", etree.HTMLParser())
    assert [block.path for block in read(root[0][1]).blocks] == ["/html/body/div[2]/p[1]", "/html/body/div[2]/p[2]"]


def test_markdown_keeps_raw_html_out_and_escapes_in() -> None:
    blocks = read("# A\n\nOne <b>bold</b> \\*star\\* a < b & c &amp; d.", kind="markdown").blocks
    assert [block.text for block in blocks] == ["A", "One bold *star* a < b & c & d."]


def test_spans_of_markdown_hold_the_marks() -> None:
    source = "# Ferry\n\n* [Map](https://example.org)\n* two\n\n> Said.\n"
    assert [source[slice(*block.span)] for block in read(source, kind="markdown").blocks if block.span] == [
        "# Ferry",
        "* [Map](https://example.org)",
        "* two",
        "> Said.",
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Fähre".encode(), "Fähre"),
        ("\ufeffFähre".encode(), "Fähre"),
        ("Fähre".encode("utf-16"), "Fähre"),
        ('<meta charset="windows-1251"><p>Паром</p>'.encode("cp1251"), '<meta charset="windows-1251"><p>Паром</p>'),
        (b"\xff\xfe\x00", None),
        (b"caf\xe9 au lait", "café au lait"),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        (b'<meta charset="no-such-charset">caf\xe9', '<meta charset="no-such-charset">café'),
        (b'<meta charset="hex">caf\xe9', '<meta charset="hex">café'),
        (b'<meta charset="idna">caf\xe9', '<meta charset="idna">café'),
        (JAPANESE.encode("iso2022_jp"), JAPANESE),
    ],
)
def test_bytes_are_decoded(data: bytes, text: str | None) -> None:
    decoded = decode(data)
    assert isinstance(decoded, str)
    if text is not None:
        assert decoded.removeprefix("\ufeff") == text


def test_charset_of_the_header_goes_before_that_of_the_page() -> None:
    page = '<meta charset="windows-1251">Βυθίστηκε'.encode("cp1253")
    assert decode(page, "windows-1253") == page.decode("cp1253")
    assert decode(page, "no such charset") == decode(page) == page.decode("cp1251")
    assert decode("Fähre".encode(), "windows-1253") == "Fähre"


def test_lines_that_are_alike_are_paragraphs_of_their_own() -> None:
    lines = [f"The ferry number {number} sank at dawn and nobody in the town saw it go." for number in range(10, 30)]
    assert [block.text for block in read("\n".join(lines), kind="text").blocks] == lines


def test_markdown_takes_raw_tags_of_blocks_for_text() -> None:
    page = read("The ferry </p> (a boat) sank.\n\nNobody </li> (not one) was **hurt**.", kind="markdown")
    assert [block.text for block in page.blocks] == ["The ferry (a boat) sank.", "Nobody (not one) was hurt."]


def test_markdown_keeps_the_cells_of_rows_that_are_longer_than_their_head() -> None:
    source = "| Port | Year |\n|---|---|\n| Élie | 1911 | sunk | [a *map*](x) |\n| Ost | 1912 |\n\nx\n:-\n#|1.|a\\|b\n"
    rows = [(block.kind, block.text, block.link_chars) for block in read(source, kind="markdown").blocks]
    assert [row for row in rows if row[0] != "separator"] == [
        ("paragraph", "Port | Year", 0),
        ("paragraph", "Élie | 1911 | sunk | a map", 5),
        ("paragraph", "Ost | 1912", 0),
        ("paragraph", "x", 0),
        ("paragraph", "# | 1. | a|b", 0),
    ]


def test_markdown_accounts_for_a_line_of_tags_in_a_heading() -> None:
    blocks = read("Ferry sinks\n<div hidden>\n===\n", kind="markdown").blocks
    assert [(block.kind, block.text, block.line) for block in blocks] == [
        ("heading", "Ferry sinks", 0),
        ("separator", "<div hidden>", 1),
    ]


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_a_bullet_that_somebody_typed_makes_a_list_and_a_spoken_dash_stays(kind: str) -> None:
    lines = ["• Tide table", "● Map", "— Who goes there?", "– Nobody."]
    page = "".join(f"<p>{line}</p>" for line in lines) if kind == "html" else "\n\n".join(lines)
    blocks = [(block.kind, block.text) for block in read(page, kind=kind).blocks]
    listed = [("list_item", "Tide table"), ("list_item", "Map")]
    assert blocks == [*listed, ("paragraph", "— Who goes there?"), ("paragraph", "– Nobody.")]


@pytest.mark.parametrize("above", ["Courses\n\n", "Courses\n"], ids=["as code", "as more of a paragraph"])
def test_a_list_set_too_far_in_is_a_list(above: str) -> None:
    blocks = read(f"{above}    * [Tides](https://wren.example/t)\n    * * Maps\n", kind="markdown").blocks
    assert [(block.kind, block.text) for block in blocks[1:]] == [("list_item", "Tides"), ("list_item", "Maps")]


def test_dashes_in_fenced_code_are_the_codes_own() -> None:
    blocks = read("```yaml\n- name: tide\n- name: map\n```\n", kind="markdown").blocks
    assert [block.text for block in blocks if block.has_words] == ["- name: tide", "- name: map"]


@pytest.mark.parametrize("source", ["*\n\tTide table", "1.\n   Tide table", "- *\n    Tide table"])
def test_an_item_whose_mark_stands_on_a_line_of_its_own_is_read_once(source: str) -> None:
    assert [(block.kind, block.text) for block in read(source, kind="markdown").blocks] == [("list_item", "Tide table")]


@pytest.mark.parametrize(("source", "line"), [("* --\nTide table", 1), ("*\n  --\nTide table", 2), ("* \xa0*\nTide table", 1)])
def test_an_item_that_begins_with_nothing_but_marks_is_read_line_by_line(source: str, line: int) -> None:
    blocks = read(source, kind="markdown").blocks
    assert [(block.text, block.line) for block in blocks if block.has_words] == [("Tide table", line)]


@pytest.mark.parametrize(
    "source", ["    ```tide \\_ table\n\nLow", "    ~~~tide \\_ table    \n\t    \nLow", "\n\n\t```tide \\_ table\xa0\nLow"]
)
def test_indented_code_that_looks_like_a_fence_stands_on_its_own_line(source: str) -> None:
    code, low = read(source, kind="markdown").blocks
    assert source[slice(*code.span or (0, 0))].strip().startswith(("```tide", "~~~tide"))
    assert code.text.endswith("tide _ table")
    assert source[slice(*low.span or (0, 0))] == "Low"


def test_a_fence_that_says_the_codes_first_line_is_no_code() -> None:
    blocks = read("~~~tide ```\n```\nLow", kind="markdown").blocks
    assert [(block.text, block.line) for block in blocks] == [("~~~tide ```", 0), ("```", 1), ("Low", 2)]


def test_a_blank_that_the_parser_takes_for_text_stands_on_the_line_of_its_mark() -> None:
    blocks = read("* \xa0\nTide table", kind="markdown").blocks
    assert [(block.text, block.line) for block in blocks if block.has_words] == [("Tide table", 1)]


@pytest.mark.parametrize(
    "lines",
    [
        ["Das teilte die Stadt am Montag mit.", "»Wir spielen nicht mit der Elz«, sagte die Bürgermeisterin."],
        ["Von Katrin Osswald", "»Wir spielen nicht mit der Elz«, sagte die Bürgermeisterin."],
        ["Det sade kommunen på måndagen.", "”Vi leker inte med ån”, sade borgmästaren."],
        ["Le pain coûtait trois euros, il coûte désormais 5 €", "Maurice, le boulanger, n'y peut rien et le dit."],
        ["Seven small towns where the train still stops", "by Harriet Voss", "There are fewer of them each year."],
        ["The loaf and its price", "by Ada Wren and Tom van Dyke", "There are fewer of them each year."],
    ],
)
def test_lines_that_are_whole_stay_apart(lines: list[str]) -> None:
    assert [block.text for block in read("\n".join(lines), kind="text").blocks] == lines


def test_a_link_that_broke_a_sentence_at_a_name_is_mended() -> None:
    source = "The prize went to a novel that was written\nby Ada Wren\n, who lives in the town."
    assert [block.text for block in read(source).blocks] == [
        "The prize went to a novel that was written by Ada Wren, who lives in the town."
    ]


def test_a_heading_at_its_beginning_makes_a_text_markdown() -> None:
    blocks = read("# Best kettles\n\nThe first kettle boiled for three hundred days.\n").blocks
    assert next((block.kind, block.level, block.text) for block in blocks) == ("heading", 1, "Best kettles")
    assert read("# 1 in the charts for a week, and nobody knows why.").kind == "text"


def test_a_date_is_no_part_of_the_word_before_it() -> None:
    page = "<p><span>Ada Wren at Mill Lane</span><time datetime='2031-05-03'>Sat 3 May 2031</time></p>"
    assert [block.text for block in read(page, kind="html").blocks] == ["Ada Wren at Mill Lane Sat 3 May 2031"]


def test_links_by_reference_make_a_text_markdown() -> None:
    source = "# City to plant trees\nIt will plant [10,000 trees][1], paid by a [grant][2].\n\n[1]: https://wren.example/t\n[2]: /grant\n"
    document = read(source)
    assert document.kind == "markdown"
    assert [block.text for block in document.blocks if block.kind == "paragraph"] == [
        "It will plant 10,000 trees, paid by a grant."
    ]
    assert read("He said so.[1] She did not.[2]\n\n[1] The Wren, p. 4\n[2] Ibid.\n").kind == "text"
