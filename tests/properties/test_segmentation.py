"""What must hold for any Unicode string."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.annotations import Segmentation
from pipeline.core.document import Document
from pipeline.normalize.normalizer import normalize, plain
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter

SEGMENT = Segmenter.from_models(ModelStore.shipped())
FRAGMENTS = (
    "و|ل|ال|وزارة|لل|ـ|\u064e|\u0651|\u0654|\ufefb|\ufdf2|٣|.|؟|…|«|»|(|)|-|:|/|د.|هـ|1436|24/10|واس|الرياض|اقرأ أيضاً:|سمات"
    "|Next Previous|رابط الخبر:|a@b.co|www.a.b"
)
PIECES = st.sampled_from(["\n", "\r\n", "\u2028", " ", "\u200f", '"', *FRAGMENTS.split("|")])
TEXTS = st.one_of(st.text(max_size=120), st.lists(st.one_of(PIECES, st.characters()), max_size=60).map("".join))


def segment(text: str) -> Segmentation:
    return SEGMENT(Document("d", text), normalize(text))


@given(TEXTS)
def test_normalization_is_aligned(text: str) -> None:
    aligned = normalize(text)
    assert aligned.text == plain(text)
    previous = 0
    for offset in range(len(aligned.text)):
        span = aligned.to_raw(offset, offset + 1)
        assert 0 <= span.start < span.end <= len(text)
        assert span.start >= previous
        assert aligned.text[offset] in plain(span.of(text))
        previous = span.start


@given(TEXTS)
def test_tokens_are_ordered_and_disjoint(text: str) -> None:
    end = 0
    for number, token in enumerate(segment(text).tokens):
        assert token.index == number
        assert end <= token.span.start <= token.base_start < token.span.end <= len(text)
        assert plain(token.span.of(text)) or token.text == ""
        assert "".join(token.proclitics) == token.norm[: len(token.proclitics)]
        end = token.span.end


@given(TEXTS)
def test_sentences_cover_the_tokens(text: str) -> None:
    found = segment(text)
    at = 0
    for number, sentence in enumerate(found.sentences):
        assert (sentence.index, sentence.first) == (number, at)
        assert sentence.last > sentence.first
        assert sentence.span.start == found.tokens[sentence.first].span.start
        assert sentence.span.end == found.tokens[sentence.last - 1].span.end
        assert found.paragraphs[sentence.paragraph].span.contains(sentence.span)
        at = sentence.last
    assert at == len(found.tokens)


@given(TEXTS)
def test_paragraphs_and_datelines_are_ordered(text: str) -> None:
    found = segment(text)
    end = 0
    for paragraph in found.paragraphs:
        assert end <= paragraph.span.start < paragraph.span.end
        end = paragraph.span.end
    at = 0
    for first, last in found.datelines:
        assert at <= first < last <= len(found.tokens)
        at = last
