"""Coverage-guided fuzzing with atheris: `python tests/fuzz/harness.py text|markdown|html|whole [CORPUS] [-runs=N] [-max_len=N]`.

Needs `pip install atheris` and a Python that it has a wheel for. An input breaks off the run where cleaning raises, where the article does
not survive JSON, or where its ledger does not hold; it then belongs into `fixtures/hostile/`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
with atheris.instrument_imports(include=["boilerstrip"]):
    from boilerstrip import Article, clean_article
    from boilerstrip.readers import read

from ledger import violations


def try_reader(kind: str, data: bytes) -> None:
    """One reader on text of any characters: a choice of code units, so that lone surrogates come up too."""
    document = read(_text(data), kind=kind)
    assert [block.index for block in document.blocks] == list(range(len(document.blocks)))
    assert all(block.text for block in document.blocks)


def try_whole(data: bytes) -> None:
    """All of it: as bytes, and as text of each kind."""
    text = _text(data)
    kinds = ("auto", "text", "markdown", "html")
    kind = kinds[data[0] % len(kinds)] if data else "auto"
    article = clean_article(data if kind == "auto" else text, kind=kind)
    assert Article.from_dict(json.loads(article.to_json())) == article
    if kind != "auto":
        assert not (broken := violations(text, article, kind)), broken


def _text(data: bytes) -> str:
    return (
        data.decode("utf-8", "surrogateescape")
        if len(data) % 2
        else data.decode("utf-16-le", "surrogatepass" if len(data) % 4 else "replace")
    )


def main() -> None:
    """Read the command line and never come back."""
    kind = sys.argv.pop(1)
    target = try_whole if kind == "whole" else lambda data: try_reader(kind, data)
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
