"""Annotated text as training examples: our tokens, and for every head the labels that the annotation allows."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.annotations import Token
from pipeline.core.codes import ACTION_TYPES
from pipeline.core.document import Document
from pipeline.core.errors import ModelError
from pipeline.ner.labels import ENTITIES, HEADS, TITLE
from pipeline.normalize.normalizer import normalize
from pipeline.segment.segmenter import Segmenter

ANYTHING = {head: (1 << len(labels)) - 1 for head, labels in HEADS.items()}
"""Allowed set of a token about which the annotation says nothing."""

OUTSIDE = 1
"""Allowed set of a token that is outside."""

Marked = tuple[int, int, str]
"""An annotated stretch: start, end (code points), and its label or tag."""


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated sentence.

    Attributes:
        document: Id of its document; the development split goes by it.
        source: Name of the data set.
        tokens: Its tokens.
        allowed: For every head one bit set a token; bit ``i`` set means that label ``i`` of the head fits the annotation.
    """

    document: str
    source: str
    tokens: tuple[Token, ...]
    allowed: dict[str, tuple[int, ...]]


def bits(head: str, *labels: str) -> int:
    """Return the allowed set of some labels of a head."""
    return sum(1 << HEADS[head].index(label) for label in labels)


def read_corpus(path: Path, segmenter: Segmenter, nominal: bool = False) -> Iterator[Example]:
    """Yield the sentences of a composed corpus file.

    Args:
        path: XML file in the format of ``models/training/README.md``.
        segmenter: Segmenter that the model will run behind.
        nominal: Whether nominal mentions (``اللجنة``) count as organizations.

    Yields:
        Sentences outside furniture, every head fully annotated.

    Raises:
        ModelError: The file is not well-formed XML.
    """
    try:
        root = ElementTree.parse(path).getroot()  # noqa: S314 (the user's own training file)
    except ElementTree.ParseError as error:
        raise ModelError(f"{path} is not well-formed XML: {error}") from error
    for element in root.iter("doc"):
        text, marks = flatten(element)
        name = element.get("id", "")
        entities = [
            (start, end, {"p": "person", "o": "organization", "l": "place"}[mark.tag])
            for mark, start, end in marks
            if mark.tag in {"p", "o", "l"} and (nominal or mark.get("k") != "nominal")
        ]
        titles = [(start, end, TITLE) for mark, start, end in marks if mark.tag == "t"]
        actions = [(start, end, mark.get("t", "other")) for mark, start, end in marks if mark.tag == "a"]
        furniture = [(start, end) for mark, start, end in marks if mark.tag == "x"]
        segmentation = segmenter(Document(name, text, str(path)), normalize(text))
        for sentence in segmentation.sentences:
            tokens = segmentation.tokens_of(sentence)
            if any(start < sentence.span.end and sentence.span.start < end for start, end in furniture):
                continue
            allowed = {
                "entity": _spans(tokens, entities, "entity"),
                "title": _spans(tokens, titles, "title"),
                "action": _triggers(tokens, actions),
            }
            yield Example(name, path.stem, tokens, allowed)


def flatten(document: ElementTree.Element) -> tuple[str, list[tuple[ElementTree.Element, int, int]]]:
    """Return a document's text and its elements with their offsets."""
    parts: list[str] = []
    marks: list[tuple[ElementTree.Element, int, int]] = []
    size = 0

    def add(text: str | None) -> None:
        nonlocal size
        if text:
            parts.append(text)
            size += len(text)

    def walk(element: ElementTree.Element) -> None:
        start = size
        add(element.text)
        for child in element:
            walk(child)
            add(child.tail)
        marks.append((element, start, size))

    walk(document)
    marks.pop()
    return "".join(parts), sorted(marks, key=lambda mark: (mark[1], -mark[2]))


def _covered(tokens: tuple[Token, ...], start: int, end: int) -> list[int]:
    """Return the numbers of the tokens that a stretch touches with more than their proclitics."""
    return [number for number, token in enumerate(tokens) if token.base_start < end and start < token.span.end]


def _spans(tokens: tuple[Token, ...], marks: Iterable[Marked], head: str) -> tuple[int, ...]:
    allowed = [OUTSIDE] * len(tokens)
    for start, end, label in marks:
        inside = _covered(tokens, start, end)
        if any(allowed[number] != OUTSIDE for number in inside):
            continue
        for order, number in enumerate(inside):
            allowed[number] = bits(head, f"{'I' if order else 'B'}-{label}")
    return tuple(allowed)


def _triggers(tokens: tuple[Token, ...], marks: Iterable[Marked]) -> tuple[int, ...]:
    allowed = [OUTSIDE] * len(tokens)
    for start, end, label in marks:
        for number in _covered(tokens, start, end):
            allowed[number] = bits("action", label if label in ACTION_TYPES else "other")
    return tuple(allowed)


def read_conll(path: Path, segmenter: Segmenter, labels: dict[str, str], open_organizations: bool) -> Iterator[Example]:
    """Yield the sentences of a CoNLL file: a word and its BIO tags a line, sentences apart by empty lines.

    Args:
        path: The file; a word may have several tags, outermost first.
        segmenter: Segmenter that the model will run behind.
        labels: Our span label (``person``, ``organization``, ``place``, ``position``) by the file's (``PERS``); other
            labels count as outside.
        open_organizations: Whether the file leaves organizations untagged that we want: a token outside may then be
            part of an organization.

    Yields:
        Sentences; the heads that the file knows nothing of allow every label.
    """
    rows: list[tuple[str, list[str]]] = []
    number = 0
    with open(path, encoding="utf-8") as handle:
        for line in (*handle, ""):
            word, *tags = line.split()[:1] + [tag for tag in line.split()[1:] if tag[:2] in {"B-", "I-"}] or [""]
            if word:
                rows.append((word, tags))
            elif rows:
                yield _sentence(f"{path.stem}-{number // 10}", path.stem, rows, segmenter, labels, open_organizations)
                rows, number = [], number + 1


def _sentence(
    document: str,
    source: str,
    rows: list[tuple[str, list[str]]],
    segmenter: Segmenter,
    labels: dict[str, str],
    open_organizations: bool,
) -> Example:
    text = " ".join(word for word, _ in rows)
    marks: list[Marked] = []
    running: dict[str, list[int]] = {}
    at = 0
    for word, tags in rows:
        end = at + len(word)
        known = [(tag[0], labels[tag[2:]]) for tag in tags if tag[2:] in labels]
        kept = {label for part, label in known if part == "I"}
        for label in [label for label in running if label not in kept]:
            start, last = running.pop(label)
            marks.append((start, last, label))
        for part, label in known:
            if part == "I" and label in running:
                running[label][1] = end
            elif label not in running:
                running[label] = [at, end]
        at = end + 1
    marks += [(start, last, label) for label, (start, last) in running.items()]
    marks.sort(key=lambda mark: (mark[0], -mark[1]))
    tokens = segmenter(Document(document, text, source), normalize(text)).tokens
    trimmed = [_trim(text, mark) for mark in marks]
    outer: list[Marked] = []
    for mark in trimmed:
        if mark[2] in ENTITIES and not any(mark[0] < other[1] and other[0] < mark[1] for other in outer):
            outer.append(mark)
    titles = [mark for mark in trimmed if mark[2] == TITLE]
    entity = _spans(tokens, outer, "entity")
    if open_organizations:
        extra = bits("entity", "B-organization", "I-organization")
        entity = tuple(allowed | extra if allowed == OUTSIDE else allowed for allowed in entity)
    elif titles:
        inside = {number for start, end, _ in titles for number in _covered(tokens, start, end)}
        extra = bits("entity", "O", "B-organization", "I-organization")
        entity = tuple(allowed | extra if number in inside else allowed for number, allowed in enumerate(entity))
    title = _spans(tokens, titles, "title") if TITLE in labels.values() else (ANYTHING["title"],) * len(tokens)
    return Example(document, source, tokens, {"entity": entity, "title": title, "action": (ANYTHING["action"],) * len(tokens)})


def _trim(text: str, mark: Marked) -> Marked:
    """Leave marks of punctuation at the edges of a stretch out of it."""
    start, end, label = mark
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end, label
