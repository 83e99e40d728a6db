"""The README says what the code does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from boilerstrip import Filter, Pipeline, clean_article

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text(encoding="utf-8")


def test_examples_run_as_they_stand() -> None:
    parser = doctest.DocTestParser()
    examples = "\n".join(re.findall(r"```python\n(.*?)```", TEXT, re.S))
    test = parser.get_doctest(examples, {}, "README.md", str(README), 0)
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test)
    assert result.attempted > 5
    assert result.failed == 0


def summary(member: Filter) -> str:
    return getattr(member, "summary", None) or (type(member).__doc__ or "").splitlines()[0]


def test_filter_table_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| (\w+) \| (.+\.) \|$", TEXT, re.M)
    assert rows == [(member.name, summary(member)) for member in Pipeline.default().filters]


def test_first_command_cleans_a_file_that_is_there() -> None:
    (path,) = set(re.findall(r"fixtures/articles/\S+\.txt", TEXT))
    article = clean_article((README.parent / path).read_bytes())
    assert article.headline == "Harbour bridge to close for six weeks"


def test_test_command_is_one_line() -> None:
    section = TEXT.split("### Passing the tests")[1].split("#")[0]
    assert [line.strip() for line in section.splitlines() if line.strip()] == [
        'python3 -m pip install -e ".[test]" && python3 -m pytest -n auto'
    ]
