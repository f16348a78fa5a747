"""Reading the CSV files of the gazetteers, with errors that name file, line and column."""

import csv
import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias

from pipeline.core.errors import RuleError
from pipeline.normalize.normalizer import plain
from pipeline.normalize.steps import fold

Words: TypeAlias = tuple[str, ...]
"""The folded words of a name."""

SEPARATOR = "|"
"""Parts the values of one cell."""

WORD = re.compile(r"[\u0621-\u064a\u066e-\u06d3\u06fa-\u06fc]+|\d+(?:[.,٫٬]\d+)*|[^\W\d_\u0600-\u06ff]+(?:['’&.-][^\W\d_\u0600-\u06ff]+)*")
"""A word, number or Latin word, as the tokenizer of texts cuts them; marks are left out."""

COUNTRY_CODE = re.compile(r"[A-Z]{2}")

Rows: TypeAlias = list[tuple[int, dict[str, str]]]
"""Records by line number."""


def parts(cell: str) -> tuple[str, ...]:
    """Return the values of a cell."""
    if not cell:
        return ()
    if SEPARATOR not in cell:
        return (cell,)
    return tuple(part for part in (piece.strip() for piece in cell.split(SEPARATOR)) if part)


def word_keys(names: Sequence[str]) -> list[Words]:
    """Return the folded words of each name.

    All names are folded as one text, which is some ten times faster than one by one.
    """
    folded = fold.__wrapped__(plain("\n".join(name.replace("\n", " ") for name in names)))
    return [tuple(WORD.findall(line)) for line in folded.split("\n")]


class Reader:
    """Reads and checks one CSV file."""

    __slots__ = ("_columns", "_path", "_required")

    def __init__(self, path: Path, columns: Sequence[str], required: Sequence[str]) -> None:
        """Name a file and its columns.

        Args:
            path: A CSV file in UTF-8 with a header line.
            columns: Every column it may have.
            required: The columns it must have.
        """
        self._path = path
        self._columns = columns
        self._required = required

    def rows(self) -> Rows:
        """Return the records with their line numbers; a column that the file lacks is empty.

        Raises:
            RuleError: The file is missing or not UTF-8, or has an unknown, doubled or missing column or a record of another length.
        """
        try:
            with open(self._path, encoding="utf-8-sig", newline="") as handle:
                reader = csv.reader(handle)
                header = next(reader, [])
                self._check_header(header)
                lacking = dict.fromkeys((column for column in self._columns if column not in header), "")
                rows: Rows = []
                for record in reader:
                    if not record:
                        continue
                    if len(record) != len(header):
                        raise RuleError(f"{self._path}:{reader.line_num}: {len(record)} cells under {len(header)} columns: quote commas")
                    row = dict(zip(header, record, strict=True))
                    if not row["name"]:
                        raise self.error(reader.line_num, "name", "is empty: every record needs a name")
                    row.update(lacking)
                    rows.append((reader.line_num, row))
        except FileNotFoundError as error:
            raise RuleError(f"{self._path} is missing: check the path of the lexicon") from error
        except UnicodeDecodeError as error:
            raise RuleError(f"{self._path} is not UTF-8 (byte {error.start}): save it as UTF-8") from error
        return rows

    def keys(self, rows: Rows, columns: Sequence[str]) -> list[tuple[Words, ...]]:
        """Return the folded words of every value in some columns of each record, without doubles.

        Raises:
            RuleError: A value has no letter or digit.
        """
        names: list[str] = []
        counts: list[int] = []
        for _, row in rows:
            before = len(names)
            for column in columns:
                names.extend(parts(row[column]))
            counts.append(len(names) - before)
        words = word_keys(names)
        out: list[tuple[Words, ...]] = []
        at = 0
        for (line, _), count in zip(rows, counts, strict=True):
            found = words[at : at + count]
            if () in found:
                raise self.error(line, columns[0], f"{names[at + found.index(())]!r} has no letter or digit")
            out.append(tuple(dict.fromkeys(found)))
            at += count
        return out

    def check(self, line: int, column: str, value: str, known: Collection[str]) -> None:
        """Check that a value is one of a few.

        Raises:
            RuleError: It is not.
        """
        if value not in known:
            near = get_close_matches(value, sorted(known), n=1, cutoff=0.0)[0]
            raise self.error(line, column, f"{value!r} is unknown: the nearest known value is {near!r}")

    def check_country(self, line: int, column: str, value: str) -> None:
        """Check that a value is empty or looks like an ISO 3166-1 alpha-2 code.

        Raises:
            RuleError: It does not.
        """
        if value and not COUNTRY_CODE.fullmatch(value):
            raise self.error(line, column, f"{value!r} is no country code: write two capital letters (ISO 3166-1), such as SA")

    def error(self, line: int, column: str, problem: str) -> RuleError:
        """Return an error about one cell."""
        return RuleError(f"{self._path}:{line}: column {column}: {problem}")

    def _check_header(self, header: list[str]) -> None:
        for column in header:
            if column not in self._columns:
                near = get_close_matches(column, self._columns, n=1, cutoff=0.0)[0]
                raise RuleError(f"{self._path}:1: column {column!r} is unknown: the nearest known column is {near!r}")
            if header.count(column) > 1:
                raise RuleError(f"{self._path}:1: column {column!r} stands twice: keep one")
        for column in self._required:
            if column not in header:
                raise RuleError(f"{self._path}:1: column {column!r} is missing: it has {', '.join(header) or 'no header line'}")
