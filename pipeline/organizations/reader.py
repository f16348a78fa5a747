"""One pass over the words behind a head noun: what goes on the name, and where it ends."""

from pipeline.organizations.conjuncts import ConjunctReader
from pipeline.organizations.extents import ROYAL, SIDES, area_adjective, household, locality, person
from pipeline.organizations.phrases import AREAS, NAMED_AFTER
from pipeline.organizations.reading import Reading

CHAIN_LIMIT = 4
"""Most indefinite words in a row before a definite one closes an idafa."""

QUALIFYING = frozenset({"غير", "ذوي", "ذات", "ذوو"})
"""Words that with a definite one behind them qualify the noun before (``الهجرة غير الشرعية``, ``الأشخاص ذوي الإعاقة``)."""

STAGING = frozenset({"المنظم", "المنظمه", "المضيف", "المضيفه", "المنتج", "المنتجه", "الناقل", "الناقله"})
"""Participles that say what a body does in the text and are no part of its name."""

DESCRIBING = frozenset(
    {"المتخصصه", "المتخصص", "المختصه", "المختص", "العامله", "العامل", "المعنيه", "المعني", "القريبه", "القريب", "المقربه", "المقرب"}
)
"""Adjectives that with a complement of their own describe a body (``الشركة المتخصصة بالإعلام``)."""

STANDING = frozenset({"المعارض", "المعارضه", "الحاكم", "الحاكمه", "المحظور", "المحظوره", "المنحل", "المتطرف", "المتطرفه", "الموالي"})
"""Adjectives that say where a party stands and are in no party's name."""

OFFICIAL = frozenset({"الرسميه", "الحكوميه"})
"""Words that say whose a news agency is and are in no agency's name (``وكالة الأنباء الجزائرية الرسمية``)."""

WORLDWIDE = frozenset({"الدوليه", "الدولي", "العالميه", "العالمي"})
"""Adjectives of bodies of the whole world: a place behind one is where something happens (``اللجنة الأولمبية الدولية في لوزان``)."""

SERVICES = frozenset({"صحة", "تعليم", "تربية", "مدني", "مرور", "دوريات", "جوازات"})
"""Heads so common that only the province right behind them makes a body of them (``صحة الأحساء``)."""

COALITIONS = frozenset({"الوفاق", "الانقاذ", "الوحده", "التوافق", "الشراكه", "الشرعيه", "الاغلبيه", "التكنوقراط", "الكفاءات"})
"""Words that name a government by what it rests on (``حكومة الوفاق الوطني``)."""

OWNED = frozenset({"company", "authority", "ngo", "academic", "other"})
"""Types of heads that a person's name without a title may complete."""

FOREIGN = frozenset({"sport", "media", "company"})
"""Types of heads whose names may be a place and a foreign word (``صحيفة جاكرتا بوست``)."""


class NameReader(ConjunctReader):
    """One pass over the words behind a head."""

    def run(self) -> Reading | None:
        """Read on as far as the name goes; None where the head opens no name."""
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
        if reading.closed == "region":
            return reading
        if tail == "place" and (reading.closed != "place" or (self.opened and self.head.lemma in SERVICES)):
            return None
        if self.head.lemma == "جبهة" and reading.closed == "place":
            return None  # where it is fought
        if self.head.lemma == "مركز" and reading.closed == "place" and reading.last == reading.first + 2:
            return None  # a district of that name
        if reading.closed == "place" and reading.last == reading.first + 2 and tail == "any" and self._country(reading.first + 1):
            return None
        girls = self.lams and self.tokens[reading.last - 1].base in ("البنات", "البنين")
        if tail == "proper" and reading.closed in ("noun", "adjective") and not self.patron and not self._capital(reading) and not girls:
            return None
        if self.head.lemma == "مجمع" and self.tokens[reading.last - 1].base in ("التجاري", "السكني", "السياحي"):
            return None
        if tail in ("quoted", "title") and reading.closed not in (("quoted",) if tail == "quoted" else ("person",)):
            return None
        reading.strong = True
        return reading

    def _unit_of_nominal(self, reading: Reading) -> bool:
        """Say whether a nominal mention alone completes the head (``ديوان الوزارة``, ``مجلس الجمعية``)."""
        if reading.last != reading.first + 2 or reading.closed != "noun":
            return False
        inner = self.vocabulary.heads.get(self.tokens[reading.first + 1].base)
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
        if self.head.tail not in ("name", "proper", "quoted"):
            return None
        j = self._plain_name()
        if self.namelike(self.at + 1) and not (self.head.tail == "quoted" and self._firm(self.at + 1)):
            j = max(j, self.witness)
        if j == self.at + 1:
            return None
        self.closed, self.strong = "name", True
        if j < self.end and self.head.lam == "noun" and self.tokens[j].definite and self.tokens[j].proclitics == ("ل",):
            j = self.lam(j)
        self.reading.last, self.reading.closed, self.reading.strong = j, "name", True
        return self.reading

    def _plain_name(self) -> int:
        """Return the index past the words behind the head that are no Arabic words."""
        j = self.at + 1
        if self.opened == 0 or self.head.tail == "quoted":
            return j
        while j < self.end and j < self.at + 5:
            token = self.tokens[j]
            if token.kind == "latin" and j == self.at + 1:
                j += 1
                continue
            if token.kind != "word" or token.proclitics or token.definite or token.base in self.words.function:
                break
            if token.base in self.words.titles or len(token.base) < 3 or token.base.endswith(("ها", "هم", "هما")):
                break
            if token.base in self.vocabulary.heads or token.base in self.words.breaks:
                break
            if self.vocabulary.verbal(token.base) or self.vocabulary.common(token.base):
                break
            if j > self.at + 1 and self.words.counts.get(token.base, 0) > (60 if j == self.at + 2 else 4):
                break
            if j == self.at + 2 and self.head.type in ("party", "armed_group") and self._movement(j):
                break
            j += 1
        return j

    def _movement(self, j: int) -> bool:
        """Say whether a party or armed group known whole ends before a token, behind its head (``حركة طالبان``)."""
        match = self.vocabulary.known.longest(self.text.norms, self.at, self.tokens[self.at].base, self.end)
        return match is not None and match[0] == j

    def _step(self, j: int) -> int:
        """Return the index past what goes on the name at ``j``, or ``j`` where it ends."""
        token = self.tokens[j]
        if self.closed and j in self.text.persons:
            return j
        if token.kind == "mark":
            return self.quoted(j)
        if token.kind == "latin":
            return self.latin(j)
        if token.kind == "number":
            return j
        governed = self.governed(j)
        if governed > j:
            return governed
        if token.norm in SIDES and j + 1 in self.places and (not self.closed or (self.head.local and self.closed != "head")):
            self.closed, self.reading.place = "place", self.places[j + 1].country
            return min(self.places[j + 1].last, self.end)
        if token.norm in QUALIFYING and self.closed and j + 1 < self.end and self.tokens[j + 1].definite:
            return j + 2
        if token.norm == "لدي" and self.head.type == "diplomatic" and j + 1 in self.places:
            return self.accredited(j + 1)
        if token.norm == "بين" and self.closed == "adjective" and self.tokens[j - 1].base in ("المشتركه", "المشترك"):
            return self._between(j)
        if token.norm == "في" and self.head.local_fi and not (self.adjectives > 1 and self.tokens[j - 1].base in WORLDWIDE):
            return self.place_phrase(j, j + 1)
        if token.norm in self.words.function:
            return self._spelled(j)
        if not token.proclitics:
            return self._word(j)
        if token.proclitics == ("و",):
            return self.conjunct(j)
        if token.proclitics == ("ل",):
            return self.lam(j)
        if token.proclitics == ("ب",):
            return self.place_phrase(j, j)
        return j

    def _between(self, j: int) -> int:
        """Take the countries that share a body (``اللجنة المشتركة بين الأردن والعراق``), two at least."""
        k, found = j + 1, 0
        while k < self.end and k in self.places and self.tokens[k].proclitics in ((), ("و",)):
            k, found = min(self.places[k].last, self.end), found + 1
        if found < 2:
            return j
        self.strong = True
        return k

    def _spelled(self, j: int) -> int:
        """Take a whole name that a word like a particle opens, such as the name of a letter (``شركة كي بي إم جي``)."""
        after = self.known_inside(j) if j == self.at + 1 and self.head.type in NAMED_AFTER else j
        if after > j:
            self.closed = "known"
        return after

    def _word(self, j: int) -> int:
        token, words = self.tokens[j], self.words
        base = token.base
        if self.closed and self.head.lemma == "وكالة" and base in OFFICIAL:
            return j
        if base in words.nationalities and self.closed and self._fits(base):
            if self.closed in ("name", "quoted", "person", "place") and self.head.type in ("company", "media"):
                return j
            self.adjective(base)
            return j + 1
        if not self.closed:
            return self._chain(j)
        if self.closed == "region":
            return j
        if self.closed in ("place", "name", "known") and j < self.witness and self.head.type in FOREIGN and not token.definite:
            return j + 1
        club = self.head.type in FOREIGN or self.head.lemma == "فريق"
        if self.closed == "place" and club and j <= self.at + 3 and not token.definite and j not in self.places:
            return j + 1 if self.vocabulary.foreign(base) and base not in words.function else j
        if token.definite and self.people(j):
            return j + 1
        if self.head.type == "party" and not self.head.definite and base in STANDING:
            return j
        if base in DESCRIBING and j + 1 < self.end and self._complemented(j + 1):
            return j
        if token.definite and self.closed != "place" and self.adjective_at(j) and self._fits(base):
            if self.head.tail == "portfolio" and self.closed == "adjective":
                return j
            self.adjective(base)
            return j + 1
        named = self.head.definite or (self.patron and self.head.type == "academic")
        if named and self.closed in ("noun", "adjective") and base.startswith("ل") and not token.definite:
            return self.lam_unsplit(j)
        if self.head.local and self.closed in ("noun", "adjective") and self.unsplit_place(base):
            self.reading.local, self.strong = j, True
            return j + 1
        if self.closed == "place" and token.definite and base in words.adjectives and base not in STAGING:
            return j + 1
        if (
            self.closed == "place"
            and token.definite
            and base.endswith(("يه", "ي"))
            and self.vocabulary.adjectival(base)
            and self._fits(base)
        ):
            return j + 1
        return j

    def _fits(self, base: str) -> bool:
        """Say whether an adjective agrees with the definite head right before it in gender."""
        if self.closed != "head":
            return True
        return base.endswith(("ه", "ا")) if self.head.feminine else not base.endswith("ه")

    def _complemented(self, j: int) -> bool:
        """Say whether a complement of an adjective begins at a token."""
        return self.tokens[j].norm in ("في", "من") or "ب" in self.tokens[j].proclitics

    def _chain(self, j: int) -> int:
        """Go on an open idafa chain."""
        token, words = self.tokens[j], self.words
        base = token.base
        place = self.places.get(j)
        if place is not None:
            after = self.known_inside(j) if j == self.at + 1 and self.head.type in NAMED_AFTER else j
            if after > place.last:
                self.closed = "known"
                return after
            self.closed, self.reading.place = "place", place.country
            return min(place.last, self.end)
        if base in words.localities and j + 1 < self.end:
            after = locality(self.vocabulary, self.text, j, self.end)
            if after > j:
                self.closed = "place"
                return after
        if base in words.patrons and (j == self.at + 1 or (base in ROYAL and self.opened < 2)):
            after = person(self.vocabulary, self.text, j, self.end)
            if after > j:
                self.closed, self.patron = "person", True
                return after
        if j == self.at + 1 and self.head.tail in ("name", "proper", "any") and self.head.type in OWNED and self.head.lemma != "فريق":
            after = household(self.vocabulary, self.text, j, self.end, feminine=self.head.feminine)
            if after > j:
                self.closed, self.patron = "person", True
                return after
        if j == self.at + 1 and self.head.lemma == "حكومة" and (j in self.text.persons or base in COALITIONS):
            self.closed, self.patron = "person", True
            return self.text.persons.get(j, j + 1)
        if j == self.at + 1 and self.head.type in NAMED_AFTER:
            after = self.known_inside(j)
            if after > j:
                self.closed = "known"
                return after
        if self.agency(j) and not token.definite and self.namelike(j) and token.norm not in words.function:
            self.closed = "known"
            return j + 1
        if self.opened and self.brand_ends(j):
            return j
        if j == self.at + 1 and "ال" + base in words.nationalities:
            return j
        if base in AREAS and j == self.at + 1 and self.head.tail in ("name", "place") and not area_adjective(self.tokens, j + 1, self.end):
            self.closed = "region"
            return j + 1
        if (base in words.titles and not (self.head.titled and self.opened < 2)) or base in words.breaks:
            return j
        if token.definite:
            if self.head.tail == "portfolio" and base not in words.portfolios:
                return j
            self.closed = "noun"
            self.strong = True
            inner = self.vocabulary.heads.get(base)
            self.inner = inner is not None and inner.number == "singular" and inner.alone == "nominal"
            if not self.reading.parts:
                self.reading.parts.append(self.at + 1)
            return j + 1
        if self.opened >= CHAIN_LIMIT or base.endswith(("ها", "هم", "هما", "نا")):
            return j
        following = self.tokens[j + 1] if j + 1 < self.end else None
        if self.vocabulary.verbal(base) and not (
            base in words.verbal_nouns and following is not None and (following.definite or following.proclitics == ("و",))
        ):
            return j
        if self.head.tail == "portfolio" and base not in words.portfolios:
            return j
        if j == self.at + 1 and self.generic_adjective(j):
            return j
        self.opened += 1
        self.indefinite = True
        return j + 1
