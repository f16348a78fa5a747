"""Floors of the segmentation on the composed corpus: attached particles and site furniture.

Where a tag opens inside a word, right after one of و ف ب ل ك, a particle ends there; where it opens at a word's beginning, there is
none before it. What the corpus marks as furniture must be found, and nothing else.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.core.document import Document
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter

DOCUMENT = re.compile(r"<doc [^>]*>(.*?)</doc>", re.DOTALL)
TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")
PARTICLES = set("وفبلك\u0640")
FLOORS = {"particle precision": 0.98, "particle recall": 0.985, "furniture precision": 0.96, "furniture recall": 0.93}


@dataclass
class Tagged:
    """A text, where tags open, and the stretches marked as furniture."""

    text: str = ""
    opens: dict[int, str] = field(default_factory=dict)
    furniture: list[tuple[int, int]] = field(default_factory=list)


def tagged(folder: Path) -> Iterator[Tagged]:
    for file in sorted(folder.glob("*.xml")):
        for body in DOCUMENT.findall(file.read_text(encoding="utf-8")):
            found, at, begin = Tagged(), 0, 0
            for tag in TAG.finditer(body):
                found.text += html.unescape(body[at : tag.start()])
                at = tag.end()
                if not tag[1]:
                    found.opens.setdefault(len(found.text), tag[2])
                    begin = len(found.text)
                elif tag[2] == "x":
                    found.furniture.append((begin, len(found.text)))
            found.text += html.unescape(body[at:])
            yield found


@pytest.mark.benchmark
def test_floors(root: Path, models: ModelStore) -> None:
    segment = Segmenter.from_models(models)
    right = wrong = missed = marked = called = hit = 0
    for document in tagged(root / "models" / "training"):
        found = segment(Document("d", document.text), normalize(document.text))
        for token in found.tokens:
            inside = [at for at in range(token.span.start + 1, token.span.end) if at in document.opens]
            if token.kind != "word":
                continue
            if inside and set(document.text[token.span.start : inside[0]]) <= PARTICLES:
                ends = {token.base_start, *(token.span.start + count for count in range(1, len(token.proclitics) + 1))}
                split = bool(token.proclitics) and inside[0] in ends
                right, missed = right + split, missed + (not split)
            elif token.span.start in document.opens and not token.norm.startswith("لل"):
                future = document.opens[token.span.start] == "a" and token.proclitics == ("س",)
                wrong += bool(token.proclitics) and not future
        pieces = [paragraph.span for paragraph in found.paragraphs if paragraph.kind == "furniture"]
        marked += len(document.furniture)
        called += len(pieces)
        hit += sum(any(piece.start < end and start < piece.end for piece in pieces) for start, end in document.furniture)
        wrong_pieces = [piece for piece in pieces if not any(piece.start < end and start < piece.end for start, end in document.furniture)]
        assert not wrong_pieces, [piece.of(document.text) for piece in wrong_pieces]
    scores = {
        "particle precision": right / (right + wrong),
        "particle recall": right / (right + missed),
        "furniture precision": hit / called,
        "furniture recall": hit / marked,
    }
    low = {name: round(score, 4) for name, score in scores.items() if score < FLOORS[name]}
    assert not low, low
