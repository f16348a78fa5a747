"""Finds the names of persons in a sentence, given its titles and organizations."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.annotations import NerSpan, Token
from pipeline.matching.names import GLUE, LIKELY, POSSIBLE, NameGrammar
from pipeline.officials.bounds import RARE, SURE, NameBounds
from pipeline.officials.context import Context, Title
from pipeline.officials.honorifics import HonorificLexicon

TRUSTED = 0.55
"""Score from which a tagged span counts as a person where no cue of the rules stands by it."""

CERTAIN = 0.9
"""Score from which a single tagged word is a person without any other cue."""
PEOPLES = ("يين", "يون")
"""Endings of nouns of peoples and professions (``الأوروبيين``)."""
NAMED = frozenset({"الحاج", "الشيخ", "الاب", "الشهيد"})
"""Definite honorifics that are family names as well."""
COMMAS = frozenset("،,")
OPENERS, CLOSERS = frozenset('"«“'), frozenset('"»”')
"""Quotation marks."""
JOINED = 5
"""Fewest letters of a word that may be و and a name."""
LONGEST = 4
"""Most words of an unlisted name between commas."""
COMPOUND = frozenset({"عبد", "ابو", "ام"})
"""First words of given names of two words."""
TRIBAL = frozenset({"ال", "بني", "ذوي"})
"""First words of the names of tribes and villages (``بني سعد``)."""
AGED = frozenset({"البالغ", "البالغه"})
"""Words after the name of somebody whose age follows, folded."""
YEARS = frozenset({"عاما", "سنه", "عام"})
"""Nouns of an age, folded."""
LONE = frozenset({"لي", "ولد", "ام", "ابن", "ابو", "ال", "بن", "عبد"})
"""Words of names that are nobody's whole name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the text.

    Attributes:
        start: First token, honorifics included.
        first: First token of the name.
        last: Past the last token of the name.
        honorific: Tokens of the honorific, ``tokens[start:first]`` without marks.
        gender: ``m``, ``f`` or empty.
        rule: What found it.
        score: Confidence, 0..1.
        whole: Whether its first word is no name with an attached particle, whatever the tokenizer cut off (``رئيس المركز فينسان``).
    """

    start: int
    first: int
    last: int
    gender: str
    rule: str
    score: float
    whole: bool = False


class PersonFinder:
    """Finds names by honorifics, titles, given names and the tagger's spans.

    Policy where they disagree: a name after a title or honorific is read by the grammar, and goes on over words that the tagger has
    in the same span; a name that only the grammar sees needs a given name and a second word of names; a name that only the
    tagger sees needs its trust and no common word at its head. Nothing inside an organization's name or after a noun such as
    ``شارع`` is a person.
    """

    def __init__(self, names: NameGrammar, honorifics: HonorificLexicon) -> None:
        self._names = names
        self._honorifics = honorifics
        self._bounds = NameBounds(names, honorifics)

    def find(self, context: Context, first: int, last: int, titles: Sequence[Title], spans: dict[int, NerSpan]) -> list[Name]:
        """Return the names between two tokens, in order, none overlapping another.

        Args:
            context: The document.
            first: First token of the sentence.
            last: Past its last token.
            titles: The sentence's titles, in order.
            spans: The tagger's person spans by their first token.
        """
        tokens = context.tokens
        found: list[Name] = []
        end = first - 2
        after = {title.last: title for title in titles}
        within = {index: title for title in titles for index in range(title.first, title.last)}
        ages = not YEARS.isdisjoint(context.keys[first:last])
        at = first
        while at < last:
            title = within.get(at)
            if title is not None:
                at = title.last if title.last > at else at + 1
                at += at + 1 < last and tokens[at].text == "#"
                name = self._read(context, at, last, strong=True, rule="after-title", spans=spans, within=within) if at < last else None
            else:
                token = context.tokens[at]
                if token.kind != "word":
                    at += 1
                    continue
                nominal = at > first and self._names.demonym(tokens[at - 1].base) and not (at - 1 > first and tokens[at - 2].definite)
                listed = 0 <= at - end <= 1 and (token.proclitics[:1] == ("و",) or self._joined(token))
                name = self._read(
                    context,
                    at,
                    last,
                    strong=at in after or listed or nominal,
                    rule="list" if listed else "name",
                    spans=spans,
                    within=within,
                )
                if name is None and at - 1 in after and after[at - 1].complete and tokens[at - 1].text in COMMAS:
                    name = self._read(context, at, last, strong=True, rule="after-title", spans=spans, within=within)
                    enclosed = name is not None and name.last < last and tokens[name.last].text in COMMAS
                    if name is None or not enclosed or name.last - name.first < 2 or token.proclitics:
                        name = self._enclosed(context, at, last, within)
                if name is not None and listed and name.last - name.first == 1:
                    name = None
                if name is None and ages:
                    name = self._aged(context, at, last, within)
            if name is None:
                if title is None:
                    at += 1
                continue
            if tokens[name.first].norm == "بن" and name.start == name.first and (name := self._begun(context, name, first, end)) is None:
                at += 1
                continue
            if self._embedded(context, name.start, first) or self._quoted(tokens, name, last):
                at = max(name.last, at + 1)
                continue
            found.append(name)
            at = end = name.last
        return found

    def _joined(self, token: Token) -> bool:
        """Say whether a word that the tokenizer knows no parts of may be و and a name (``وسريان``)."""
        return joined(self._names, token)

    def _begun(self, context: Context, name: Name, first: int, end: int) -> Name | None:
        """Give a name that seems to begin with بن the word before it, or return it where it stands alone (``قال بن دغر``)."""
        index = name.start - 1
        if index < max(first, end) or context.tokens[index].kind != "word" or index in context.inside:
            return name
        token = context.tokens[index]
        cues = self._names.cues
        if token.base in cues.speech or token.base in cues.deed:
            return name
        word = self._names.word(token.norm)
        if word.common or word.stop:
            return name if name.rule in ("honorific", "after-title") else None
        return Name(index, index, name.last, name.gender, name.rule, name.score, self._names.form(token) == token.norm)

    def _read(
        self, context: Context, at: int, end: int, *, strong: bool, rule: str, spans: dict[int, NerSpan], within: dict[int, Title]
    ) -> Name | None:
        """Read a name with its honorifics at a token."""
        tokens = context.tokens
        if at in context.inside or at in within:
            return None
        token = tokens[at]
        honorific = None
        if token.kind == "word" and (token.base in self._honorifics.firsts or token.norm in self._honorifics.firsts):
            honorific = self._honorifics.read(tokens, context.keys, at, end)
        start, gender = at, ""
        span = spans.get(at)
        if (
            honorific is not None
            and honorific.last == at + 1
            and span is not None
            and span.score >= SURE
            and span.last > at + 1
            and not self._ranked(token)
        ):
            honorific = None  # the word is a name here (``فضيلة مزياني``, ``الحاج بلحضري``)
        if honorific is not None and not (honorific.weak and not token.norm.startswith("ال") and self._names.starts(tokens, at, end)):
            if honorific.last >= end or honorific.last in context.inside or honorific.last in within:
                return None
            at, gender = honorific.last, honorific.gender
            at += tokens[at].text == "#" and at + 1 < end
            weak = honorific.weak and not strong
            found = self._name(context, at, end, strong=True, spans=spans, weak=weak)
            rule, score = "honorific", 0.9
            if found is None and tokens[at - 1].norm in ("الملك", "الامير", "الشيخ", "السيد"):
                return None
        else:
            found = self._name(context, at, end, strong=strong, spans=spans, weak=not strong)
            score = 0.85 if strong else 0.75
        if found is None:
            return None
        if any(index in within for index in range(at, found)):
            found = min(index for index in range(at, found) if index in within)
        if found <= at:
            return None
        head = tokens[at]
        cued = rule in ("after-title", "honorific")
        if not cued and at and head.proclitics[-1:] != ("ل",):
            cued = tokens[at - 1].base in self._names.cues.speech  # ``قال فالفيردي``
        uncut = cued and bool(head.proclitics) and self._names.uncut(head)
        return Name(start, at, found, gender, rule, score, uncut or self._names.form(head) == head.norm)

    def _name(self, context: Context, at: int, end: int, *, strong: bool, spans: dict[int, NerSpan], weak: bool) -> int | None:
        """Return the index past the name at a token, or None; ``weak``: the cue before it is a common noun as well."""
        tokens = context.tokens
        if tokens[at].kind != "word":
            return None
        stop = min((index for index in range(at, min(end, at + 16)) if index in context.inside), default=end)
        if stop <= at:
            return None
        span = spans.get(at)
        place = context.places.get(at)
        if place is not None and span is None and not self._names.starts(tokens, at, stop):
            return None
        word = self._names.word(self._names.form(tokens[at]))
        last = at
        spoken = at > 0 and tokens[at - 1].base in self._names.cues.speech
        if span is not None and span.score >= SURE and span.last <= stop and (span.last - at > 1 or strong):
            last = self._bounds.trim(tokens, at, span.last)
            after = spans.get(last) if last == span.last else None
            if after is not None and after.last <= stop and not tokens[last].proclitics and not self._another(tokens, at, last):
                last = self._bounds.trim(tokens, at, after.last)  # names side by side are one name
            if last < stop and (
                tokens[last].norm in self._names.cues.connectors
                or (tokens[last].text in GLUE and last + 1 not in context.places)
                or (self._single(tokens, at, last) and self._surname(tokens[last], strong=strong))
            ):
                last = max(last, self._names.read(tokens, at, stop, strong=strong))
            if last < stop and tokens[last].norm in self._names.cues.god and tokens[last - 1].norm in self._names.cues.theophoric:
                last += 1
            odd = self._bounds.praying(tokens, at, last) or (tokens[at].norm in TRIBAL and not strong)
            return None if odd else last
        if strong and not weak:
            last = self._names.read(tokens, at, stop, strong=True)
        elif self._names.starts(tokens, at, stop) or (weak and strong and word.share >= POSSIBLE):
            last = self._bounds.borne_out(tokens, at, self._names.read(tokens, at, stop, strong=False), spans)
        if span is not None and at < span.last <= stop and span.last > last and (span.score >= TRUSTED or strong):
            usable = not word.stop and (strong or not word.common or word.share >= RARE) and (span.last - at > 1 or strong or spoken)
            if usable and (span.last - at > 1 or word.share >= LIKELY or strong or (span.score >= CERTAIN and not word.common)):
                last = self._bounds.trim(tokens, at, span.last)
        if last <= at:
            return None
        if self._bounds.praying(tokens, at, last) or (tokens[at].norm in TRIBAL and not strong):
            return None
        if last - at == 1 and ((tokens[at].norm.startswith("ال") and tokens[at].norm.endswith(PEOPLES)) or tokens[at].norm in LONE):
            return None
        if last - at == 1:
            tagged = span is not None and span.last == last and span.score >= TRUSTED
            if not tagged and (not strong or word.common or word.share < LIKELY):
                return None
        return last

    def _another(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        """Say whether a given name after a family name begins another person's name (``محامي ترامب رودي جولياني``)."""
        one, other = self._names.word(tokens[at].norm), self._names.word(tokens[last].norm)
        return last - at == 1 and one.family and not one.given and other.given

    def _single(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        """Say whether a name is one given name (``محمد``, ``عبد الله``)."""
        return last - at == 1 or (last - at == 2 and tokens[at].norm in COMPOUND)

    def _surname(self, token: Token, *, strong: bool) -> bool:
        """Say whether a word right after a tagged single name looks like its second word; ``strong``: after a title."""
        if token.kind != "word" or (token.proclitics and not self._names.doubled(token)):
            return False
        word = self._names.word(self._names.form(token))
        if strong and not word.stop and self._names.strange(token.norm):
            return True
        return word.share >= POSSIBLE or (token.norm.startswith("ال") and not word.common and not word.stop)

    def _enclosed(self, context: Context, at: int, end: int, within: dict[int, Title]) -> Name | None:
        """Take the words between two commas after a title as a name nobody listed: rare ones, none of them another phrase's."""
        tokens = context.tokens
        last = at
        while last < end and tokens[last].kind == "word":
            word = self._names.word(tokens[last].norm)
            taken = last in within or last in context.inside or last in context.places
            if taken or word.stop or word.common or self._names.demonym(tokens[last].norm) or tokens[last].norm in self._honorifics.firsts:
                return None
            last += 1
        closed = last < end and tokens[last].text in COMMAS
        return Name(at, at, last, "", "after-title", 0.6, whole=True) if closed and 2 <= last - at <= LONGEST else None

    def _aged(self, context: Context, at: int, end: int, within: dict[int, Title]) -> Name | None:
        """Take words that nobody knows as a name where an age follows (``إلينا خوسياينوفا، 44 عاما``)."""
        tokens = context.tokens
        last = at
        while last < min(end, at + LONGEST) and tokens[last].kind == "word":
            word = self._names.word(tokens[last].norm)
            odd = tokens[last].proclitics or last in within or last in context.inside or last in context.places
            if odd or word.stop or (word.share < POSSIBLE and not self._names.strange(tokens[last].norm)):
                break
            last += 1
        if last - at < 2 or last + 2 >= end or tokens[last].text not in "،,(" or tokens[last + 1].kind != "number":
            return None
        return Name(at, at, last, "", "aged", 0.7, whole=True) if tokens[last + 2].norm in YEARS else None

    def _ranked(self, token: Token) -> bool:
        """Say whether a word is an honorific that hardly begins a name (``الكولونيل``, but ``الحاج``, ``فضيلة``)."""
        return token.norm in self._honorifics.words and token.norm not in NAMED

    def _quoted(self, tokens: Sequence[Token], name: Name, last: int) -> bool:
        """Say whether a name without any cue stands alone in quotation marks, as titles and terms do (``"بوزون هيغز"``)."""
        if name.last + 1 < last and tokens[name.last + 1].norm in AGED:
            return False
        bare = name.rule == "name" and name.start == name.first and name.start > 0 and name.last < last
        return bare and tokens[name.start - 1].text in OPENERS and tokens[name.last].text in CLOSERS

    def _embedded(self, context: Context, start: int, first: int) -> bool:
        """Say whether a name is part of the name of a street, hospital or prize."""
        cues = self._names.cues
        index = start - 1
        if index < first:
            return False
        token = context.tokens[start]
        if token.proclitics and token.base != token.norm and self._names.form(token) == token.base:
            return False
        if context.tokens[index].norm in cues.embedding_titles and index > first:
            index -= 1
        noun = context.tokens[index]
        if noun.text.endswith("ه") and noun.base[:-1] in cues.embedding:
            return False  # ``في مكتبه فلان``
        return noun.base in cues.embedding


def joined(names: NameGrammar, token: Token) -> bool:
    """Say whether a word is و and a name written together that the tokenizer left whole."""
    if token.kind != "word" or token.proclitics or len(token.norm) < JOINED or not token.norm.startswith("و"):
        return False
    word = names.word(token.norm)
    return word.share < POSSIBLE and not word.common and not word.stop
