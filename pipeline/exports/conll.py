"""CoNLL-U Plus: a token a line with its offsets, and BIO tags of dates, actions and names."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pipeline.core.text import Span
from pipeline.exports.record import Record
from pipeline.exports.writer import Writer
from pipeline.tables.rows import Row

FILE = "mirsad.conllup"

COLUMNS = ("ID", "FORM", "START", "END", "MIRSAD:DATE", "MIRSAD:ACTION", "MIRSAD:NER")
"""Of https://universaldependencies.org/ext-format.html; the names stand last, where readers of CoNLL-2003 look for the tag."""

NAMES = {"organization": "ORG", "person": "PER"}


class ConllWriter:
    """Sentences of two or more lines, an empty line after each, ``# doc_id``, ``# sent_id`` and ``# text`` before.

    A token that a mention begins inside of (``و`` + ``وزارة``) is tagged whole: START and END are the token's, the exact span of the
    mention is in the tables. Of mentions that overlap, the longest counts.
    """

    def __init__(self, handle: TextIO) -> None:
        """Write the head.

        Args:
            handle: A file open for writing.
        """
        self._write = handle.write
        self._write(f"# global.columns = {' '.join(COLUMNS)}\n")

    def write(self, record: Record) -> None:
        """Write the sentences of a document."""
        sentences = record.sentences
        if not any(sentence.tokens for sentence in sentences):
            return
        rows, text = record.rows, record.text
        (document,) = rows["documents"]
        tokens = [token for sentence in sentences for token in sentence.tokens]
        layers = (
            _tags(tokens, ((row, row["type"]) for row in rows["dates"])),
            _tags(tokens, ((row, row["type"]) for row in rows["actions"])),
            _tags(tokens, ((row, NAMES[row["kind"]]) for row in rows["mentions"])),
        )
        at = 0
        self._write(f"# newdoc id = {_line(document['doc_id'])}\n")
        for number, sentence in enumerate(sentences):
            if not sentence.tokens:
                continue
            whole = _line(text[sentence.tokens[0].start : sentence.tokens[-1].end])
            kind = "# furniture = yes\n" if sentence.furniture else ""
            self._write(f"# sent_id = {_line(document['doc_id'])}-{number}\n# text = {whole}\n{kind}")
            for index, token in enumerate(sentence.tokens, 1):
                cells = (index, _line(token.of(text)), token.start, token.end, *(layer[at] for layer in layers))
                self._write("\t".join(map(str, cells)) + "\n")
                at += 1
            self._write("\n")

    def finish(self, entities: Iterable[Row]) -> None:
        """Write nothing: entities have no tokens."""


def _tags(tokens: list[Span], found: Iterable[tuple[Row, str]]) -> list[str]:
    """Return the BIO tag of each token, given rows with their spans and labels."""
    tags = ["O"] * len(tokens)
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    for row, label in sorted(found, key=lambda item: (item[0]["start"] - item[0]["end"], item[0]["start"])):
        first, last = bisect_right(ends, row["start"]), bisect_left(starts, row["end"])
        if first < last and all(tag == "O" for tag in tags[first:last]):
            tags[first:last] = [f"B-{label}", *(f"I-{label}" for _ in range(first + 1, last))]
    return tags


def _line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


@contextmanager
def open_conll(folder: Path) -> Iterator[Writer]:
    """Open a new file in a folder."""
    with open(folder / FILE, "w", encoding="utf-8", newline="\n") as handle:
        yield ConllWriter(handle)
