"""The composed corpus as the models of actions are trained on it: its documents, their annotated actions, and the stages before events."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from pipeline.assemble import Stages
from pipeline.core.annotations import Links, NerSpan, PlaceMention, Segmentation
from pipeline.core.document import Document
from pipeline.core.text import Span
from pipeline.normalize.normalizer import normalize
from pipeline.training.examples import flatten

Actions = list[tuple[Span, dict[str, str]]]
"""Annotated actions: where the trigger stands, and the annotation's attributes."""


def annotated(paths: Iterable[Path]) -> Iterator[tuple[Path, Document, Actions]]:
    """Yield the documents of corpus files with the file they are from and their annotated actions."""
    for path in paths:
        for element in ElementTree.parse(path).getroot().iter("doc"):  # noqa: S314 (a file of this project)
            text, marks = flatten(element)
            actions = [(Span(start, end), dict(mark.attrib)) for mark, start, end in marks if mark.tag == "a"]
            yield path, Document(element.get("id", ""), text, str(path), "", element.get("published", ""), "metadata"), actions


def before_events(stages: Stages, document: Document) -> tuple[Segmentation, tuple[NerSpan, ...], tuple[PlaceMention, ...], Links]:
    """Take a document through the stages on which events build, and return what they read of it."""
    segmentation = stages.segment(document, normalize(document.text))
    spans = stages.ner.recognize(segmentation)
    places = stages.places(segmentation, spans)
    organizations = stages.organizations(document, segmentation, spans, places)
    persons, positions = stages.officials(document, segmentation, spans, places, organizations)
    return segmentation, spans, places, stages.link(document, segmentation, places, organizations, persons, positions)
