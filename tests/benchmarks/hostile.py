"""What boilerstrip and others do on hostile pages: `python tests/benchmarks/hostile.py [--size 1000000] [--limit 15]`.

Needs `pip install trafilatura readability-lxml "lxml[html-clean]" justext resiliparse beautifulsoup4`; what is not installed is left out. Each
system gets each page in a process of its own, with so many seconds of processor time. Each page is a hostile shape with an article of three
paragraphs behind it. A cell says how many seconds were taken, or that the system hangs or raises; and where the article's text is: "kept" in
the result, "told" (boilerstrip alone: it is accounted for among what was removed or not read), or "lost" without a word.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from shapes import HTML

NEEDLE = "The harbour master said on Tuesday that all forty passengers were safe and would be home by the evening."
ARTICLE = f"<h1>Ferry sinks</h1><p>The ferry sank at dawn, and nobody in the town saw it go under the waves of the bay.</p><p>{NEEDLE}</p>"
ARTICLE += "<p>The cause is being looked into, and the next ferry of the line is expected on Friday afternoon, he said.</p>"
SHAPES = (
    "nested tags",
    "paragraphs",
    "long paragraph",
    "near-equal paragraphs",
    "open inlines",
    "table cells",
    "comment openers",
)
SHAPES += ("attributes", "data addresses", "scripts", "linked data, deep", "links", "entities")
# What a system is called on PyPI where that is not its module's name.
MODULES = {"readability-lxml": "readability", "beautifulsoup4": "bs4"}


def _boilerstrip(page: str) -> str:
    from boilerstrip import clean_article

    article = clean_article(page, kind="html")
    if NEEDLE in article.text:
        return "kept"
    return "told" if any(NEEDLE in removal.text for removal in article.removed) else "lost"


def _trafilatura(page: str) -> str:
    import trafilatura

    return _found(trafilatura.extract(page))


def _readability(page: str) -> str:
    from readability import Document

    return _found(Document(page).summary())


def _justext(page: str) -> str:
    import justext

    paragraphs = justext.justext(page, justext.get_stoplist("English"))
    return _found("\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate))


def _resiliparse(page: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return _found(extract_plain_text(page, main_content=True))


def _soup(page: str) -> str:
    from bs4 import BeautifulSoup

    return _found(BeautifulSoup(page, "html.parser").get_text("\n"))


def _found(text: str | None) -> str:
    return "kept" if NEEDLE in " ".join((text or "").split()) else "lost"


SYSTEMS: dict[str, Callable[[str], str]] = {
    "boilerstrip": _boilerstrip,
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "justext": _justext,
    "resiliparse": _resiliparse,
    "beautifulsoup4": _soup,
}


def page_of(shape: str, size: int) -> str:
    """A hostile page: the shape, and an article behind it."""
    page = HTML[shape](size)
    return page.replace("</body>", f"{ARTICLE}</body>") if "</body>" in page else page + ARTICLE


def one(system: str, shape: str, size: int) -> None:
    """Run in a process of its own: print what was found, and the processor time."""
    clean = SYSTEMS[system]
    clean("<html><body>" + ARTICLE + "</body></html>")
    page = page_of(shape, size)
    started = time.process_time()
    found = clean(page)
    print(f"{time.process_time() - started:.1f} s, {found}")


def measured(system: str, shape: str, size: int, limit: int) -> str:
    """The cell of a table."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limit + 3, limit + 3))  # three seconds to start

    command = [sys.executable, __file__, "--one", system, shape, "--size", str(size)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, preexec_fn=limited, timeout=20 * limit)
    except subprocess.TimeoutExpired:
        return "hangs"
    if done.returncode < 0:
        return "hangs" if -done.returncode in (9, 24) else "crashes"
    return done.stdout.strip() if done.returncode == 0 else f"raises {done.stderr.strip().splitlines()[-1].split(':')[0]}"


def main() -> None:
    """Print the table, a row at a time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1_000_000, help="of each shape, in characters")
    parser.add_argument("--limit", type=int, default=15, help="seconds of processor time for each page")
    parser.add_argument("--one", nargs=2, metavar=("SYSTEM", "SHAPE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one(*options.one, options.size)
        return
    there = [name for name in SYSTEMS if importlib.util.find_spec(MODULES.get(name, name))]
    print("| page | " + " | ".join(there) + " |\n|---" * (1) + "|---" * len(there) + "|")
    for shape in SHAPES:
        cells = [measured(system, shape, options.size, options.limit) for system in there]
        print(f"| {shape} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
