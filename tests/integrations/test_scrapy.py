"""The item pipeline of Scrapy, and a real crawl of a site that the test serves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from boilerstrip import Pipeline, clean_article
from boilerstrip.integrations import Cleaning
from cases import article_cases
from hosts import import_host

scrapy = import_host("scrapy")
BoilerstripPipeline = import_host("boilerstrip.integrations.scrapy").BoilerstripPipeline

FERRY = "Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook"
PAGES = {f"/{case.slug}.html": case.source for case in article_cases() if case.source.lstrip().startswith("<")}
SPIDER = """
import sys
import scrapy

class Pages(scrapy.Spider):
    name = "pages"
    custom_settings = {
        "ITEM_PIPELINES": {"boilerstrip.integrations.scrapy.BoilerstripPipeline": 300},
        "TELNETCONSOLE_ENABLED": False,
    }

    async def start(self):
        yield scrapy.Request(self.address)

    def parse(self, response):
        for link in response.css("nav.index a"):
            yield response.follow(link, self.parse_article)

    def parse_article(self, response):
        yield {"url": response.url, "html": response.text}
"""


class Fails:
    name = "fails"

    def find(self, document):
        raise RuntimeError(f"no goats in {len(document.blocks)} blocks")


class Counts:
    def __init__(self):
        self.values = {}

    def inc_value(self, name):
        self.values[name] = self.values.get(name, 0) + 1


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        links = "".join(f'<a href="{path}">{path}</a>' for path in PAGES)
        page = PAGES.get(self.path, f'<html><body><nav class="index">{links}</nav></body></html>').encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join(10)


def test_a_crawl_of_a_site_gives_what_clean_article_gives(site, tmp_path) -> None:
    (tmp_path / "spider.py").write_text(SPIDER, encoding="utf-8")
    command = [sys.executable, "-m", "scrapy", "runspider", "spider.py", "-a", f"address={site}", "-O", "articles.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, env=_proxyless(), capture_output=True, text=True, timeout=120, check=True)
    lines = (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    found = {row["url"]: row["article"] for row in map(json.loads, lines)}
    assert len(PAGES) >= 3
    expected = {site + path[1:]: clean_article(page, url=site + path[1:], kind="html") for path, page in PAGES.items()}
    assert found == {url: {**article.to_dict(), "text": article.text, "error": None} for url, article in expected.items()}
    assert f"'boilerstrip/articles': {len(PAGES)}" in done.stderr
    assert "Deprecation" not in done.stderr


@dataclass
class Item:
    page: str | None = None
    clean: dict | None = None


def test_settings_name_the_fields() -> None:
    settings = {"BOILERSTRIP": {"html": "page", "language": "en"}, "BOILERSTRIP_INTO": "clean"}
    crawler = import_host("scrapy.crawler").Crawler(scrapy.Spider, settings)
    crawler.stats = Counts()
    pipeline = BoilerstripPipeline.from_crawler(crawler)
    item = pipeline.process_item(Item("<html><body><h1>Ferry sinks</h1><p>Nobody was hurt at dawn, it said.</p></body></html>"))
    assert item.clean["headline"] == "Ferry sinks"
    assert item.clean["error"] is None
    assert crawler.stats.values == {"boilerstrip/articles": 1}


def test_counts_removals_and_errors() -> None:
    counts = Counts()
    assert BoilerstripPipeline(Cleaning(text="text"), stats=counts).process_item({"text": FERRY})["article"]["error"] is None
    fails = Cleaning(text="text", pipeline=Pipeline.default().after("sharing", Fails()))
    item = BoilerstripPipeline(fails, stats=counts).process_item({"text": FERRY})
    assert item["article"]["error"] == "RuntimeError: no goats in 3 blocks"
    assert item["text"] == FERRY
    assert counts.values == {"boilerstrip/articles": 1, "boilerstrip/removed/sharing": 1, "boilerstrip/errors": 1}


def test_an_item_without_a_page_is_passed_on_as_it_is() -> None:
    item = {"url": "https://example.org/", "html": None}
    assert BoilerstripPipeline(Cleaning(html="html")).process_item(item) == {"url": "https://example.org/", "html": None}


def test_a_wrong_option_is_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="kind must be"):
        BoilerstripPipeline(Cleaning(kind="pdf"))


def _proxyless() -> dict[str, str]:
    """The test's site is on this machine, whatever proxy the environment names."""
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
