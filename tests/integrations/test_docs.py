"""The recipes of `docs/integrations.md` and the examples of the docstrings, run where their hosts are installed."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from hosts import import_host

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
DOCS = ROOT / "docs" / "integrations.md"
TITLES = {
    "Arrow": "pyarrow",
    "pandas": "pandas",
    "polars": "polars",
    "Hugging Face datasets": "datasets",
    "DuckDB": "duckdb",
    "Scrapy": "scrapy",
    "datatrove": "datatrove",
    "LangChain": "langchain_core",
    "Spark": "pyspark",
    "Ray Data": "ray",
}
MODULES = {
    "arrow.record_batches": "pyarrow",
    "arrow.columns": "pyarrow",
    "arrow.site_counts": "pyarrow",
    "arrow.schema": "pyarrow",
    "integrations.datasets": "datasets",
    "integrations.datatrove": "datatrove",
    "integrations.duckdb": "duckdb",
    "integrations.langchain": "langchain_core",
    "integrations.pandas": "pandas",
    "integrations.polars": "polars",
    "integrations.scrapy": "scrapy",
}
FLAGS = doctest.NORMALIZE_WHITESPACE


def sections() -> dict[str, str]:
    first, *others = re.split(r"^## ", DOCS.read_text(encoding="utf-8"), flags=re.M)
    return {"": first, **{part.splitlines()[0]: part for part in others}}


def run(section: str) -> doctest.TestResults:
    examples = "\n".join(re.findall(r"```python\n(.*?)```", section, re.S))
    test = doctest.DocTestParser().get_doctest(examples, {"__name__": "__main__"}, DOCS.name, str(DOCS), 0)
    return doctest.DocTestRunner(optionflags=FLAGS).run(test)


def test_every_section_is_tried() -> None:
    assert list(sections()) == ["", *TITLES]
    result = run(sections()[""])
    assert (result.failed, result.attempted) == (0, 3)


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:ray")  # it warns itself of its own options
@pytest.mark.parametrize("title", TITLES)
def test_recipe_runs_as_it_stands(title, tmp_path, monkeypatch, request) -> None:
    import_host(TITLES[title])
    if title == "Ray Data":
        request.getfixturevalue("ray_engine")  # else Ray would start itself, larger, and for the whole network
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYSPARK_PYTHON", raising=False)  # the recipe sets it
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    result = run(sections()[title])
    assert result.failed == 0
    assert result.attempted >= 2


def test_example_of_the_readme_runs_as_it_stands(tmp_path) -> None:
    pl = import_host("polars")
    code = re.search(r"^    import polars as pl\n(?:    .+\n)+", README.read_text(encoding="utf-8"), re.M)
    assert code
    pages = {"id": [7], "text": ["Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook"]}
    pl.DataFrame(pages).write_parquet(tmp_path / "pages.parquet")
    subprocess.run([sys.executable, "-c", textwrap.dedent(code[0])], cwd=tmp_path, check=True)
    (row,) = pl.read_parquet(tmp_path / "articles.parquet").unnest("article").to_dicts()
    assert (row["id"], row["headline"], [removal["category"] for removal in row["removed"]]) == (7, "Ferry sinks", ["sharing"])


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_show_what_comes_out(name) -> None:
    import_host(MODULES[name])
    result = doctest.testmod(importlib.import_module(f"boilerstrip.{name}"), optionflags=FLAGS)
    assert result.failed == 0
    assert result.attempted >= 1


def test_schema_table_is_that_of_the_code() -> None:
    import_host("pyarrow")
    from boilerstrip.arrow import ARTICLE

    rows = re.findall(r"^\| (`.+?) \| ", sections()[""], re.M)
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == ARTICLE.names
