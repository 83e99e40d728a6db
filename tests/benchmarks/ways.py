"""Rows a second of each way to clean a table: `python tests/benchmarks/ways.py [--rows N] [--texts FILE] [--ways NAME ...] [--table FILE]`.

The texts are fixtures with changes, or those of a JSON file of [text, url]; all ways get the same ones in the same order. Ways whose host is
not installed are left out and named. A way's start is what its first fifty rows take: processes, engines, lexicons. All ways run in one
process, one after the other; those marked "2" use two processes. With `--table`, what several calls have measured, in several environments, comes
into one table; it is kept in that file, as JSON.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import chain, cycle, islice
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))
from boilerstrip import clean_article
from boilerstrip.integrations import Cleaning
from variations import make_variations

Rows = list[dict[str, str]]


class Done(NamedTuple):
    """How many rows came out of a way, and how many it drops because nothing is left of them."""

    rows: int
    dropped: int = 0


Way = Callable[[Rows], "int | Done"]
CLEANING = Cleaning(url="url")
WARM = 50


def one_by_one(rows: Rows) -> int:
    return sum(1 for row in rows if clean_article(row["text"], url=row["url"]))


def many(rows: Rows) -> int:
    from boilerstrip.batch import clean_many

    return sum(1 for _ in clean_many(((row["id"], row["text"], row["url"]) for row in rows), workers=2))


def batch(rows: Rows) -> Done:
    with tempfile.TemporaryDirectory() as folder:
        source, *written = (Path(folder, f"{name}.jsonl") for name in ("in", "out", "errors"))
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, "-m", "boilerstrip", "batch", str(source), "--workers", "2"]
        subprocess.run([*command, "-o", str(written[0]), "--errors", str(written[1])], check=True, stderr=subprocess.DEVNULL)
        return Done(*(path.read_bytes().count(b"\n") for path in written))


def arrow(rows: Rows) -> int:
    import pyarrow as pa

    from boilerstrip.arrow import clean_table

    return clean_table(pa.Table.from_pylist(rows), CLEANING).num_rows


def pandas(rows: Rows) -> int:
    import pandas as pd

    import_module("boilerstrip.integrations.pandas")  # brings the accessor

    return len(pd.DataFrame(rows).boilerstrip.clean(CLEANING))


def polars(rows: Rows) -> int:
    import polars as pl

    import_module("boilerstrip.integrations.polars")  # brings the accessor

    article = pl.col("text").boilerstrip.clean(url=pl.col("url"))
    return pl.LazyFrame(rows).select("id", article).collect(engine="streaming").height


def datasets(rows: Rows, processes: int | None = None) -> int:
    import datasets as hub

    from boilerstrip.integrations.datasets import Clean

    hub.disable_progress_bars()
    dataset = hub.Dataset.from_list(rows).with_format("arrow")
    return len(dataset.map(Clean(CLEANING), batched=True, num_proc=processes, load_from_cache_file=False))


def datasets_2(rows: Rows) -> int:
    return datasets(rows, 2)


def duckdb(rows: Rows) -> int:
    import duckdb as db
    import pyarrow as pa

    from boilerstrip.integrations.duckdb import register

    with db.connect() as connection:
        register(connection)
        connection.register("pages", pa.Table.from_pylist(rows))
        return connection.sql("SELECT id, boilerstrip(text, url) AS article FROM pages").to_arrow_table().num_rows


def scrapy(rows: Rows) -> int:
    """The item pipeline alone: how fast pages come is the crawler's affair."""
    from boilerstrip.integrations.scrapy import BoilerstripPipeline

    pipeline = BoilerstripPipeline(CLEANING)
    return sum(1 for row in rows if pipeline.process_item(dict(row))["article"])


def datatrove(rows: Rows) -> Done:
    from datatrove.data import Document

    from boilerstrip.integrations.datatrove import Clean

    step = Clean()
    forwarded = sum(1 for _ in step.run(Document(row["text"], row["id"], metadata={"url": row["url"]}) for row in rows))
    return Done(forwarded, int(step.stats["dropped"].total))


def langchain(rows: Rows) -> int:
    from langchain_core.documents import Document

    from boilerstrip.integrations.langchain import BoilerstripTransformer

    documents = [Document(row["text"], metadata={"source": row["url"]}) for row in rows]
    return len(BoilerstripTransformer().transform_documents(documents))


def spark(rows: Rows) -> int:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyspark.sql import SparkSession

    from boilerstrip.integrations.spark import clean

    settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.ui.showConsoleProgress": "false"}
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    with tempfile.TemporaryDirectory() as folder:
        pq.write_table(pa.Table.from_pylist(rows), f"{folder}/in.parquet")
        clean(session.read.parquet(f"{folder}/in.parquet").repartition(8), CLEANING).write.parquet(f"{folder}/out")
        return pq.read_table(f"{folder}/out", columns=["id"]).num_rows


def ray(rows: Rows) -> int:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import pyarrow as pa
    import ray as engine

    from boilerstrip.integrations.ray import clean

    engine.init(
        num_cpus=2, object_store_memory=400_000_000, include_dashboard=False, log_to_driver=False, ignore_reinit_error=True
    )
    dataset = engine.data.from_arrow(pa.Table.from_pylist(rows)).repartition(8)
    return clean(dataset, CLEANING).count()


# Name, host, processes that clean.
WAYS: tuple[tuple[str, Way, int], ...] = (
    ("clean_article, one by one", one_by_one, 1),
    ("clean_many(workers=2)", many, 2),
    ("boilerstrip batch --workers 2", batch, 2),
    ("Arrow", arrow, 1),
    ("pandas", pandas, 1),
    ("polars, streaming", polars, 1),
    ("datasets", datasets, 1),
    ("datasets, num_proc=2", datasets_2, 2),
    ("DuckDB", duckdb, 1),
    ("Scrapy, the item pipeline", scrapy, 1),
    ("datatrove", datatrove, 1),
    ("LangChain", langchain, 1),
    ("Spark, local[2]", spark, 2),
    ("Ray, num_cpus=2", ray, 2),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--texts", type=Path, help="JSON, a list of [text, url]; repeated until there are enough")
    parser.add_argument(
        "--ways", nargs="*", choices=[way.__name__ for _, way, _ in WAYS], metavar="NAME", help="of these alone"
    )
    parser.add_argument("--table", type=Path, help="JSON to put the figures into, beside those that are there")
    options = parser.parse_args()
    rows = list(islice(read(options.texts), options.rows)) if options.texts else make_variations(options.rows)
    texts = described(rows)
    print(texts, file=sys.stderr)
    table = load(options.table, texts)
    for name, way, processes in WAYS:
        if options.ways and way.__name__ not in options.ways:
            continue
        try:
            start, _ = measured(way, rows[:WARM])
        except ImportError as error:
            print(f"left out: {name} ({error})", file=sys.stderr)
            continue
        seconds, done = measured(way, rows)
        table[name] = f"| {name} | {processes} | {start:.1f} | {len(rows) / seconds:.0f} | {done.rows} | {done.dropped} |"
        print(table[name], file=sys.stderr, flush=True)
        if options.table:
            options.table.write_text(json.dumps({"texts": texts, "ways": table}, indent=1), encoding="utf-8")
    print(f"{texts}\n\n| way | processes | start, s | rows a second | rows out | dropped |\n|---|---|---|---|---|---|")
    print("\n".join(table[name] for name, _, _ in WAYS if name in table))


def described(rows: Rows) -> str:
    """What tells that two calls had the same texts."""
    digest = hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:12]
    return (
        f"{len(rows)} texts, {sum(len(row['text']) for row in rows) / len(rows):.0f} characters in the mean, SHA-256 {digest}"
    )


def load(path: Path | None, texts: str) -> dict[str, str]:
    """The rows of a table that was begun; it must be of the same texts."""
    if path is None or not path.exists():
        return {}
    before = json.loads(path.read_text(encoding="utf-8"))
    if before["texts"] != texts:
        raise SystemExit(f"{path} is of other texts: {before['texts']}")
    ways: dict[str, str] = before["ways"]
    return ways


def measured(way: Way, rows: Rows) -> tuple[float, Done]:
    """Seconds, and what came out; each row must have come out or have been dropped."""
    begun = time.perf_counter()
    done = way(rows)
    seconds = time.perf_counter() - begun
    done = done if isinstance(done, Done) else Done(done)
    if done.rows + done.dropped != len(rows):
        raise SystemExit(f"{way.__name__} gave {done.rows} rows of {len(rows)} and dropped {done.dropped}")
    return seconds, done


def read(path: Path) -> Iterator[dict[str, str]]:
    again = chain.from_iterable(cycle([json.loads(path.read_text(encoding="utf-8"))]))
    return ({"id": f"row-{number}", "url": url or "", "text": text} for number, (text, url) in enumerate(again))


if __name__ == "__main__":
    main()
