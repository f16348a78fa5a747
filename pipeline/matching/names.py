"""Where a person's name begins and ends: words of names, their connectors, and what never belongs to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.core.annotations import Token
from pipeline.core.errors import ModelError
from pipeline.normalize.normalizer import key
from pipeline.resources.gazetteers import demonyms, family_names, given_names
from pipeline.resources.store import ModelStore

CUES = "lexicons/person_cues.yaml"
WORDS = "lexicons/person_words.tsv"
TAGGED = "lexicons/person_tagged.tsv"
FORMS = "lexicons/wordforms.tsv"
COMMON = 40
"""Count in the ANT corpus (8.6 million words) from which a word that is no name word is held to be a common word."""
UNKNOWN = (0.0, False, False)
GLUE = frozenset("-#_")
"""Marks that may stand between the words of a name."""
GIVEN = frozenset({"عبد", "ابو", "ابن", "ام", "سيدي", "خان"})
"""Connectors with which a given name may begin."""
ON = "على"
"""The preposition, which folding makes one with the name علي; it is told from it as written."""
VERBAL = ("ي", "ت", "ن", "سي", "ست", "وال", "بال", "فال", "كال", "لل", "است", "مست")
"""Beginnings of verbs and of words with attached particles."""
SUFFIXED = ("هم", "هما", "تها", "ته", "نا", "وا")
"""Endings of words with a pronoun."""
PLURAL = ("ات", "ون", "ين", "يه")
LONGEST = 9
"""Most words of a name, connectors included (``تركي بن محمد بن فهد بن عبد العزيز`` has eight)."""
LIKELY, POSSIBLE = 0.55, 0.3
"""Shares of a word's occurrences that are in names, from which it is a name word by itself, or beside another."""


@dataclass(frozen=True, slots=True)
class NameWord:
    """What is known of a folded word.

    Attributes:
        share: Share of its occurrences that are in names, 0..1; 0 where unknown.
        given: Whether it is mostly the first word of a name.
        family: Whether it is mostly a later word.
        common: Whether it is a common word of the language that hardly names anybody.
        stop: Whether it ends a name whatever stands before it.
    """

    share: float
    given: bool
    family: bool
    common: bool
    stop: bool


@dataclass(frozen=True, slots=True)
class NameCues:
    """The word lists of ``person_cues.yaml``, folded."""

    connectors: frozenset[str]
    inner: frozenset[str]
    god: frozenset[str]
    theophoric: frozenset[str]
    divine: frozenset[str]
    ordinals: frozenset[str]
    royal: frozenset[str]
    stop: frozenset[str]
    speech: frozenset[str]
    deed: frozenset[str]
    embedding: frozenset[str]
    embedding_titles: frozenset[str]
    lists: frozenset[str]
    kin: frozenset[str]
    bylines: frozenset[str]

    @classmethod
    def from_models(cls, models: ModelStore) -> "NameCues":
        """Read the lists.

        Raises:
            ModelError: The file has an unknown key or lacks one.
        """
        content = models.yaml(CUES)
        names = cls.__slots__
        if set(content) != set(names):
            odd = sorted(set(content) ^ set(names))
            raise ModelError(f"{models.folder / CUES}: keys {', '.join(odd)} are unknown or missing; it has {', '.join(names)}")
        return cls(**{name: frozenset(key(str(word)) for word in content[name]) for name in names})


class NameGrammar:
    """Reads names off a row of tokens."""

    def __init__(
        self,
        cues: NameCues,
        shares: dict[str, tuple[float, bool, bool]],
        common: frozenset[str],
        demonyms: frozenset[str],
        stops: frozenset[str] = frozenset(),
        written: frozenset[str] = frozenset(),
    ) -> None:
        """Build the grammar.

        Args:
            cues: Word lists.
            shares: By folded word the share of name uses and whether it is mostly given, mostly family name.
            common: Folded words that are common in the language.
            demonyms: Folded nationality adjectives with the article, masculine and feminine.
            stops: More words that end a name, such as titles and honorifics.
            written: All folded words that the language is known to write, rare ones included; without them the common ones.
        """
        self.cues = cues
        self._shares = shares
        self._common = common
        self._demonyms = demonyms
        self._stops = stops | cues.stop | {ON}
        self._written = written or common
        self.word = lru_cache(maxsize=1 << 15)(self._word)

    @classmethod
    def from_models(cls, models: ModelStore, stops: frozenset[str] = frozenset()) -> "NameGrammar":
        """Build the shipped grammar."""
        shares: dict[str, tuple[float, bool, bool]] = {}
        for file in (WORDS, TAGGED):
            for line in models.lines(file):
                word, percent, kind = line.split("\t")
                shares[word] = (int(percent) / 99, "g" in kind, "f" in kind)
        adjectives = {form.words[0] for form in demonyms(models) if form.definite and form.number == "singular" and len(form.words) == 1}
        for name in given_names(models):
            if len(name.words) == 1:
                share, first, later = shares.get(name.words[0], UNKNOWN)
                floor = POSSIBLE if name.ambiguous else 0.9
                shares[name.words[0]] = (max(share, floor), first or not name.ambiguous, later)
        for name in family_names(models):
            if len(name.words) == 1:
                share, first, later = shares.get(name.words[0], UNKNOWN)
                shares[name.words[0]] = (max(share, POSSIBLE if name.ambiguous else 0.8), first, True)
        counts = {form: int(count) for form, count in (line.split("\t") for line in models.lines(FORMS))}
        common = frozenset(form for form, count in counts.items() if count >= COMMON)
        return cls(NameCues.from_models(models), shares, common, frozenset(adjectives), stops, frozenset(counts))

    def _word(self, norm: str) -> NameWord:
        share, given, family = self._shares.get(norm, UNKNOWN)
        if share == 0.0 and norm.startswith("عبدال") and len(norm) > 7:
            share, given = 0.95, True
        stop = norm in self._stops
        common = share < POSSIBLE and norm in self._common
        return NameWord(0.0 if stop else share, given and not stop, family and not stop, common, stop)

    def demonym(self, norm: str) -> bool:
        """Say whether a folded word is a nationality adjective with the article."""
        return norm in self._demonyms

    def starts(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Say whether a name begins at a token without any context: a given name and something that may follow it."""
        token = tokens[at]
        if token.kind != "word":
            return False
        norm = self.form(token)
        if norm in self.cues.connectors and norm not in GIVEN:
            return False
        if norm == "عبد" and at + 1 < end and tokens[at + 1].norm.startswith("ال"):
            return True
        if norm in self.cues.theophoric and at + 2 < end and tokens[at + 1].norm in self.cues.god:
            surname = self.word(tokens[at + 2].norm)
            return not tokens[at + 2].proclitics and (
                surname.share >= POSSIBLE or (not surname.common and self._unknown(tokens[at + 2].norm))
            )
        word = self.word(norm)
        if word.share >= POSSIBLE and at + 1 < end and tokens[at + 1].norm == f"ال{norm}":
            return True  # ``سلامة السلامة``
        if not (word.share >= LIKELY and (word.given or (word.share >= 0.8 and not norm.startswith("ال")))):
            return False
        return at + 1 < end and self._follows(tokens, at + 1, end, strong=False, count=1)

    def form(self, token: Token) -> str:
        """Return the folded form to look up: the whole word, or its base where only that is a name word."""
        if token.norm == "علي" and token.text == ON:
            return ON
        if token.proclitics and token.base != token.norm and token.proclitics[-1] != "س":
            part, whole = self.word(token.base), self.word(token.norm)
            if len(token.base) > 2 and not whole.stop and (part.share >= POSSIBLE or whole.share < POSSIBLE):
                return token.base
        return token.norm

    def uncut(self, token: Token) -> bool:
        """Say whether a word from which the tokenizer cut a particle is a name as a whole where a name is due (``فينسان``, ``لسعد``)."""
        if token.text == ON or token.proclitics[-1:] == ("و",):
            return self.doubled(token)
        if self.word(token.norm).share >= POSSIBLE:
            return True
        return token.proclitics[-1:] != ("ل",) and token.base not in self._written and self.word(token.base).share < POSSIBLE

    def doubled(self, token: Token) -> bool:
        """Say whether a word begins with a foreign W and no conjunction (``وورد``, ``وولف``)."""
        return token.norm.startswith("وو") and token.proclitics == ("و",) and self.word(token.base).share < POSSIBLE

    def strange(self, norm: str) -> bool:
        """Say whether the language hardly writes a folded word at all, so that it is no verb for its shape (``ترويلغر``)."""
        if norm in self._written or len(norm) < 3 or norm.endswith(SUFFIXED):
            return False
        return not (norm.startswith("ال") and norm.endswith(PLURAL)) and not (norm.startswith("م") and norm.endswith("ا"))

    def read(self, tokens: Sequence[Token], at: int, end: int, *, strong: bool) -> int:
        """Read a name that begins at a token.

        Args:
            tokens: Tokens of the document.
            at: Index of the first token; attached particles before it are not looked at.
            end: Index that the name may not pass.
            strong: Whether a title or honorific stands before it, so that unknown words count as names.

        Returns:
            Index past the last token of the name; ``at`` where no name begins.
        """
        if at >= end or tokens[at].kind != "word":
            return at
        norm = self.form(tokens[at])
        if strong and norm != tokens[at].norm and (tokens[at].proclitics[-1:] != ("و",) or self.doubled(tokens[at])):
            if not self.uncut(tokens[at]):
                return at
            norm = tokens[at].norm
        position = at
        if norm in self.cues.connectors and not (norm in self.cues.inner and self.word(norm).share < LIKELY):
            position = self._connect(tokens, at, end)
            if position == at:
                return at
        else:
            word = self.word(norm)
            second = tokens[at + 1].norm if at + 1 < end else ""
            begun = second == f"ال{norm}" or (norm in self.cues.theophoric and second in self.cues.god)
            if word.stop or (word.common and not begun) or self.demonym(norm):
                return at
            if (
                word.share < (0.12 if strong else LIKELY)
                and not begun
                and not (strong and (self._unknown(norm) or self.strange(norm) or self._foreign(tokens, at, end)))
            ):
                return at
            position = at + 1
        count = 1
        while position < end and position - at < LONGEST + 6:
            token = tokens[position]
            if self._glues(tokens, position, end):
                tied = token.text == "_" and not self.word(tokens[position + 1].norm).stop
                position += 2 if tied else 1
                count += tied
                continue
            if token.kind != "word":
                break
            if token.norm in self.cues.connectors and not (token.norm in self.cues.inner and not self._inner(tokens, position, end)):
                following = self._connect(tokens, position, end)
                if following == position:
                    break
                position = following
                count = 1
                continue
            if token.norm in self.cues.ordinals and position == at + 1 and self._numbered(tokens, at, end):
                position += 1
                continue
            article = tokens[at].text[tokens[at].norm.startswith("و") :].startswith("ال") and not self.word(norm).given
            if position == at + 1 and norm.startswith("ال") and article and not token.norm.startswith("ال"):
                break
            if count >= 5 or not self._follows(tokens, position, end, strong=strong, count=count):
                break
            position += 1
            count += 1
        return position - 1 if position > at and tokens[position - 1].text in GLUE else position

    def _glues(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Say whether a mark stands inside a name: a hyphen right after a word, or the marks of a hashtag (``دونالد #ترمب``)."""
        token = tokens[at]
        if token.text not in GLUE or at + 1 >= end or tokens[at + 1].kind != "word" or tokens[at - 1].kind != "word":
            return False
        return token.text != "-" or token.span.start == tokens[at - 1].span.end

    def _numbered(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Say whether a name of one word may have an ordinal: after a royal honorific or before ``بن``."""
        return (at > 0 and tokens[at - 1].base in self.cues.royal) or (at + 2 < end and tokens[at + 2].norm == "بن")

    def _inner(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Say whether an ambiguous connector stands before a word that is a name or unknown."""
        if at + 1 >= end or tokens[at + 1].kind != "word" or tokens[at + 1].proclitics:
            return False
        word = self.word(tokens[at + 1].norm)
        return not word.stop and not word.common

    def _connect(self, tokens: Sequence[Token], at: int, end: int) -> int:
        """Read connectors and the word they bind; return ``at`` where nothing follows that a name may have."""
        position = at
        while position < end and tokens[position].kind == "word" and tokens[position].norm in self.cues.connectors:
            position += 1
        if position == at and position < end:
            position += 1
        if position >= end or tokens[position].kind != "word":
            return at
        token = tokens[position]
        before = tokens[position - 1].norm
        if before in ("عبد", "ال") or token.norm in self.cues.god:
            return position + 1
        word = self.word(token.norm)
        if word.stop and not (before in ("بن", "بنت", "ابن") and word.share):
            return at
        if before in ("بن", "بنت", "ابن", "ولد") and (token.proclitics == () or word.share >= 0.12 or not word.common):
            return position + 1
        return at if word.common or token.proclitics else position + 1

    def _foreign(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Say whether a rare word that looks like a verb stands before a word of names (``يروغ يوهان``)."""
        if tokens[at].norm in self._common or tokens[at].norm in self.cues.deed or at + 1 >= end or tokens[at + 1].kind != "word":
            return False
        word = self.word(tokens[at + 1].norm)
        return word.share >= LIKELY and not word.given

    def _unknown(self, norm: str) -> bool:
        """Say whether a word is so rare that it may be a name nobody listed, and looks like no verb or plural."""
        if norm in self._common or len(norm) < 2 or norm.startswith(VERBAL) or norm.endswith(SUFFIXED):
            return False
        return not (norm.startswith("ال") and norm.endswith(PLURAL))

    def _idafa(self, token: Token) -> bool:
        """Say whether a word is a definite noun of the language, which binds the indefinite word before it."""
        return token.norm.startswith("ال") and not token.proclitics and self.word(token.norm).common

    def _follows(self, tokens: Sequence[Token], at: int, end: int, *, strong: bool, count: int) -> bool:
        """Say whether a token may go on a name that has ``count`` words since its last connector."""
        token = tokens[at]
        if token.kind != "word":
            return False
        norm = token.norm
        if norm == "علي" and token.text == ON:
            return False
        if norm in self.cues.connectors:
            return norm not in self.cues.inner or self._inner(tokens, at, end)
        if norm in self.cues.god:
            return count <= 2 and tokens[at - 1].norm in self.cues.theophoric
        if norm in self.cues.divine:
            return True
        word = self.word(norm)
        if word.stop or (tokens[at - 1].norm in self.cues.god and word.share < POSSIBLE and not norm.startswith("ال")):
            return False
        if count == 1 and norm == f"ال{tokens[at - 1].norm}" and self.word(tokens[at - 1].norm).share >= POSSIBLE:
            return True
        if token.proclitics and token.base != norm and (word.share < POSSIBLE or self.form(token) != norm):
            rare = norm not in self._common and token.base not in self._common and self.word(token.base).share < POSSIBLE
            if not (self.doubled(token) or (strong and count == 1 and rare and token.proclitics[0] in ("ب", "ك"))):
                return False
        if self.demonym(norm):
            return count == 1 and word.share >= 0.12
        if word.share >= POSSIBLE:
            return True
        definite = norm.startswith("ال") and len(norm) > 4
        if definite and (word.share >= 0.12 or not word.common):
            return not norm.endswith(PLURAL)
        if word.common:
            return False
        if at + 1 < end and not definite and word.share < 0.12 and self._idafa(tokens[at + 1]):
            return False
        if (strong and self.strange(norm)) or self.doubled(token):
            return True
        return (strong or count == 1) and self._unknown(norm) and (strong or not norm.startswith("ا"))
