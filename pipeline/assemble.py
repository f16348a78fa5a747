"""The whole program: every stage, in order."""

from dataclasses import dataclass

from pipeline.core.analysis import Analysis
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.events.finder import EventFinder
from pipeline.linking.linker import Linker
from pipeline.ner.backend import NerBackend
from pipeline.ner.places import PlaceFinder
from pipeline.ner.registry import create
from pipeline.normalize.normalizer import normalize
from pipeline.officials.finder import OfficialFinder
from pipeline.organizations.finder import OrganizationFinder
from pipeline.resources.store import ModelStore
from pipeline.review.corrections import read_corrections
from pipeline.review.replay import Replay
from pipeline.segment.segmenter import Segmenter
from pipeline.tables.rows import Rows, rows_of
from pipeline.timex.finder import TimexFinder


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages, each built once and used for every document."""

    segment: Segmenter
    ner: NerBackend
    places: PlaceFinder
    organizations: OrganizationFinder
    officials: OfficialFinder
    timex: TimexFinder
    link: Linker
    events: EventFinder
    replay: Replay


def build(config: Config, models: ModelStore) -> Stages:
    """Build every stage from the models."""
    return Stages(
        segment=Segmenter.from_models(models),
        ner=create(config.ner, models, config.ner_model),
        places=PlaceFinder.from_models(models),
        organizations=OrganizationFinder.from_models(models),
        officials=OfficialFinder.from_models(models),
        timex=TimexFinder.from_models(models),
        link=Linker.from_models(models),
        events=EventFinder.from_models(models, config.rules),
        replay=Replay.from_models(read_corrections(config.corrections), models),
    )


def analyze(stages: Stages, document: Document) -> Analysis:
    """Take one document through every stage.

    Args:
        stages: What :func:`build` made.
        document: The document as read.

    Returns:
        The finished analysis; every span in it points into ``document.text``.
    """
    aligned = normalize(document.text)
    segmentation = stages.segment(document, aligned)
    spans = stages.ner.recognize(segmentation)
    places = stages.places(segmentation, spans)
    organizations = stages.organizations(document, segmentation, spans, places)
    persons, positions = stages.officials(document, segmentation, spans, places, organizations)
    links = stages.link(document, segmentation, places, organizations, persons, positions)
    timexes = stages.timex(document, segmentation)
    events = stages.events(document, segmentation, spans, places, links, timexes)
    notes = tuple(f"{timex.span.of(document.text)}: {timex.note}" for timex in timexes if timex.note)
    return Analysis(
        document=document,
        segmentation=segmentation,
        entities=links.entities,
        mentions=links.mentions,
        positions=links.positions,
        places=places,
        timexes=timexes,
        events=events,
        warnings=notes,
    )


def tabulate(stages: Stages, analysis: Analysis) -> Rows:
    """Return the rows of a document with the corrections of a review replayed on them, if there are any.

    Args:
        stages: What :func:`build` made.
        analysis: What :func:`analyze` found.

    Returns:
        Rows by table name.
    """
    return stages.replay(rows_of(analysis), analysis.document.text).rows
