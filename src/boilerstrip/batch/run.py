"""`boilerstrip batch`: reads rows from files, cleans them, and writes rows to one file."""

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
from boilerstrip.batch.formats.jsonl import dump_json
from boilerstrip.batch.formats.writer import Segment
from boilerstrip.batch.inputs import Inputs, stat_files
from boilerstrip.batch.items import Item
from boilerstrip.batch.journal import Checkpoint, Journal, StdoutJournal, load_checkpoint, lock_output
from boilerstrip.batch.many import clean_items
from boilerstrip.batch.progress import Counts
from boilerstrip.clean import clean_article
from boilerstrip.cleaner import Cleaner, Failure, Options
from boilerstrip.pipeline import Pipeline
from boilerstrip.sites.storage import dump_sites
from boilerstrip.version import __version__

STDOUT = "-"
# A segment ends after this many rows or characters of sources. Time plays no part, so it ends at the same row in every run.
_SEGMENT_ROWS = 200
_SEGMENT_LENGTH = 8_000_000
# Bytes of a character in UTF-8, at most.
_BYTES_PER_CHARACTER = 4

Outcome = tuple[Row, Any]


class Watcher(Protocol):
    """Follows a run. `progress.Progress` is one."""

    def count_row(self) -> None:
        """Called for each row that was cleaned or has failed."""

    def report_failure(self, key: Any, failure: Failure) -> None:
        """Called for each row that has failed."""


class ColumnTakenError(ValueError):
    """The input has a column with the name of one of the article's columns."""


class StoppedError(Exception):
    """A strict run stops at its first error."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One run: what is read and written, how it is cleaned, and in how many processes. `timeout` is in seconds for each row."""

    inputs: Inputs
    output: str
    writer: Writer
    options: Options
    errors: str | None = None
    workers: int | None = None
    timeout: float | None = None
    strict: bool = False

    def compute_digest(self) -> str:
        """A digest of everything that the output depends on: sizes and times of the inputs, options, rules and version."""
        rules = clean_article("", **self.options).rules_version
        # The names of the filters, not the filters: the repr of a set of strings is different in every process.
        pipeline = self.options.get("pipeline") or Pipeline.default()
        site = self.options.get("site")
        cleaning = (
            self.options.get("kind"),
            self.options.get("language"),
            pipeline.names,
            pipeline.favor,
            site and dump_sites(site.sites, site.most_pages),
        )
        settings = (__version__, rules, cleaning, self.writer, self.inputs, bool(self.errors))
        digest = hashlib.sha256(repr(settings).encode())
        for file in stat_files(self.inputs.list_files()):
            digest.update(repr(file).encode())
        return digest.hexdigest()

    @contextmanager
    def open_journal(self, *, resume: bool) -> Iterator[Journal | StdoutJournal]:
        """Lock the output and open it: at the beginning, or where an unfinished run stopped.

        Raises `OtherRunError` if the unfinished run had other inputs or options, `BusyError` if another run writes the same output, and
        `OSError` if the output cannot be written.
        """
        output, errors = (None if name in (None, STDOUT) else Path(name) for name in (self.output, self.errors))
        with ExitStack() as stack:
            for path in filter(None, (output, errors)):
                stack.enter_context(lock_output(path))
            if output is None:
                yield stack.enter_context(StdoutJournal(errors))
                return
            digest = self.compute_digest()
            checkpoint = load_checkpoint(output, digest) if resume else Checkpoint(digest)
            yield stack.enter_context(Journal(output, errors, checkpoint, self.writer.finish_file))

    def run(self, journal: Journal | StdoutJournal, watcher: Watcher) -> Counts:
        """Clean the rows that are not cleaned yet, and make the output appear. The counts include those of earlier runs.

        Raises `ColumnTakenError`, `StoppedError`, `MissingExtraError`, and what `clean_many` raises. Then no output appears, but the run
        can be continued.
        """
        if not journal.checkpoint.finished:
            rows = islice(self.inputs.read_rows(), journal.checkpoint.counts.rows, None)
            cleaner = Cleaner(self.options, self.writer)
            outcomes = clean_items(cleaner, self._make_items(rows), self.workers, self.timeout)
            with closing(outcomes):
                for segment in self._split_segments(outcomes, watcher):
                    journal.append(*self._encode_segment(segment, journal.checkpoint.columns, watcher))
            if journal.checkpoint.columns is None:
                # No row was written. The output must still be a valid file of its format.
                empty = self.writer.encode_rows([], None)
                journal.append(empty.data, b"", empty.columns, Counts())
        journal.finish()
        return journal.checkpoint.counts

    def _make_items(self, rows: Iterable[Row]) -> Iterator[Item]:
        for number, row in enumerate(rows):
            item = row.item._replace(key=row, source=self._check_source(row.item.source))
            if name := self.writer.find_clash(row):
                message = f"has a column {name!r}, and the article has one too; use --prefix to rename the article's columns"
                if number == 0:
                    raise ColumnTakenError(f"{row.id} {message}")
                item = item._replace(source=Failure("row", message))
            yield item

    def _check_source(self, source: str | bytes | Failure) -> str | bytes | Failure:
        """The source, or a `Failure` if it is empty, or so large that it would not be read to its end."""
        if isinstance(source, Failure):
            return source
        if not source or source.isspace():
            return Failure("empty", "there is no text in it")
        most = (self.options.get("pipeline") or Pipeline.default()).limits.max_bytes
        if most is None or len(source) * _BYTES_PER_CHARACTER < most:
            return source
        size = len(source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass"))
        return source if size < most else Failure("size", f"has {size:,} bytes, and must have fewer than {most:,}")

    def _split_segments(self, outcomes: Generator[Outcome], watcher: Watcher) -> Iterator[list[Outcome]]:
        most = 1 if self.output == STDOUT else _SEGMENT_ROWS
        segment: list[Outcome] = []
        length = 0
        for row, outcome in outcomes:
            watcher.count_row()
            if isinstance(outcome, Failure):
                self._stop_if_strict(row, outcome)
            segment.append((row, outcome))
            length += 0 if isinstance(row.item.source, Failure) else len(row.item.source)
            if len(segment) >= most or length > _SEGMENT_LENGTH:
                yield segment
                segment, length = [], 0
        if segment:
            yield segment

    def _encode_segment(self, segment: list[Outcome], columns: Any, watcher: Watcher) -> tuple[bytes, bytes, Any, Counts]:
        """The bytes of the segment and of its errors, the columns that are fixed now, and the counts of the segment."""
        failures = {place: outcome for place, (_, outcome) in enumerate(segment) if isinstance(outcome, Failure)}
        places = [place for place in range(len(segment)) if place not in failures]
        encoded = Segment(b"", columns)
        if places:
            encoded = self.writer.encode_rows([(segment[place][0], segment[place][1].data) for place in places], columns)
        failures |= {places[position]: failure for position, failure in encoded.failures.items()}
        removed: Counter[str] = Counter()
        for place in places:
            if place not in failures:
                removed.update(segment[place][1].removed)
        errors = [self._format_error(segment[place][0], failures[place], watcher) for place in sorted(failures)]
        kinds: Counter[str] = Counter(failure.kind for failure in failures.values())
        counts = Counts(len(segment), len(segment) - len(failures), dict(kinds), dict(removed))
        return encoded.data, "".join(errors).encode(), encoded.columns, counts

    def _format_error(self, row: Row, failure: Failure, watcher: Watcher) -> str:
        self._stop_if_strict(row, failure)
        watcher.report_failure(row.id, failure)
        return dump_json({"id": row.id, "kind": failure.kind, "message": failure.message}) + "\n"

    def _stop_if_strict(self, row: Row, failure: Failure) -> None:
        if self.strict:
            raise StoppedError(f"{row.id}: {failure.kind}: {failure.message}")
