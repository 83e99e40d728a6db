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
    """Cleans each item that has a page or a text, and puts the article into the item.

    Switch it on with `ITEM_PIPELINES = {"boilerstrip.integrations.scrapy.BoilerstripPipeline": 300}`. The setting `BOILERSTRIP` is a
    `Cleaning`, or a dict of its arguments; by default, the field `html` is cleaned, and the field `url` is the address. The setting
    `BOILERSTRIP_INTO` is the name of the new field; by default, `article`. The field holds a dict with the values of
    `Article.to_dict()`, `text` and `error`. Statistics count `boilerstrip/articles`, `boilerstrip/errors` and
    `boilerstrip/removed/CATEGORY`.

    >>> BoilerstripPipeline(Cleaning(text="text")).process_item({"text": "Nobody was hurt when the ferry sank."})["article"]["text"]
    'Nobody was hurt when the ferry sank.'
    """

    def __init__(self, cleaning: Cleaning, into: str = "article", stats: Any = None) -> None:
        """Scrapy calls `from_crawler` instead. For a wrong option, raises `TypeError` and `ValueError` as `clean_article` does."""
        cleaning.check()
        self._cleaning = cleaning
        self._into = into
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BoilerstripPipeline:
        """Make the pipeline for the settings of a crawler."""
        setting = crawler.settings.get("BOILERSTRIP") or Cleaning(html="html", url="url")
        cleaning = setting if isinstance(setting, Cleaning) else Cleaning(**setting)
        return cls(cleaning, crawler.settings.get("BOILERSTRIP_INTO", "article"), crawler.stats)

    def process_item(self, item: Any) -> Any:
        """Clean an item. An item without any of the source fields is not changed."""
        fields = ItemAdapter(item)
        source, kind = next(
            ((fields[name], kind) for name, kind in self._cleaning.sources if fields.get(name) is not None), (None, None)
        )
        if source is None:
            return item
        row = self._cleaning.row(source, fields.get(self._cleaning.url) if self._cleaning.url else None, kind)
        fields[self._into] = row
        self._count_row(row)
        return item

    def _count_row(self, row: dict[str, Any]) -> None:
        if self._stats is None:
            return
        self._stats.inc_value("boilerstrip/errors" if row["error"] else "boilerstrip/articles")
        for removal in row["removed"] or ():
            self._stats.inc_value(f"boilerstrip/removed/{removal['category']}")
