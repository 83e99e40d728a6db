"""Scrapy: `BoilerstripPipeline`, an item pipeline."""

from __future__ import annotations

from typing import Any

from boilerstrip.extras import MissingExtraError

try:
    from itemadapter import ItemAdapter
    from scrapy.crawler import Crawler
except ImportError as error:
    raise MissingExtraError("scrapy", error) from error

from boilerstrip.table_rows import Cleaning


class BoilerstripPipeline:
    """Cleans every item that has a page or a text, and puts the article into it.

    Switch it on with `ITEM_PIPELINES = {"boilerstrip.integrations.scrapy.BoilerstripPipeline": 300}`. The setting `BOILERSTRIP` is a
    `Cleaning`, or a dict of its arguments; where it is not set, the item's field `html` is cleaned, and its field `url` is the address.
    The setting `BOILERSTRIP_INTO` names the item's new field, `article` where it is not set: a dict of `Article.to_dict()`, `text`, and
    `error`. Statistics count `boilerstrip/articles`, `boilerstrip/errors` and `boilerstrip/removed/CATEGORY`.

    >>> BoilerstripPipeline(Cleaning(text="text")).process_item({"text": "Nobody was hurt when the ferry sank."})["article"]["text"]
    'Nobody was hurt when the ferry sank.'
    """

    def __init__(self, cleaning: Cleaning, into: str = "article", stats: Any = None) -> None:
        """Made by `from_crawler`. Raises `TypeError` and `ValueError` as `clean_article` does for a wrong option."""
        cleaning.check()
        self._cleaning = cleaning
        self._into = into
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BoilerstripPipeline:
        """The pipeline that the crawler's settings ask for."""
        asked = crawler.settings.get("BOILERSTRIP") or Cleaning(html="html", url="url")
        cleaning = asked if isinstance(asked, Cleaning) else Cleaning(**asked)
        return cls(cleaning, crawler.settings.get("BOILERSTRIP_INTO", "article"), crawler.stats)

    def process_item(self, item: Any) -> Any:
        """The item with its article; one without any of the source fields is passed on as it is."""
        fields = ItemAdapter(item)
        source, kind = next(
            ((fields[name], kind) for name, kind in self._cleaning.sources if fields.get(name) is not None), (None, None)
        )
        if source is None:
            return item
        row = self._cleaning.row(source, fields.get(self._cleaning.url) if self._cleaning.url else None, kind)
        fields[self._into] = row
        self._count(row)
        return item

    def _count(self, row: dict[str, Any]) -> None:
        if self._stats is None:
            return
        self._stats.inc_value("boilerstrip/errors" if row["error"] else "boilerstrip/articles")
        for removal in row["removed"] or ():
            self._stats.inc_value(f"boilerstrip/removed/{removal['category']}")
