"""What و puts on a name: coordinated parts and adjectives, as against a name of its own."""

from pipeline.organizations.phrases import PhraseReader

SERVICES = frozenset({"الحرس", "الدفاع"})
"""First words of services of their own that are fields of government as well (``الحرس الوطني``)."""

OTHERS = frozenset(
    {
        "الحكومه",
        "الدول",
        "البلدان",
        "السلطات",
        "الوفد",
        "الجهات",
        "الخبراء",
        "المسوولين",
        "الفصايل",
        "القبايل",
        "الاهالي",
        "المواطنين",
        "المعارضه",
        "التحالف",
        "المقاومه",
    }
)
"""Collective nouns that و puts beside an organization and that are in no name."""

NO_PEOPLE = frozenset(
    [
        *("الفنون", "السجون", "القانون", "التعاون", "الديون", "العيون", "التلفزيون", "الزيتون", "الكربون", "الصابون"),
        *("التموين", "التامين", "التكوين", "التمكين", "التحصين", "التعدين", "التخزين", "التقنين", "القوانين"),
    ]
)
"""Words in ون and ين that are no people."""

PARTNERS = frozenset({"اولاده", "ابناوه", "ابنايه", "شركاه", "شركاوه", "شركايه", "اخوانه", "اخوته", "اخوه"})
"""Words behind و that go on the name of a family's firm."""

UNIT_FIELDS = frozenset({"الجوازات", "الجنسيه", "المرور", "الجمارك", "المباحث", "الدوريات"})
"""Names of services that are parts of a larger one's name as well (``مصلحة الهجرة والجوازات``)."""


class ConjunctReader(PhraseReader):
    """Reads the adjectives of a name and the words with و."""

    def adjective(self, base: str) -> None:
        """Note an adjective behind the name so far, and whether it makes the name one of its own."""
        self.closed = "adjective"
        self.adjectives += 1
        if self.head.definite and self.head.plain and self._says_little(base):
            return
        self.precise = self.precise or base not in self.words.vague
        if base not in self.words.weak or base in self.words.nationalities or (self.adjectives > 1 and self.precise):
            self.strong = True

    def _says_little(self, base: str) -> bool:
        """Say whether an adjective makes no name of the definite head, by what the head's entry says of them."""
        nation = base in self.words.nationalities
        return self.head.plain == "all" or nation == (self.head.plain == "nation")

    def conjunct(self, j: int) -> int:
        """Decide whether a word with و goes on inside the name."""
        token, words, head = self.tokens[j], self.words, self.head
        base = token.base
        other = self.vocabulary.heads.get(base)
        if other is not None and base not in words.portfolios and base not in UNIT_FIELDS and not self.vocabulary.adjectival(base):
            several = other.definite and other.number == "plural"
            if not (several and (head.definite or head.human or head.lemma == "اتحاد")):
                return j
        match = self.vocabulary.known.longest(self.text.norms, j, base, self.end)
        if match is not None and (match[0] > j + 1 or self.closed != "adjective") and base not in words.portfolios:
            return j
        if match is not None and match[0] > j + 1 and base in SERVICES and head.tail != "portfolio":
            return j
        after_nation = self.closed == "adjective" and self.tokens[j - 1].base in words.nationalities
        if base in OTHERS or (after_nation and not self.vocabulary.adjectival(base)):
            return j
        if base in PARTNERS and self.patron:
            return j + 1
        if base.endswith(("هم", "هما", "هن")) and len(base) > 4:
            return j
        if self.closed and self.lams and base.endswith(("ته", "تها")) and base[: base.rindex("ت")] + "ه" in words.fields:
            return j + 1
        if not self.closed:
            if self.indefinite and self.opened and not token.definite and not self.vocabulary.verbal(base) and self.vocabulary.common(base):
                return j + 1
            return j
        if base in words.titles or base in words.breaks or base in words.function:
            return j
        if self.closed in ("head", "adjective"):
            if token.definite and self.vocabulary.adjectival(base):
                self.adjective(base)
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
            people = base.endswith(("ون", "ين")) and base not in NO_PEOPLE and not head.human
            if people and not self.tokens[j - 1].base.endswith(("ين", "ون")):
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
            self.vocabulary.verbal(base) or not (base.endswith("ات") or (self.indefinite and self.vocabulary.common(base)))
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
