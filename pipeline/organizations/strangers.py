"""Organizations without a head noun that only the named-entity backend sees: foreign names, where it is sure of them.

Of its spans that no rule confirms most are words of the news (``قناة السويس``, ``الأمن القومي``); those of foreign or Latin words that it
is sure of are companies, outlets and clubs.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from pipeline.core.annotations import NerSpan, OrganizationMention, PlaceMention, Sentence, Token
from pipeline.organizations.context import Surroundings
from pipeline.organizations.reading import Context
from pipeline.organizations.surface import span_of, written
from pipeline.organizations.view import LETTERS
from pipeline.organizations.vocabulary import Vocabulary

SURE = 0.85
"""Score from which a foreign name is taken for an organization's."""

OUTLETS = frozenset(
    ["تايمز", "بوست", "نيوز", "تريبيون", "تربيون", "جورنال", "هيرالد", "ميل", "تلغراف", "تيليغراف", "ريفيو", "برس", "راديو", "ماغازين"]
)
"""Words of the names of newspapers and channels."""

CLUBS = frozenset(["سيتي", "يونايتد", "رينجرز", "روفرز", "دينامو", "سبورتينغ", "اتلتيك", "اتلتيكو", "ريال", "لوكوموتيف", "زينيت"])
"""Words of the names of clubs."""

LATIN = {
    **dict.fromkeys(
        ["group", "holding", "holdings", "company", "co", "corp", "corporation", "inc", "ltd", "limited", "llc", "plc", "sal"], "company"
    ),
    **dict.fromkeys(
        ["services", "investment", "investments", "capital", "bank", "airlines", "airways", "motors", "electronics"], "company"
    ),
    **dict.fromkeys(["technologies", "industries", "partners", "gmbh", "entertainment", "pictures", "studios"], "company"),
    **dict.fromkeys(["university", "institute", "college", "school", "academy"], "academic"),
    **dict.fromkeys(["times", "post", "news", "tribune", "journal", "herald", "telegraph", "magazine"], "media"),
    **dict.fromkeys(["foundation", "association", "society", "watch"], "ngo"),
    **dict.fromkeys(["fc", "united", "club"], "sport"),
}
"""Words of Latin names, folded, and the type of what they name."""

SHORT = 3
"""Letters up to which a single Arabic word is no name, and fewest letters of an acronym."""

NOT_BEHIND = frozenset(
    ["فيلم", "مسلسل", "برنامج", "اغنيه", "البوم", "لعبه", "كتاب", "روايه", "هاتف", "طراز", "سياره", "ماده", "فيروس", "عقار", "ملعب"]
)
"""Words, folded, behind which a foreign name is a work or a thing."""

TRADES = frozenset(
    [
        *("المقاولات", "البتروكيماويات", "الاستثمارات", "الصناعات", "العقارات", "المحاماه", "الاستشارات", "السياحه", "الانشاءات"),
        *("الاسمنت", "الادويه"),
    ]
)
"""Trades, folded, whose ل phrase behind a person's or place's name makes it a firm's (``أحمد السالم للمقاولات``)."""

HOLDINGS = frozenset(["القابضه", "هولدينغ", "هولدينج", "هولدنغ", "هولدنج"])
"""Words, folded, that close a firm's name."""


def firms(text: Context, spans: Sequence[NerSpan], taken: AbstractSet[int]) -> Iterator[OrganizationMention]:
    """Yield the firms that bear a person's name and their trade, or the word holding, behind it (``حسن علام القابضة``)."""
    tokens = text.tokens
    for span in spans:
        last = span.last
        if span.label != "person" or last - span.first < 2 or any(index in taken for index in range(span.first, last)):
            continue
        if tokens[last - 1].norm not in HOLDINGS:
            if last >= len(tokens) or last in taken:
                continue
            following = tokens[last]
            if following.norm not in HOLDINGS and not (following.proclitics == ("ل",) and following.base in TRADES):
                continue
            last += 1
        where, name = span_of(tokens, span.first, last), written(tokens, span.first, last)
        yield OrganizationMention(where, span.first, last, name, "company", "", "name", 0.7, "organizations:firm")


def strangers(
    text: Context, spans: Sequence[NerSpan], taken: AbstractSet[int], places: Sequence[PlaceMention], vocabulary: Vocabulary
) -> Iterator[OrganizationMention]:
    """Yield the organizations of the backend that nothing but their foreign names tells.

    Args:
        text: The document's tokens and cues.
        spans: What the backend says.
        taken: Tokens of the organizations found so far.
        places: The document's places, whose names are none.
        vocabulary: Knows foreign words.
    """
    occupied = {index for place in places for index in range(place.first, place.last)}
    tokens = text.tokens
    for span in spans:
        if span.label != "organization" or span.score < SURE:
            continue
        inside = range(span.first, span.last)
        if any(index in taken or index in occupied for index in inside):
            continue
        if span.first and _behind_a_thing(tokens, span.first):
            continue
        if all(_foreign(token, token.index == tokens[span.first].index, vocabulary) for token in tokens[span.first : span.last]):
            words = [token.base for token in tokens[span.first : span.last]]
            if not _complete(words, tokens[span.first].kind):
                continue
            yield OrganizationMention(
                span=span_of(tokens, span.first, span.last),
                first=span.first,
                last=span.last,
                name=written(tokens, span.first, span.last),
                type=_kind(words, text.around),
                country="",
                form="name",
                score=round(span.score * 0.7, 2),
                found_by="organizations:tagger",
            )


def latin_names(tokens: Sequence[Token], sentences: Sequence[Sentence], taken: AbstractSet[int]) -> Iterator[OrganizationMention]:
    """Yield the rows of capitalized Latin words that a word for a company, school or newspaper closes (``Global Trading Group``)."""
    for sentence in sentences:
        at = sentence.first
        if sentence.kind == "furniture":
            continue
        while at < sentence.last:
            token = tokens[at]
            if token.kind != "latin" or at in taken or not token.text[:1].isupper():
                at += 1
                continue
            last = at + 1
            while last < sentence.last and last not in taken and tokens[last].kind == "latin" and tokens[last].text[:1].isupper():
                last += 1
            kind = next((LATIN[word.norm] for word in reversed(tokens[at + 1 : last]) if word.norm in LATIN), "")
            if kind:
                name = written(tokens, at, last)
                span = span_of(tokens, at, last)
                yield OrganizationMention(span, at, last, name, kind, "", "name", 0.7, "organizations:latin")
            at = last


def _complete(words: Sequence[str], kind: str) -> bool:
    """Say whether words are a whole name: no single short one, and letters only where there are nothing but three of them or more."""
    letters = sum(word in LETTERS for word in words)
    if letters:
        return letters == len(words) >= SHORT
    return len(words) > 1 or kind == "latin" or len(words[0]) > SHORT


def _behind_a_thing(tokens: Sequence[Token], at: int) -> bool:
    """Say whether the word before a name, a quotation mark aside, makes it a work's or a thing's."""
    before = at - 1 if tokens[at - 1].kind == "word" or at < 2 else at - 2
    return tokens[before].base in NOT_BEHIND


def _foreign(token: Token, first: bool, vocabulary: Vocabulary) -> bool:
    """Say whether a word is one of a foreign name."""
    if token.kind == "latin":
        return token.text[:1].isupper() and len(token.text) > 1
    if token.kind != "word" or (token.proclitics and not first) or token.definite:
        return False
    if token.base in LETTERS:
        return True
    return vocabulary.foreign(token.base) and token.base not in vocabulary.given and token.base not in vocabulary.heads


def _kind(words: Sequence[str], around: Surroundings) -> str:
    """Return the type that a name's words or the topic of the document tell."""
    if not OUTLETS.isdisjoint(words) or words[-2:] == ["تي", "في"]:
        return "media"
    if not CLUBS.isdisjoint(words) or around.about("sport"):
        return "sport"
    return "armed_group" if around.about("conflict") else "company"
