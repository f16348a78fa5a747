"""Large documents: cut at paragraph borders, analyzed part by part, and joined again into one document with its own offsets."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.core.document import Document, Rejected
from pipeline.core.errors import RunError
from pipeline.core.text import Span
from pipeline.exports.record import TokenSpans, token_spans
from pipeline.tables.rows import Row, Rows, rejected_row, rows_of
from pipeline.tables.schema import DOCUMENT_TABLES

if TYPE_CHECKING:
    from pipeline.assemble import Stages

MAX_CHARACTERS = 200_000
"""Largest text analyzed in one piece, in code points: a book of 35,000 words, which takes about 200 MB and two seconds."""

SPLIT, REFUSE = "split", "refuse"
POLICIES = (SPLIT, REFUSE)
"""What becomes of a larger document."""

_BORDERS = (re.compile(r"\n\s*\n"), re.compile(r"[\n\r\u2028\u2029]"), re.compile(r"(?<=[.؟!؛])\s"), re.compile(r"\s"))
"""Where a text may be cut, the best first: between paragraphs, lines, sentences, words."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What becomes of large documents.

    Attributes:
        most: Largest text analyzed in one piece, in code points.
        policy: One of :data:`POLICIES`.
    """

    most: int = MAX_CHARACTERS
    policy: str = SPLIT

    def __post_init__(self) -> None:
        """Refuse a policy that is none."""
        if self.policy not in POLICIES:
            raise RunError(f"--large-documents {self.policy!r} is none of {' and '.join(POLICIES)}: choose one of them")

    def parts(self, text: str) -> int:
        """Return about how many pieces a text is analyzed in."""
        return 1 + len(text) // self.most

    def seconds(self, timeout: float | None, texts: Iterable[str]) -> float | None:
        """Return the seconds that texts may take together: no more than one of them, so that one that hangs is found as soon as it can be.

        Args:
            timeout: Seconds that a piece may take, or None for any time.
            texts: The texts, one or more.
        """
        return None if timeout is None else timeout * max(map(self.parts, texts))


def refusal(document: Document, limits: Limits) -> Rejected | None:
    """Return why a document is refused, or None if it is not."""
    if limits.policy != REFUSE or len(document.text) <= limits.most:
        return None
    error = (
        f"the text has {len(document.text):,} characters, more than --max-characters {limits.most:,}: cut it into articles, "
        "set --max-characters higher, or have it analyzed in parts with --large-documents split"
    )
    return Rejected(document.id, document.source, "failed", error, document.text)


def analyze_large(stages: "Stages", document: Document, limits: Limits) -> tuple[Rows, tuple[TokenSpans, ...]]:
    """Analyze a document, in one piece where it is not too large.

    Returns:
        Its rows by table name and its sentences; offsets are those of the whole document however it was cut.
    """
    from pipeline.assemble import analyze

    if len(document.text) <= limits.most:
        analysis = analyze(stages, document)
        return rows_of(analysis), token_spans(analysis.segmentation)
    if (refused := refusal(document, limits)) is not None:
        return {"documents": [rejected_row(refused)]}, ()
    joined = _Joined(document)
    for span in cut(document.text, limits.most):
        analysis = analyze(stages, replace(document, text=span.of(document.text)))
        joined.add(span.start, rows_of(analysis), token_spans(analysis.segmentation))
    return joined.rows(), tuple(joined.sentences)


def cut(text: str, most: int) -> Iterator[Span]:
    """Yield the pieces of a text, one behind the other, each at most ``most`` code points long."""
    start = 0
    while len(text) - start > most:
        window = text[start + most // 2 : start + most]
        at = next((found for border in _BORDERS if (found := _last(border, window)) >= 0), len(window))
        end = start + most // 2 + at
        yield Span(start, end)
        start = end
    yield Span(start, len(text))


def _last(border: re.Pattern[str], window: str) -> int:
    """Return where the last border in a window ends, or -1."""
    end = -1
    for match in border.finditer(window):
        end = match.end()
    return end


_FIRST_NUMBER = {"date_id": 1, "action_id": 1, "mention_id": 0}
"""Columns of ids that are unique in a document (``t1``, ``e1``, ``m0``) and the number with which each begins."""
_NUMBERED = re.compile(r"(\D*)(\d+)")


class _Joined:
    """Rows of the parts of a document, becoming those of the whole."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts: list[Row] = []
        self._people: list[dict[str, int]] = []
        self._tables: Rows = {table.name: [] for table in DOCUMENT_TABLES}
        self._shifts = dict.fromkeys(_FIRST_NUMBER, 0)
        self.sentences: list[TokenSpans] = []

    def add(self, offset: int, rows: Rows, sentences: tuple[TokenSpans, ...]) -> None:
        """Take the rows of the part that begins at an offset."""
        self._parts += rows["documents"]
        for table in DOCUMENT_TABLES:
            self._tables[table.name] += [self._shifted(row, offset) for row in rows[table.name]]
        self._people.append({row["person_id"]: row["mentions"] for row in rows["officials"] if row["person_id"]})
        for column, table_name in (("date_id", "dates"), ("action_id", "actions"), ("mention_id", "mentions")):
            numbers = [int(_numbered(row[column])[1]) for row in rows[table_name]]
            if numbers:
                self._shifts[column] += max(numbers) + 1 - _FIRST_NUMBER[column]
        self.sentences += [
            TokenSpans(sentence.furniture, tuple(Span(span.start + offset, span.end + offset) for span in sentence.tokens))
            for sentence in sentences
        ]

    def rows(self) -> Rows:
        """Return the rows of the document."""
        tables = self._tables
        return {
            "documents": [self._row()],
            "organizations": _united(tables["organizations"], ("org_id",)),
            "officials": self._officials(),
            "dates": tables["dates"],
            "actions": tables["actions"],
            "mentions": tables["mentions"],
            "relations": _united(tables["relations"], ("subject_id", "predicate", "object_id")),
        }

    def _shifted(self, row: Row, offset: int) -> Row:
        shifted: Row = {}
        for name, value in row.items():
            if name in _FIRST_NUMBER and value:
                prefix, number = _numbered(value)
                value = f"{prefix}{int(number) + self._shifts[name]}"
            elif isinstance(value, int) and name == "sentence":
                value += len(self.sentences)
            elif isinstance(value, int) and (name in ("start", "end") or name.endswith(("_start", "_end"))):
                value += offset
            shifted[name] = value
        return shifted

    def _officials(self) -> list[Row]:
        """Return one row a person and position; a person who holds one somewhere has no row without; mentions are the person's."""
        rows = self._tables["officials"]
        holders = {row["person_id"] for row in rows if row["position"]}
        kept = [row for row in rows if row["position"] or not row["person_id"] or row["person_id"] not in holders]
        united = _united(kept, ("person_id", "position", "org_id", "org"))
        for row in united:
            if row["person_id"]:
                row["mentions"] = sum(part.get(row["person_id"], 0) for part in self._people)
        return united

    def _row(self) -> Row:
        note = f"analyzed in {len(self._parts)} parts, for it has {len(self._document.text):,} characters"
        return self._parts[0] | {
            "n_chars": len(self._document.text),
            "n_sentences": sum(part["n_sentences"] for part in self._parts),
            "n_tokens": sum(part["n_tokens"] for part in self._parts),
            "sha256": self._document.sha256,
            "warnings": [note, *(warning for part in self._parts for warning in part["warnings"])],
        }


def _numbered(value: str) -> tuple[str, str]:
    match = _NUMBERED.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is not a letter and a number")
    return match[1], match[2]


def _united(rows: list[Row], columns: tuple[str, ...]) -> list[Row]:
    """Return rows with those of the same thing made one: the first, with the mentions and other names of them all."""
    united: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        first = united.setdefault(key, row)
        if first is not row:
            if "mentions" in row:
                first["mentions"] += row["mentions"]
            if "aliases" in row:
                names = dict.fromkeys((*first["aliases"], row["name"], *row["aliases"]))
                first["aliases"] = [name for name in names if name != first["name"]]
    return list(united.values())
