"""The grammar of organization names: how far a name reaches from its head noun.

A name is a head, its idafa chain, the adjectives behind it, and the ل, ب and في phrases that belong to it. An indefinite head
opens a chain that the first definite noun, place or person's name closes; behind a closed chain only adjectives, coordinated
parts and those phrases go on, and everything else (verbs, titles, particles, marks) ends the name. A name that never closes is
a common noun (``لجنة خاصة``), unless its head takes unknown proper names (``شركة سونلغاز``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.core.annotations import PlaceMention, Token
from pipeline.organizations.gazetteer import Known
from pipeline.organizations.lexicon import Head, Words, bare

OPENING = {"«": "»", '"': '"', "“": "”", "'": "'", "‘": "’", "”": "“", "(": ")", "[": "]"}
QUOTED_LIMIT = 6
"""Most words of a quoted proper name; longer quotations are speech."""

CHAIN_LIMIT = 4
"""Most indefinite words in a row before a definite one closes an idafa."""

YEAR_ADJECTIVES = frozenset(
    {"الماضي", "المقبل", "القادم", "الجاري", "الحالي", "الدراسي", "الهجري", "الميلادي", "المنصرم", "الجامعي", "الجديد", "الذي", "المنقضي"}
)
"""Words behind ``العام`` that make it a year."""

ROYAL = frozenset({"الملك", "الملكه", "الامير", "الاميره", "السلطان", "الامام", "القديس", "خادم"})
"""Titles that a single name follows inside the name of an organization; others take a name and a surname."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the readers look at.

    Attributes:
        tokens: All tokens of the document.
        norms: Their folded forms.
        places: Place mentions by first token.
        persons: First tokens of the persons that the named-entity backend found.
        regions: The first province, governorate and city named, by the word that stands for it later (``المنطقه``).
    """

    tokens: Sequence[Token]
    norms: Sequence[str]
    places: Mapping[int, PlaceMention]
    persons: frozenset[int]
    regions: Mapping[str, str]


@dataclass(slots=True)
class Reading:
    """How a name was read.

    Attributes:
        first: Index of the head's token.
        last: Past the name's last token.
        closed: What closed it: ``head`` (a definite head alone), ``noun``, ``adjective``, ``place``, ``person``, ``quoted``, ``name``.
        strong: Whether a word other than weak adjectives completes it.
        parts: Where the conjuncts of its first-level coordination begin.
        local: Index at which a phrase of place begins, or -1.
        place: Country code of a place in it, or empty.
        end: Index that it could not pass.
    """

    first: int
    last: int
    head: Head
    closed: str = ""
    strong: bool = False
    parts: list[int] = field(default_factory=list)
    local: int = -1
    place: str = ""
    end: int = 0


SIDES = frozenset({"شمال", "جنوب", "شرق", "غرب", "وسط"})
"""Quarters that are part of a province's name (``محافظة شمال الباطنة``)."""

AREAS = frozenset({"المنطقه", "المحافظه", "الولايه", "المدينه"})
"""Words that stand for the province or town that the text named before (``شرطة المنطقة``)."""

QUALIFYING = frozenset({"غير", "ذوي", "ذات", "ذوو"})
"""Words that with a definite one behind them qualify the noun before (``الهجرة غير الشرعية``, ``الأشخاص ذوي الإعاقة``)."""

UNIT_FIELDS = frozenset({"الجوازات", "الجنسيه", "المرور", "الجمارك", "المباحث", "الدوريات"})
"""Names of services that are parts of a larger one's name as well (``مصلحة الهجرة والجوازات``)."""

LOCAL_HEAD = Head("", "government", "singular", True, False, "any", "none", True, True, "no", False, frozenset())
"""Stands for the head where only a phrase of place is read."""


class Grammar:
    """Reads names; holds the word classes and the caches of word tests."""

    def __init__(self, heads: Mapping[str, Head], words: Words, known: Known) -> None:
        self.heads = heads
        self.words = words
        self.known = known
        self.verbal = lru_cache(maxsize=1 << 15)(self._verbal)
        self.adjectival = lru_cache(maxsize=1 << 15)(self._adjectival)

    def common(self, word: str) -> bool:
        """Say whether a folded indefinite word is a common noun or adjective."""
        return self.words.common(word)

    def _verbal(self, word: str) -> bool:
        """Say whether a folded indefinite word is a finite verb, by its form and the forms that stand beside it."""
        words, counts = self.words, self.words.counts
        if word in words.verbs:
            return True
        if word.endswith("ت") and not word.endswith("ات") and len(word) > 3:
            return word[:-1] in words.verbs or (counts.get(word[:-1], 0) > 0 and not self.common(word))
        if word[:1] == "ي" and len(word) > 3:
            return counts.get("ت" + word[1:], 0) > 0 and not self.common(word)
        if word[:1] == "ت" and len(word) > 3:
            return counts.get("ي" + word[1:], 0) >= 5 and not self.common(word)
        return False

    def _adjectival(self, word: str) -> bool:
        """Say whether a folded definite word is an adjective: a nisba, a listed one, or a nationality."""
        words = self.words
        if word in words.breaks or word in words.titles or (word in self.heads and word not in words.also_adjectives):
            return False
        if word in words.adjectives or word in words.nationalities:
            return True
        if word.endswith(("يه", "يتين", "يين")):
            return bare(word) not in words.nouns_in_ya
        return word.endswith("ي") and len(word) > 4 and bare(word) not in words.nouns_in_ya

    def read(self, text: Context, at: int, end: int) -> Reading | None:
        """Read the name that a head noun opens.

        Args:
            text: The document's tokens, places and persons.
            at: Index of the head's token.
            end: Index that the name may not pass (the sentence's end).

        Returns:
            The reading, or None where the head is no more than a common noun.
        """
        tokens = text.tokens
        head = self.heads[tokens[at].base]
        if head.definite and head.number != "singular":
            return None
        if not head.definite and (at + 1 >= end or tokens[at + 1].base in head.barred):
            return None
        before = tokens[at - 1] if at else None
        if before is not None and before.definite and head.definite and tokens[at].base in self.words.also_adjectives:
            return None
        if head.lemma in ("إدارة", "ديوان") and not head.definite and self._other_body(tokens[at + 1].base):
            return None
        if before is not None and before.base == "مجلس" and head.lemma == "إدارة":
            return None
        if head.definite and head.only and head.alone == "none":
            return None
        if head.tail == "none" or (head.definite and head.alone == "none" and head.tail not in ("any", "name", "proper")):
            return None
        if not head.definite and head.only and tokens[at + 1].base not in head.only:
            return None
        return _Reader(self, text, end, head, at).run()

    def _other_body(self, base: str) -> bool:
        """Say whether a word heads a body of its own, of which a management is no part worth naming (``إدارة مستشفى …``)."""
        other = self.heads.get(base)
        return other is not None and other.number == "singular" and other.tail not in ("place", "none") and not other.only

    def part(self, text: Context, at: int, end: int, head: Head) -> int:
        """Return the index past a further part of a list behind a plural head, or the token's own if none begins there."""
        token = text.tokens[at]
        base = token.base
        if (
            token.kind != "word"
            or token.norm in self.words.function
            or base in self.words.function
            or base in self.words.titles
            or base in self.heads
        ):
            return at
        if at in text.places:
            return min(text.places[at].last, end)
        if head.tail == "portfolio":
            if base not in self.words.portfolios:
                return at
        elif not token.definite and (head.tail != "name" or self.verbal(base) or self.common(base)):
            return at
        last = at + 1
        while last < end and not text.tokens[last].proclitics and text.tokens[last].definite and self.adjectival(text.tokens[last].base):
            last += 1
        return last

    def place_after(self, text: Context, at: int, end: int) -> int:
        """Return the index past a ب or في phrase of place, or a bare place, that begins at a token; the token's own if there is none."""
        tokens, places = text.tokens, text.places
        if at >= end:
            return at
        token = tokens[at]
        noun = at + 1 if token.norm == "في" else at
        if noun >= end or token.proclitics not in ((), ("ب",)) or (noun > at and tokens[noun].proclitics):
            return at
        reader = _Reader(self, text, end, LOCAL_HEAD, at)
        after = noun
        if tokens[noun].base in self.words.localities:
            after = reader.locality(noun)
        elif noun in places and places[noun].kind != "country":
            after = min(places[noun].last, end)
        return after if after > noun else at


class _Reader:
    """One pass over the words behind a head."""

    def __init__(self, grammar: Grammar, text: Context, end: int, head: Head, at: int) -> None:
        self.grammar, self.text, self.end, self.head, self.at = grammar, text, end, head, at
        self.tokens, self.places = text.tokens, text.places
        self.words = grammar.words
        self.closed = "head" if head.definite else ""
        self.opened = 0
        self.strong = False
        self.lams = 0
        self.inner = False
        self.person = False
        self.precise = False
        self.adjectives = 0
        self.indefinite = False
        self.reading = Reading(at, at + 1, head, self.closed, end=end)

    def run(self) -> Reading | None:
        j = self.at + 1
        while j < self.end:
            after = self._step(j)
            if after <= j:
                break
            j = after
            if self.closed:
                self.reading.last, self.reading.closed, self.reading.strong = j, self.closed, self.strong
                if self.reading.local >= 0:
                    break
        if self.reading.closed:
            return self._checked()
        return self._unknown_name()

    def _checked(self) -> Reading | None:
        reading, tail = self.reading, self.head.tail
        reading.parts = [part for part in reading.parts if part < reading.last]
        if self.head.definite:
            return reading
        if self._unit_of_nominal(reading):
            return None
        if tail == "place" and reading.closed != "place":
            return None
        if reading.closed == "region":
            return reading
        if reading.closed == "place" and reading.last == reading.first + 2 and tail == "any" and self._country(reading.first + 1):
            return None
        if tail == "proper" and reading.closed in ("noun", "adjective") and not self._capital(reading):
            return None
        if tail in ("quoted", "title") and reading.closed not in (("quoted",) if tail == "quoted" else ("person",)):
            return None
        reading.strong = True
        return reading

    def _unit_of_nominal(self, reading: Reading) -> bool:
        """Say whether a nominal mention alone completes the head (``ديوان الوزارة``, ``مجلس الجمعية``)."""
        if reading.last != reading.first + 2 or reading.closed != "noun":
            return False
        inner = self.grammar.heads.get(self.tokens[reading.first + 1].base)
        return inner is not None and inner.definite and inner.number == "singular" and inner.alone == "nominal"

    def _country(self, at: int) -> bool:
        """Say whether a country stands there: what ``إدارة ليبيا`` names is its administration, no body of that name."""
        place = self.places.get(at)
        return (
            place is not None and place.kind == "country" and self.head.lemma in ("إدارة", "قيادة", "سلطة", "هيئة", "قوات", "لجنة", "مجلس")
        )

    def _capital(self, reading: Reading) -> bool:
        """Say whether a ``proper`` tail that a common definite noun closed is a name after all (nationality adjectives)."""
        return any(token.base in self.words.nationalities for token in self.tokens[reading.first + 1 : reading.last])

    def _unknown_name(self) -> Reading | None:
        """Read an indefinite head with an unknown proper name (``شركة سونلغاز``, ``بلدية رنية``)."""
        if self.head.tail not in ("name", "proper") or self.opened == 0:
            return None
        j = self.at + 1
        while j < self.end and j < self.at + 3:
            token = self.tokens[j]
            if token.kind == "latin" and j == self.at + 1:
                j += 1
                continue
            if token.kind != "word" or token.proclitics or token.definite or token.base in self.words.function:
                break
            if token.base in self.words.titles or len(token.base) < 3 or token.base.endswith(("ها", "هم", "هما")):
                break
            if token.base in self.grammar.heads or token.base in self.words.breaks:
                break
            if self.grammar.verbal(token.base) or self.grammar.common(token.base):
                break
            if j > self.at + 1 and self.words.counts.get(token.base, 0) > 60:
                break
            j += 1
        if j == self.at + 1:
            return None
        self.reading.last, self.reading.closed, self.reading.strong = j, "name", True
        return self.reading

    def _step(self, j: int) -> int:
        """Return the index past what goes on the name at ``j``, or ``j`` where it ends."""
        token = self.tokens[j]
        if self.closed and j in self.text.persons:
            return j
        if token.kind == "mark":
            return self._quoted(j)
        if token.kind == "latin":
            return self._latin(j)
        if token.kind == "number":
            return j
        governed = self._governed(j)
        if governed > j:
            return governed
        if token.norm in QUALIFYING and self.closed and j + 1 < self.end and self.tokens[j + 1].definite:
            return j + 2
        if token.norm == "لدي" and self.head.type == "diplomatic" and j + 1 in self.places:
            return self._accredited(j + 1)
        if token.norm == "في" and self.head.local_fi:
            return self._place_phrase(j, j + 1)
        if token.norm in self.words.function:
            return j
        if not token.proclitics:
            return self._word(j)
        if token.proclitics == ("و",):
            return self._conjunct(j)
        if token.proclitics == ("ل",):
            return self._lam(j)
        if token.proclitics == ("ب",):
            return self._place_phrase(j, j)
        return j

    def _quoted(self, j: int) -> int:
        closing = OPENING.get(self.tokens[j].text)
        if closing is None or self.closed or self.opened or self.tokens[j].text in "([":
            return j
        for k in range(j + 1, min(self.end, j + 2 + QUOTED_LIMIT)):
            if self.tokens[k].text == closing or (k > j + 1 and self.tokens[k].text in '»”"'):
                if k == j + 1:
                    return j
                self.closed = "quoted"
                return k + 1
            if self.tokens[k].kind == "mark":
                return j
        return j

    def _latin(self, j: int) -> int:
        if self.closed or self.head.tail not in ("name", "proper"):
            return j
        while j < self.end and self.tokens[j].kind == "latin":
            j += 1
        self.closed = "name"
        return j

    def _word(self, j: int) -> int:
        token, words = self.tokens[j], self.words
        base = token.base
        if base in words.nationalities and self.closed:
            if self.closed in ("name", "quoted", "person", "place") and self.head.type in ("company", "media"):
                return j
            self._adjective(base)
            return j + 1
        if not self.closed:
            return self._chain(j)
        if self.closed == "region":
            return j
        if token.definite and self.closed != "place" and self._adjective_at(j) and self._fits(base):
            if self.head.tail == "portfolio" and self.closed == "adjective":
                return j
            self._adjective(base)
            return j + 1
        if self.head.definite and self.closed in ("noun", "adjective") and base.startswith("ل") and not token.definite:
            return self._lam_unsplit(j)
        if self.closed == "place" and token.definite and base in words.adjectives:
            return j + 1
        if self.closed == "place" and token.definite and base.endswith(("يه", "ي")) and self.grammar.adjectival(base) and self._fits(base):
            return j + 1
        return j

    def _governed(self, j: int) -> int:
        """Take a complement that the word before it governs (``الإشراف على …``, ``الاتجار بالأشخاص``); a definite noun must close it."""
        token, before = self.tokens[j], self.tokens[j - 1].base
        if not self.closed or j == self.at + 1:
            return j
        if token.norm == "منه" and before == "الوقايه":
            return j + 1
        if token.proclitics == ("ب",) and ("ب", before) in self.words.governing:
            noun = j
        elif (token.norm, before) in self.words.governing and j + 1 < self.end and not self.tokens[j + 1].proclitics:
            noun = j + 1
        else:
            return j
        following = self.tokens[noun]
        if following.kind != "word" or following.base in self.words.breaks or following.base in self.words.titles:
            return j
        if noun in self.places or following.base in self.words.localities:
            return j
        self.strong = True
        if following.definite:
            self.closed = "noun"
        else:
            self.closed, self.opened, self.indefinite = "", 1, True
        return noun + 1

    def _lam_unsplit(self, j: int) -> int:
        """Take a ل phrase whose particle segmentation left on a rare word (``لصوامع الغلال``)."""
        rest = self.tokens[j].base[1:]
        if len(rest) < 4 or self.words.counts.get(rest, 0) == 0 or self.grammar.verbal(rest):
            return j
        self.closed, self.opened, self.indefinite, self.strong = "", 1, True, True
        return j + 1

    def _adjective_at(self, j: int) -> bool:
        """Say whether the definite word is an adjective there; ``العام`` with a time behind it is a year."""
        if not self.grammar.adjectival(self.tokens[j].base):
            return False
        if self.tokens[j].base == "العام" and j + 1 < self.end:
            following = self.tokens[j + 1]
            return not (following.base in YEAR_ADJECTIVES or following.kind == "number")
        return True

    def _fits(self, base: str) -> bool:
        """Say whether an adjective agrees with the definite head right before it in gender."""
        if self.closed != "head":
            return True
        return base.endswith(("ه", "ا")) if self.head.feminine else not base.endswith("ه")

    def _adjective(self, base: str) -> None:
        self.closed = "adjective"
        self.adjectives += 1
        if self.head.definite and (self.head.plain == "all" or (self.head.plain and base in self.words.nationalities)):
            return
        self.precise = self.precise or base not in self.words.vague
        if base not in self.words.weak or base in self.words.nationalities or (self.adjectives > 1 and self.precise):
            self.strong = True

    def _chain(self, j: int) -> int:
        """Go on an open idafa chain."""
        token, words = self.tokens[j], self.words
        base = token.base
        place = self.places.get(j)
        if place is not None:
            self.closed, self.reading.place = "place", place.country
            return min(place.last, self.end)
        if base in words.localities and j + 1 < self.end:
            after = self.locality(j)
            if after > j:
                self.closed = "place"
                return after
        if base in words.patrons and (j == self.at + 1 or (base in ROYAL and self.opened < 2)):
            after = self._person(j)
            if after > j:
                self.closed, self.person = "person", True
                return after
        if base in AREAS and j == self.at + 1 and self.head.tail in ("name", "place") and not self._area_adjective(j + 1):
            self.closed = "region"
            return j + 1
        if (base in words.titles and not (self.head.titled and self.opened < 2)) or base in words.breaks:
            return j
        if token.definite:
            if self.head.tail == "portfolio" and base not in words.portfolios:
                return j
            self.closed = "noun"
            self.strong = True
            inner = self.grammar.heads.get(base)
            self.inner = inner is not None and inner.number == "singular"
            if not self.reading.parts:
                self.reading.parts.append(self.at + 1)
            return j + 1
        if self.opened >= CHAIN_LIMIT or base.endswith(("ها", "هم", "هما", "نا")):
            return j
        following = self.tokens[j + 1] if j + 1 < self.end else None
        if self.grammar.verbal(base) and not (
            base in words.verbal_nouns and following is not None and (following.definite or following.proclitics == ("و",))
        ):
            return j
        if self.head.tail == "portfolio" and base not in words.portfolios:
            return j
        if j == self.at + 1 and self._generic_adjective(j):
            return j
        self.opened += 1
        self.indefinite = True
        return j + 1

    def _area_adjective(self, j: int) -> bool:
        """Say whether an adjective makes ``المنطقة`` or ``المدينة`` the name of one (``المنطقة الشرقية``)."""
        return j < self.end and self.tokens[j].definite and not self.tokens[j].proclitics and self.tokens[j].base.endswith(("يه", "ره"))

    def _generic_adjective(self, j: int) -> bool:
        """Say whether an indefinite adjective follows the head (``لجنة فنية``, ``مركز صحي``)."""
        base = self.tokens[j].base
        ending = base.endswith("يه") if self.head.feminine else base.endswith("ي")
        if self.head.feminine and base.startswith("م") and base.endswith("ه") and base[:-1] in self.words.counts and j not in self.places:
            following = self.tokens[j + 1] if j + 1 < self.end else None
            return following is None or not following.definite or bool(following.proclitics)
        return ending and base not in self.words.nouns_in_ya and self.grammar.common(base)

    def locality(self, j: int) -> int:
        """Return the index past a place word and its name (``منطقة مكة المكرمة``, ``المنطقة الشرقية``)."""
        token = self.tokens[j]
        if j + 1 >= self.end:
            return j
        following = self.tokens[j + 1]
        if following.norm in SIDES and not token.definite and j + 2 < self.end and (j + 2 in self.places or self.tokens[j + 2].definite):
            return min(self.places[j + 2].last, self.end) if j + 2 in self.places else j + 3
        if following.kind != "word" or following.proclitics or following.norm in self.words.function:
            return j
        if token.definite:
            if following.definite and following.base.endswith(("يه", "ي", "ه", "ي")) and following.base not in self.words.breaks:
                return j + 2
            return j
        place = self.places.get(j + 1)
        after = min(place.last, self.end) if place is not None else j + 2
        if place is None:
            if following.base in self.words.titles or self.grammar.verbal(following.base):
                return j
            if following.base in ("بني", "ابو", "ام", "ال", "وادي", "راس", "دار", "بير", "عين", "بن") and j + 2 < self.end:
                after = j + 3
        else:
            self.reading.place = place.country
        if after < self.end and self.tokens[after].base in ("المكرمه", "المنوره", "الشماليه", "الجنوبيه", "الشرقيه", "الغربيه"):
            after += 1
        return after

    def _person(self, j: int) -> int:
        """Return the index past a person's name behind a title (``الملك سعود``, ``الأميرة نورة بنت عبدالرحمن``)."""
        k = j + 1
        if self.tokens[j].base == "خادم":
            return j + 3 if j + 2 < self.end and self.tokens[j + 1].base == "الحرمين" else j
        if k < self.end and self.tokens[k].base in self.words.patrons and self.tokens[j].base not in ROYAL:
            k += 1
        if k >= self.end or not self._name_part(k) or self.tokens[k].base in self.words.titles:
            return j
        k += 2 if self.tokens[k].base == "عبد" and k + 1 < self.end else 1
        if self.tokens[j].base not in ROYAL and k < self.end and self._surname(k):
            k += 2 if self.tokens[k].base == "عبد" and k + 1 < self.end else 1
        while k + 1 < self.end and self.tokens[k].norm in ("بن", "بنت", "ال", "ابن") and self.tokens[k + 1].kind == "word":
            k += 3 if self.tokens[k + 1].base == "عبد" and k + 2 < self.end else 2
        return k

    def _surname(self, k: int) -> bool:
        return self._name_part(k) and not self.tokens[k].definite and not self.grammar.common(self.tokens[k].base)

    def _name_part(self, k: int) -> bool:
        token = self.tokens[k]
        if token.kind != "word" or token.proclitics or token.norm in self.words.function:
            return False
        return not self.grammar.verbal(token.base)

    def _conjunct(self, j: int) -> int:
        """Decide whether a word with و goes on inside the name."""
        token, words, head = self.tokens[j], self.words, self.head
        base = token.base
        other = self.grammar.heads.get(base)
        if other is not None and base not in words.portfolios and base not in UNIT_FIELDS and not self.grammar.adjectival(base):
            several = other.definite and other.number == "plural"
            if not (several and (head.definite or head.human or head.lemma == "اتحاد")):
                return j
        match = self.grammar.known.longest(self.text.norms, j, base, self.end)
        if match is not None and (match[0] > j + 1 or self.closed != "adjective") and base not in words.portfolios:
            return j
        if self.closed and self.lams and base.endswith(("ته", "تها")) and base[: base.rindex("ت")] + "ه" in words.fields:
            return j + 1
        if not self.closed:
            if self.indefinite and self.opened and not token.definite and not self.grammar.verbal(base) and self.grammar.common(base):
                return j + 1
            return j
        if base in words.titles or base in words.breaks or base in words.function:
            return j
        if self.closed in ("head", "adjective"):
            if token.definite and self.grammar.adjectival(base):
                self._adjective(base)
                return j + 1
            if self.closed == "head":
                return j
        if self.closed == "place":
            place = self.places.get(j)
            if place is not None and self.reading.head.definite:
                return min(place.last, self.end)
            return j
        if self.closed in ("person", "quoted", "name") or (self.closed == "adjective" and head.definite and not self.lams):
            return j
        if token.definite:
            if head.tail == "portfolio" and base not in words.portfolios:
                return j
            if base.endswith(("ون", "ين")) and not head.human and not self.tokens[j - 1].base.endswith(("ين", "ون")):
                return j
            if j in self.places or base in words.nationalities:
                return j
            self.closed = "noun"
            self.reading.parts.append(j)
            return j + 1
        if head.tail == "portfolio":
            if base not in words.portfolios:
                return j
        elif base not in words.fields and (
            self.grammar.verbal(base) or not (base.endswith("ات") or (self.indefinite and self.grammar.common(base)))
        ):
            return j
        if j + 1 >= self.end or self.tokens[j + 1].proclitics or self.tokens[j + 1].kind != "word":
            return j
        if not self.tokens[j + 1].definite and base not in words.fields:
            return j
        self.reading.parts.append(j)
        self.closed = ""
        self.opened = 1
        return j + 1

    def _lam(self, j: int) -> int:
        """Decide whether a ل phrase belongs to the name."""
        token, head = self.tokens[j], self.head
        base = token.base
        definite = head.definite or self.inner
        if head.lam == "no" or self.lams:
            return j
        if base in self.words.titles or base in self.words.breaks or base in self.words.function:
            return j
        if definite and self.closed == "head":
            return j
        other = self.grammar.heads.get(base)
        if other is not None and other.definite and other.number == "singular" and other.alone == "nominal" and other.lemma != "إدارة":
            return j
        if not definite:
            if not self.closed and not (self.opened and head.tail == "name" and self._brand(j - 1, base)):
                return j
            if self.closed == "noun" and base != "شوون" and not (head.lam == "noun" and token.definite and not self.adjectives):
                return j
        place = self.places.get(j)
        if place is not None and not token.definite:
            self.closed, self.reading.place = "place", place.country
        elif token.definite:
            if not definite and base.endswith("ين"):
                return j
            self.closed = "noun"
            self.indefinite = False
        else:
            if self.grammar.verbal(base) or base[:1] == "ي" or base.endswith(("ها", "هم", "هما")):
                return j
            if not definite and base != "شوون" and self.closed not in ("name", "person", "quoted", "place", ""):
                return j
            if not definite and (head.lam == "closed" or (self.closed == "place" and head.lam != "noun")):
                return j
            self.closed, self.opened, self.indefinite = "", 1, True
        self.strong = True
        self.lams += 1
        return j + 1

    def _brand(self, before: int, base: str) -> bool:
        """Say whether a single word behind the head is a brand although no definite word closed it (``شركة ستار لتنظيم المعارض``)."""
        return self.opened == 1 and (not self.grammar.common(self.tokens[before].base) or base in self.words.fields)

    def _accredited(self, j: int) -> int:
        """Take the country to which an embassy or mission is sent (``السفارة الهولندية لدى ليبيا``)."""
        if self.closed not in ("place", "adjective", "noun"):
            return j - 1
        self.reading.local, self.strong = j - 1, True
        return min(self.places[j].last, self.end)

    def _rare(self, token: Token) -> bool:
        """Say whether a word with ب is so rare that it can only be the name of a place."""
        counts = self.words.counts
        return counts.get(token.norm, 0) == 0 and counts.get(token.base, 0) == 0 and len(token.base) > 3

    def _place_phrase(self, j: int, noun: int) -> int:
        """Take a ب or في phrase of place; ``noun`` is the index of its noun."""
        if self.reading.closed == "person" or (self.reading.closed == "adjective" and self.person):
            return j
        if not self.head.local or not self.closed or self.closed == "head" or noun >= self.end:
            return j
        token = self.tokens[noun]
        if noun > j and token.proclitics:
            return j
        after = j
        place = self.places.get(noun)
        if token.base in self.words.localities:
            after = self.locality(noun)
        elif place is not None and (place.kind != "country" or self.head.type == "diplomatic"):
            after = min(place.last, self.end)
            self.reading.place = place.country
        elif noun == j and not token.definite and self._rare(token):
            after = j + 1
        if after <= j or (noun > j and after <= noun):
            return j
        self.reading.local = j
        self.strong = True
        return after
