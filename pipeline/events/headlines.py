"""Subjects that a headline names by a part of their name: ``«العمل» تستعد`` for the ministry that the article names in full."""

from pipeline.core.annotations import Argument, Entity, Links, Sentence, Token
from pipeline.normalize.normalizer import key

MOST = 5
"""Most words of such a subject."""

MARKS = frozenset('«»"“”()')
"""Quotation marks and brackets around it."""


class Shortened:
    """Finds the organization that the words before a headline's verb are a part of."""

    def __init__(self, links: Links) -> None:
        """Index the names of a document's organizations.

        Args:
            links: The document's entities.
        """
        self._named = [(entity, _words(entity.name)) for entity in links.entities if entity.kind == "organization"]

    def __call__(self, tokens: tuple[Token, ...], sentence: Sentence, verb: int) -> Argument | None:
        """Return the one organization whose name has all words between the clause's start and its verb.

        Args:
            tokens: The document's tokens.
            sentence: A headline.
            verb: Its verb.
        """
        words: set[str] = set()
        first = verb
        for at in range(verb - 1, sentence.first - 1, -1):
            token = tokens[at]
            if token.kind == "word":
                words.add(token.norm.removeprefix("ال"))
            elif token.text not in MARKS:
                break
            first = at
        if not words or len(words) > MOST:
            return None
        fitting = [entity for entity, name in self._named if words < name]
        best = _best(fitting)
        return Argument(best.name, best.id, best.kind, tokens[first].span.cover(tokens[verb - 1].span)) if best is not None else None


def _best(entities: list[Entity]) -> Entity | None:
    """Return the organization whose name has the fewest words where all others contain it, else the one named first."""
    if not entities:
        return None
    best = min(entities, key=lambda entity: len(_words(entity.name)))
    words = _words(best.name)
    return best if all(words <= _words(entity.name) for entity in entities) else entities[0]


def _words(name: str) -> frozenset[str]:
    return frozenset(form for word in key(name).split() for form in (word.removeprefix("ال"), word.removeprefix("ل")))
