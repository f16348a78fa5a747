"""Noun phrases inside titles: how far a field or an organization's name goes."""

from collections.abc import Sequence

from pipeline.core.annotations import Token
from pipeline.matching.names import LIKELY, POSSIBLE, NameGrammar
from pipeline.officials.context import TRUSTED, Context
from pipeline.officials.honorifics import HonorificLexicon
from pipeline.officials.titles import TitleLexicon

AFFAIRS = frozenset({"شوون", "شيون", "لشوون", "لشيون"})
"""Nouns whose persons are no holders of another title (``عميد شؤون أعضاء هيئة التدريس``), folded."""
PHRASE_LIMIT = 9
"""Most words of a noun phrase."""


class PhraseReader:
    """Reads noun phrases and knows what ends them: a name, an honorific, another title, a verb."""

    def __init__(self, lexicon: TitleLexicon, names: NameGrammar, honorifics: HonorificLexicon) -> None:
        """Build a reader from the lexicons."""
        self.lexicon = lexicon
        self._names = names
        self._honorifics = honorifics

    def read(self, context: Context, start: int, end: int, *, stop_at_prepositions: bool = False) -> int:
        """Read a noun phrase: definite words, idafa, coordination, and ``بمنطقة X`` where places follow."""
        position = start + 1
        span = context.tagged.get(start)
        if span is not None and span.score >= TRUSTED:
            end = min(end, span.last)
        while position < min(end, start + PHRASE_LIMIT):
            token = context.tokens[position]
            if token.kind != "word" or self.ends(context.tokens, context.keys, position, end):
                break
            if position in context.organizations and token.proclitics[:1] != ("و",):
                break
            place = context.places.get(position)
            if token.norm.startswith("ال") and token.norm in self.lexicon.tails:
                break
            if token.norm == "علي" and context.keys[position - 1] in self.lexicon.through and position + 1 < end:
                position += 2
                continue
            if token.proclitics in (("ب",), ("ل",)) or token.norm == "في":
                if stop_at_prepositions and not token.norm.startswith("لل"):
                    break
                following = position + (token.norm == "في")
                if following in context.places:
                    position = context.places[following].last
                    continue
                if token.base in self.lexicon.units and following + 1 < end:
                    position = context.places[following + 1].last if following + 1 in context.places else following + 2
                    continue
                if not token.norm.startswith("لل"):
                    break
            elif token.proclitics[:1] == ("و",):
                if not token.base.startswith("ال") or self._names.starts(context.tokens, position, end):
                    break
            elif place is not None:
                position = place.last
                continue
            elif not token.norm.startswith("ال") or len(token.norm) < 4:
                previous = context.tokens[position - 1]
                if previous.base.startswith("ال") or self._names.word(token.norm).share >= 0.3 or position + 1 >= end:
                    break
                if not context.tokens[position + 1].definite or position + 1 in context.organizations:
                    break
            position += 1
        return position

    def ends(self, tokens: Sequence[Token], keys: Sequence[str], at: int, end: int) -> bool:
        """Say whether a phrase must end before a token: a name, an honorific, another title, a verb or particle."""
        token = tokens[at]
        if token.norm in self._honorifics.words or token.base in self._honorifics.words:
            return True
        if token.norm in self._honorifics.definite and at + 1 < end:
            after = tokens[at + 1]
            if after.norm in self._honorifics.words or self._names.word(self._names.form(after)).share >= LIKELY:
                return True
        if token.norm in self._names.cues.speech or token.norm in self._names.cues.deed:
            return True
        if self._names.starts(tokens, at, end):
            return True
        forms = self.lexicon.forms.get(token.base) if keys[at - 1] not in AFFAIRS else None
        if forms is not None and any(form.head.takes and not form.head.strict and not form.pronoun for form in forms):
            return True
        return self._honorifics.read(tokens, keys, at, min(end, at + 2)) is not None and token.norm in ("د", "م")

    def named(self, context: Context, at: int) -> bool:
        """Say whether a name seems to begin at a token."""
        return self._names.word(self._names.form(context.tokens[at])).share >= POSSIBLE
