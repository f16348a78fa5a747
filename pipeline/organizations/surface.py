"""From the tokens of a mention to its name: particles off, case and number back to the nominative singular."""

from collections.abc import Sequence

from pipeline.core.annotations import Token
from pipeline.core.text import Span

QUOTES = frozenset("\"'«»“”„‘’()[]{}")


def without_particles(token: Token) -> str:
    """Return a word as written without its proclitics, the article restored after ل (``الوزارة`` for ``للوزارة``)."""
    if not token.proclitics:
        return token.text
    rest = token.text[len(token.proclitics) :]
    if token.proclitics[-1] == "ل" and token.base.startswith("الل") and not rest.startswith("لل"):
        return "ال" + rest
    if token.proclitics[-1] == "ل" and token.base.startswith("ال") and rest.startswith("ل"):
        return "ال" + rest[1:]
    return rest


def start_of(token: Token) -> int:
    """Return where a mention that begins with a token begins: at the base, or at the first ل of ``للوزارة``."""
    if token.proclitics and token.proclitics[-1] == "ل" and token.base.startswith("ال"):
        return token.base_start - 1 if token.base_start > token.span.start else token.base_start
    return token.base_start


def span_of(tokens: Sequence[Token], first: int, last: int) -> Span:
    """Return the raw span of ``tokens[first:last]`` without the particles of its first word."""
    return Span(start_of(tokens[first]), tokens[last - 1].span.end)


def written(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return the name that ``tokens[first:last]`` spell, quotation marks left out."""
    words = [without_particles(tokens[first])]
    words += [token.text for token in tokens[first + 1 : last] if token.text not in QUOTES]
    return " ".join(words)


def singular(word: str, feminine: bool) -> str:
    """Return a dual adjective in the singular (``الدولية`` for ``الدوليتين``); other words as they are."""
    if word.endswith(("تين", "تان")) and len(word) > 6:
        return word[:-3] + "ة"
    if not feminine and word.endswith(("ين", "ان")) and len(word) > 6:
        return word[:-2]
    return word
