"""The removals as a table on a terminal."""

from __future__ import annotations

import sys

from boilerstrip.article import Article

_COLOURS = {
    "newsletter": "magenta",
    "subscribe": "magenta",
    "related": "blue",
    "repeat": "yellow",
    "sharing": "cyan",
    "consent": "cyan",
    "advert": "red",
    "hidden": "red",
    "comments": "green",
}


def show_removals(article: Article) -> None:
    """Print a line for each removal to standard output: a coloured table on a terminal, plain lines elsewhere.

    The table needs rich (`pip install "boilerstrip[cli]"`). Without rich, a terminal gets plain lines too.

    >>> show_removals(Article())
    nothing was removed
    """
    if not article.removed:
        sys.stdout.write("nothing was removed\n")
    elif not sys.stdout.isatty() or not _try_table(article):
        sys.stdout.write(article.explain() + "\n")


def _try_table(article: Article) -> bool:
    """Print the table; `False` if rich is not installed."""
    try:
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        return False
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("line", justify="right", style="dim", no_wrap=True)
    table.add_column("category", no_wrap=True)
    table.add_column("text", ratio=2, no_wrap=True, overflow="ellipsis")
    table.add_column("why", ratio=3, overflow="fold")
    for removal in article.removed:
        place = "" if removal.line is None else str(removal.line + 1)
        category = Text(removal.category, style=_COLOURS.get(removal.category, "default"))
        why = Text(removal.evidence).append(f"  {removal.filter}/{removal.rule}", style="dim")
        table.add_row(place, category, Text(removal.text), why)
    Console().print(table)
    return True
