"""The segmentation stage: paragraphs, sentences, tokens and datelines of one document."""

from dataclasses import replace

from pipeline.core.annotations import Paragraph, Segmentation, Sentence
from pipeline.core.document import Document
from pipeline.core.text import AlignedText
from pipeline.resources.store import ModelStore
from pipeline.segment.boilerplate import Boilerplate
from pipeline.segment.clitics import CliticSplitter
from pipeline.segment.datelines import DatelineWords, datelines_of
from pipeline.segment.paragraphs import paragraphs_of
from pipeline.segment.sentences import Abbreviations, sentences_of
from pipeline.segment.tokens import tokenize


class Segmenter:
    """Segments documents with the shipped word lists."""

    __slots__ = ("_abbreviations", "_boilerplate", "_datelines", "_splitter")

    def __init__(self, splitter: CliticSplitter, boilerplate: Boilerplate, abbreviations: Abbreviations, datelines: DatelineWords) -> None:
        self._splitter = splitter
        self._boilerplate = boilerplate
        self._abbreviations = abbreviations
        self._datelines = datelines

    @classmethod
    def from_models(cls, models: ModelStore) -> "Segmenter":
        """Build the shipped segmenter."""
        return cls(
            CliticSplitter.from_models(models),
            Boilerplate.from_models(models),
            Abbreviations.from_models(models),
            DatelineWords.from_models(models),
        )

    def __call__(self, document: Document, aligned: AlignedText) -> Segmentation:
        """Segment one document."""
        paragraphs = paragraphs_of(aligned, self._boilerplate, document.title)
        tokens = tokenize(aligned, self._splitter)
        sentences = sentences_of(paragraphs, tokens, self._abbreviations)
        datelines = datelines_of(document.text, paragraphs, sentences, tokens, self._datelines)
        if sentences and sentences[0].kind == "headline" and datelines and datelines[0] == (sentences[0].first, sentences[0].last):
            paragraphs, sentences = _without_headline(paragraphs, sentences)
        return Segmentation(paragraphs, sentences, tokens, datelines)


def _without_headline(
    paragraphs: tuple[Paragraph, ...], sentences: tuple[Sentence, ...]
) -> tuple[tuple[Paragraph, ...], tuple[Sentence, ...]]:
    """Return paragraphs and sentences with what looked like a headline and is a dateline as body."""
    number = sentences[0].paragraph
    plain = replace(paragraphs[number], kind="body", found_by="dateline")
    return (
        (*paragraphs[:number], plain, *paragraphs[number + 1 :]),
        tuple(replace(sentence, kind="body") if sentence.paragraph == number else sentence for sentence in sentences),
    )
