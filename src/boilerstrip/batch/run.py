"""`boilerstrip batch`: rows of files in, rows of a file out. The whole of it on one screen; what is read and written is elsewhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from boilerstrip.batch.formats import Row, Writer
from boilerstrip.batch.formats.jsonl import dumped
from boilerstrip.batch.formats.writing import Segment
from boilerstrip.batch.inputs import Inputs, identity
from boilerstrip.batch.items import Item
from boilerstrip.batch.journal import Checkpoint, Journal, last_checkpoint
from boilerstrip.batch.lock import alone
from boilerstrip.batch.many import results
from boilerstrip.batch.pipe import Pipe
from boilerstrip.batch.totals import Counts
from boilerstrip.clean import clean_article
from boilerstrip.clean_one import Cleaner, Failure, Options
from boilerstrip.pipeline import Pipeline
from boilerstrip.sites.storage import to_json
from boilerstrip.version import __version__

STDOUT = "-"
# A segment ends by what is read, not by time, so that it ends at the same row in every run.
_SEGMENT_ROWS = 200
_SEGMENT_LENGTH = 8_000_000
# Of a character in UTF-8.
_MOST_BYTES = 4

Outcome = tuple[Row, Any]


class Watch(Protocol):
    """Somebody who is told how a run goes."""

    def moved(self) -> None:
        """One more row is cleaned, or has failed."""

    def failed(self, key: Any, failure: Failure) -> None:
        """A row is an error, and this is why."""


class ColumnTakenError(ValueError):
    """The input has a column of a name that the article's columns have too."""


class StoppedError(Exception):
    """The first error of a strict run."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A run: what is read and written, how it is cleaned, and by how many processes. `timeout` is in seconds a row."""

    inputs: Inputs
    output: str
    writer: Writer
    options: Options
    errors: str | None = None
    workers: int | None = None
    timeout: float | None = None
    strict: bool = False

    def identity(self) -> str:
        """A digest of all that the output depends on: the inputs, as far as their sizes and times tell, options, rules and version."""
        rules = clean_article("", **self.options).rules_version
        # Not the filters themselves: what is printed of their sets of words differs from process to process.
        pipeline = self.options.get("pipeline") or Pipeline.default()
        site = self.options.get("site")
        cleaning = (
            self.options.get("kind"),
            self.options.get("language"),
            pipeline.names,
            pipeline.favor,
            site and to_json(site.sites, site.most_pages),
        )
        told = (__version__, rules, cleaning, self.writer, self.inputs, bool(self.errors))
        digest = hashlib.sha256(repr(told).encode())
        for file in identity(self.inputs.files()):
            digest.update(repr(file).encode())
        return digest.hexdigest()

    @contextmanager
    def opened(self, *, resume: bool) -> Iterator[Journal | Pipe]:
        """Where to write, for this run alone: from the beginning, or from where an unfinished run left off.

        Raises `OtherRunError` if that was another run, `BusyError` if one is under way, `OSError` if it cannot be written there.
        """
        output, errors = (None if name in (None, STDOUT) else Path(name) for name in (self.output, self.errors))
        with ExitStack() as held:
            for path in filter(None, (output, errors)):
                held.enter_context(alone(path))
            if output is None:
                yield held.enter_context(Pipe(errors))
                return
            of = self.identity()
            checkpoint = last_checkpoint(output, of) if resume else Checkpoint(of)
            yield held.enter_context(Journal(output, errors, checkpoint, self.writer.finish))

    def run(self, journal: Journal | Pipe, watch: Watch) -> Counts:
        """Clean what is not cleaned yet, and make the output appear; all counts, those of earlier runs included.

        `watch` is told of every row. Raises `ColumnTakenError` and `StoppedError`, `MissingExtraError`, and what
        `clean_many` raises; then nothing appears, but the run can be taken up.
        """
        if not journal.checkpoint.finished:
            rows = islice(self.inputs.rows(), journal.checkpoint.counts.rows, None)
            outcomes = results(Cleaner(self.options, self.writer), self._items(rows), self.workers, self.timeout)
            with closing(outcomes):
                for segment in self._segments(outcomes, watch):
                    journal.append(*self._encoded(segment, journal.checkpoint.columns, watch))
            if journal.checkpoint.columns is None:
                # No row came through. The output is a file of its format all the same.
                empty = self.writer.encode([], None)
                journal.append(empty.data, b"", empty.columns, Counts())
        journal.finish()
        return journal.checkpoint.counts

    def _items(self, rows: Iterable[Row]) -> Iterator[Item]:
        for number, row in enumerate(rows):
            item = row.item._replace(key=row, source=self._admitted(row.item.source))
            if name := self.writer.taken(row):
                message = (
                    f"has a column {name!r}, and the article has one too; put something before the article's with --prefix"
                )
                if number == 0:
                    raise ColumnTakenError(f"{row.id} {message}")
                item = item._replace(source=Failure("row", message))
            yield item

    def _admitted(self, source: str | bytes | Failure) -> str | bytes | Failure:
        """The source, or why it is none to make a row of: it is empty, or so large that it would not be read to its end."""
        if isinstance(source, Failure):
            return source
        if not source or source.isspace():
            return Failure("empty", "there is no text in it")
        most = (self.options.get("pipeline") or Pipeline.default()).limits.max_bytes
        if most is None or len(source) * _MOST_BYTES < most:
            return source
        size = len(source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass"))
        return source if size < most else Failure("size", f"has {size:,} bytes, and must have fewer than {most:,}")

    def _segments(self, outcomes: Generator[Outcome], watch: Watch) -> Iterator[list[Outcome]]:
        most = 1 if self.output == STDOUT else _SEGMENT_ROWS
        segment: list[Outcome] = []
        length = 0
        for row, outcome in outcomes:
            watch.moved()
            if isinstance(outcome, Failure):
                self._stop_if_strict(row, outcome)
            segment.append((row, outcome))
            length += 0 if isinstance(row.item.source, Failure) else len(row.item.source)
            if len(segment) >= most or length > _SEGMENT_LENGTH:
                yield segment
                segment, length = [], 0
        if segment:
            yield segment

    def _encoded(self, segment: list[Outcome], columns: Any, watch: Watch) -> tuple[bytes, bytes, Any, Counts]:
        """The segment and its errors as they are written, the columns that are settled with it, and its counts."""
        failures = {place: outcome for place, (_, outcome) in enumerate(segment) if isinstance(outcome, Failure)}
        places = [place for place in range(len(segment)) if place not in failures]
        written = Segment(b"", columns)
        if places:
            written = self.writer.encode([(segment[place][0], segment[place][1].data) for place in places], columns)
        failures |= {places[position]: failure for position, failure in written.failures.items()}
        removed: Counter[str] = Counter()
        for place in places:
            if place not in failures:
                removed.update(segment[place][1].removed)
        errors = [self._error(segment[place][0], failures[place], watch) for place in sorted(failures)]
        kinds: Counter[str] = Counter(failure.kind for failure in failures.values())
        counts = Counts(len(segment), len(segment) - len(failures), dict(kinds), dict(removed))
        return written.data, "".join(errors).encode(), written.columns, counts

    def _error(self, row: Row, failure: Failure, watch: Watch) -> str:
        self._stop_if_strict(row, failure)
        watch.failed(row.id, failure)
        return dumped({"id": row.id, "kind": failure.kind, "message": failure.message}) + "\n"

    def _stop_if_strict(self, row: Row, failure: Failure) -> None:
        if self.strict:
            raise StoppedError(f"{row.id}: {failure.kind}: {failure.message}")
