"""Where a name that the grammar or the tagger read has to end."""

from collections.abc import Mapping, Sequence

from pipeline.core.annotations import NerSpan, Token
from pipeline.matching.names import GLUE, LIKELY, POSSIBLE, NameGrammar
from pipeline.officials.honorifics import HonorificLexicon

SURE = 0.85
"""Score from which a tagged name ends where the tagger ends it."""
FUNCTION = frozenset(
    {
        "في",
        "من",
        "الي",
        "عن",
        "ان",
        "الذي",
        "التي",
        "وزير",
        "رييس",
        "مدير",
        "اليوم",
        "امس",
        "ثاني",
        "ثالث",
        "مذنب",
        "متهم",
        "مدان",
        "افضل",
        "احد",
        "اكثر",
        "ابرز",
        "ظبي",
    }
)
"""Words before which a tagged name is cut."""
PRONOUNS = ("ه", "ها", "هم", "هن", "نا")
"""Endings of words that have a pronoun."""
PEOPLES = ("يون", "يين")
"""Endings of plurals of peoples (``حلفاء ترامب الأوروبيون``)."""
RARE = 0.05
"""A common word with a smaller share of name uses does not begin a tagged name."""


class NameBounds:
    """Cuts names before words that are no part of them."""

    def __init__(self, names: NameGrammar, honorifics: HonorificLexicon) -> None:
        """Build it from the lexicons."""
        self._names = names
        self._honorifics = honorifics

    def borne_out(self, tokens: Sequence[Token], at: int, last: int, spans: Mapping[int, NerSpan]) -> int:
        """Cut a name that has no cue before words that neither the lists nor the tagger know as names (``ترامب سخرت``).

        Returns:
            Index past the part of the name that is left; ``at`` where the tagger sees nobody and a word is unknown.
        """
        tagged = [span for index in range(at, last) if (span := spans.get(index)) is not None]
        seen = max((span.last for span in tagged), default=at)
        opening = self._names.word(self._names.form(tokens[at]))
        for index in range(at + 1, last):
            token = tokens[index]
            word = self._names.word(token.norm)
            cues = self._names.cues
            if (
                index < seen
                or word.share >= POSSIBLE
                or token.norm in cues.connectors
                or token.norm in cues.god
                or token.norm in cues.divine
            ):
                continue
            if token.kind != "word" or tokens[index - 1].norm in cues.connectors or token.norm in cues.ordinals:
                continue
            if token.norm == f"ال{tokens[index - 1].norm}":
                continue
            family = token.definite and self._names.strange(token.norm) and opening.given and opening.share >= SURE
            if not tagged and not family:
                return at
            if not self._names.strange(token.norm) or (token.norm.endswith("ا") and not token.definite):
                return index
        return last

    def praying(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        """Say whether words that stand by الله are no name (``نحمد الله``, ``حجاج بيت الله``, ``الله العلي القدير``)."""
        cues = self._names.cues
        if at and tokens[at].definite and tokens[at - 1].base in cues.god:
            return True
        for index in range(at + 1, min(last + 1, len(tokens))):
            if tokens[index].norm in cues.god and tokens[index - 1].base not in cues.theophoric:
                return True
        return last - at == 2 and tokens[at + 1].norm in cues.god and bool(tokens[at].proclitics)

    def trim(self, tokens: Sequence[Token], at: int, last: int) -> int:
        """Cut a tagged span before a mark or a word that ends names."""
        for index in range(at + 1, last):
            token = tokens[index]
            if token.kind != "word" and token.text not in "-–.#_":
                return index
            if token.proclitics[-1:] == ("ل",) and token.norm.endswith(PRONOUNS) and not token.text.endswith("ة"):
                return index
            bound = tokens[index - 1].norm in self._names.cues.connectors
            if (token.norm in FUNCTION and not bound) or (token.proclitics[:1] == ("و",) and self._names.form(token) != token.norm):
                return index
            if token.base in self._honorifics.definite and token.proclitics:
                return index
            word = self._names.word(token.norm)
            if not bound and word.share < POSSIBLE and (token.norm.endswith(("هم", "هما")) or self._given_to(token)):
                return index
            if self.conjoined(token) or (token.definite and token.norm.endswith(PEOPLES)):
                return index
            if index - at >= 3 and word.common and word.share < RARE and token.definite:
                return index
        while last - at > 1 and tokens[last - 1].text in GLUE:
            last -= 1
        while last - at > 1 and tokens[last - 1].norm in self._names.cues.connectors and not self._names.word(tokens[last - 1].norm).share:
            last -= 1
        return last

    def _given_to(self, token: Token) -> bool:
        """Say whether a word is ل and a name (``رسالة كيم لترامب``)."""
        return token.proclitics[-1:] == ("ل",) and self._names.form(token) != token.norm and not self._names.strange(token.base)

    def conjoined(self, token: Token) -> bool:
        """Say whether a word is و and a name that the tokenizer left whole inside a tagged span (``نيوت غينغريتش ورودي جولياني``)."""
        if token.proclitics or not token.norm.startswith("و") or self._names.word(token.norm).share >= POSSIBLE:
            return False
        return self._names.word(token.norm[1:]).share >= LIKELY
