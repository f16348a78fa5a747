"""The segmentation stage: paragraphs, sentences, tokens and datelines of one document."""

from pipeline.core.annotations import Segmentation
from pipeline.core.document import Document
from pipeline.core.text import AlignedText
from pipeline.resources.store import ModelStore
from pipeline.segment.clitics import CliticSplitter
from pipeline.segment.paragraphs import paragraphs_of
from pipeline.segment.sentences import sentences_of
from pipeline.segment.tokens import tokenize


class Segmenter:
    """Segments documents with the shipped word lists."""

    def __init__(self, splitter: CliticSplitter) -> None:
        self._splitter = splitter

    @classmethod
    def from_models(cls, models: ModelStore) -> "Segmenter":
        """Build the shipped segmenter."""
        return cls(CliticSplitter.from_models(models))

    def __call__(self, document: Document, aligned: AlignedText) -> Segmentation:
        """Segment one document."""
        paragraphs = paragraphs_of(document.text, document.title)
        tokens = tokenize(aligned, self._splitter)
        return Segmentation(paragraphs, sentences_of(paragraphs, tokens), tokens)
