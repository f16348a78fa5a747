"""The phrases that go on a name behind its head: quotations, Latin words, complements, and ل, ب and في phrases.

Every method takes the index of the phrase's first token and returns the index past it, or the same index where it does not
belong to the name.
"""

from pipeline.core.annotations import Token
from pipeline.organizations.extents import locality
from pipeline.organizations.lexicon import Head
from pipeline.organizations.reading import Context, Reading
from pipeline.organizations.vocabulary import Vocabulary

OPENING = {"«": "»", '"': '"', "“": "”", "'": "'", "‘": "’", "”": "“", "(": ")", "[": "]"}

WITNESS_LIMIT = 5
"""Most words of an unknown name that only the named-entity backend vouches for."""

QUOTED_LIMIT = 6
"""Most words of a quoted proper name; longer quotations are speech."""

PURPOSES = frozenset(
    {
        "التدخل",
        "الخبر",
        "اللعبه",
        "الحديث",
        "الحصول",
        "الوصول",
        "المشاركه",
        "الاستماع",
        "الرد",
        "الضغط",
        "التعليق",
        "الوقوف",
        "المطالبه",
        "الاستفاده",
        "الحضور",
        "الاحتجاج",
        "الانضمام",
        "الفوز",
        "التعبير",
        "السماح",
        "التاكد",
        "العوده",
        "الذهاب",
        "الخروج",
        "الانتقال",
        "الاطلاع",
        "الاحتفال",
        "الاحتفاء",
        "الاستعداد",
        "الاستفسار",
        "التهنئه",
        "المعايده",
        "التباحث",
        "التشاور",
        "الاجتماع",
    }
)
"""Verbal nouns behind ل that say what an organization does something for."""

BRACKETED = frozenset({"media", "company", "ngo", "intergovernmental", "authority", "party", "armed_group"})
"""Types of heads whose names may stand in brackets."""

NAMED_AFTER = {"sport": ("sport",), "other": ("sport",), "company": ("company",), "media": ("media", "company"), "party": ("party",)}
"""Types of whole names that may follow a head of a type."""

YEAR_ADJECTIVES = frozenset(
    {"الماضي", "المقبل", "القادم", "الجاري", "الحالي", "الدراسي", "الهجري", "الميلادي", "المنصرم", "الجامعي", "الجديد", "الذي", "المنقضي"}
)
"""Words behind ``العام`` that make it a year."""

SCHOOLS = frozenset({"مدرسة", "ثانوية", "متوسطة", "ابتدائية", "إعدادية", "مجمع", "روضة"})
"""Heads of schools, which keep the place behind a person's name (``مدرسة أسامة بن زيد بالوادي``)."""

SCENES = frozenset({"بلده", "قريه", "حي", "شارع", "مخيم", "ميدان", "ضاحيه"})
"""Nouns of places where something happens rather than a unit sits (``المديرية … في بلدة …``)."""

STATES = frozenset({"جمهوريه", "دوله", "مملكه", "سلطنه"})
"""Nouns of states, which are no part of the names of bodies in them."""

CLANS = frozenset({"بني", "ال", "ابو", "ام", "وادي", "دار", "عين", "راس"})
"""First words of the names of villages."""

AREAS = frozenset({"المنطقه", "المحافظه", "الولايه", "المدينه"})
"""Words that stand for the province or town that the text named before (``شرطة المنطقة``)."""


class PhraseReader:
    """What is known of a name so far, and the phrases that may go on it."""

    def __init__(self, vocabulary: Vocabulary, text: Context, end: int, head: Head, at: int) -> None:
        self.vocabulary, self.text, self.end, self.head, self.at = vocabulary, text, end, head, at
        self.tokens, self.places = text.tokens, text.places
        self.words = vocabulary.words
        self.closed = "head" if head.definite else ""
        self.opened = 0
        self.strong = False
        self.lams = 0
        self.inner = False
        self.patron = False
        self.precise = False
        self.adjectives = 0
        self.indefinite = False
        self.reading = Reading(at, at + 1, head, self.closed, end=end)
        self.witness = self._witnessed()

    def _witnessed(self) -> int:
        """Return the index past the bare words behind an indefinite head that the named-entity backend takes for its name."""
        at = self.at
        if self.head.lemma in ("جبهة", "فريق") or (at and self.tokens[at - 1].kind == "number"):
            return at + 1
        last = max(self.text.bodies.get(at, 0), self.text.bodies.get(at + 1, 0))
        j = at + 1
        while j < min(last, self.end, at + 1 + WITNESS_LIMIT):
            token = self.tokens[j]
            base = token.base
            if token.kind not in ("word", "latin") or token.proclitics or token.definite or token.norm in self.words.function:
                break
            if base in self.words.titles or base in self.words.breaks or base in self.words.verbs or base in self.vocabulary.heads:
                break
            if base.endswith(("ها", "هم", "هما", "نا")):
                break
            j += 1
        return j

    def namelike(self, j: int) -> bool:
        """Say whether an indefinite word behind the head cannot be its adjective (``شركة ناشئة``, ``محكمة ألمانية``)."""
        if j >= self.end or self.generic_adjective(j):
            return False
        base = self.tokens[j].base
        definite = "ال" + base
        if definite in self.words.adjectives or definite in self.words.weak or definite in self.words.nationalities:
            return False
        return not (self.head.feminine and base.endswith("ه") and self.vocabulary.common(base))

    def quoted(self, j: int) -> int:
        """Take a short quotation right behind the head (``صحيفة «الضفاف»``)."""
        closing = OPENING.get(self.tokens[j].text)
        if closing is not None and self.closed == "noun" and j + 2 < self.end and self.tokens[j + 1].kind == "latin":
            after = next((k for k in range(j + 2, min(j + 5, self.end)) if self.tokens[k].kind != "latin"), j)
            return after + 1 if self.tokens[after].text == closing and closing != ")" else j
        if closing is not None and self.head.tail == "quoted" and self._firm(j + 1):
            return j
        if closing is None or self.closed or (self.opened and not self.agency(j)):
            return j
        if self.tokens[j].text in "([" and not self._bracketed(j, closing):
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

    def agency(self, j: int) -> bool:
        """Say whether ``أنباء`` alone stands between an agency's head and its name (``وكالة أنباء "تسنيم"``)."""
        return self.opened == 1 and self.head.lemma == "وكالة" and self.tokens[j - 1].base == "انباء"

    def _bracketed(self, j: int, closing: str) -> bool:
        """Say whether brackets do what quotation marks do, as some agencies have it (``صحيفة (المرصد)``)."""
        if self.head.type not in BRACKETED or j != self.at + 1 + self.opened:
            return False
        last = next((k for k in range(j + 1, min(self.end, j + 2 + QUOTED_LIMIT)) if self.tokens[k].kind in ("mark", "number")), j)
        return last > j + 1 and self.tokens[last].text == closing

    def _firm(self, j: int) -> bool:
        """Say whether a known organization that is no outlet begins there (``موقع «سامسونغ»`` is where the company stands)."""
        match = self.vocabulary.known.longest(self.text.norms, j, self.tokens[j].base, self.end) if j < self.end else None
        return match is not None and all(entry.type != "media" for entry in match[1])

    def latin(self, j: int) -> int:
        """Take Latin words right behind the head."""
        if self.closed or self.head.tail not in ("name", "proper"):
            return j
        while j < self.end and self.tokens[j].kind == "latin":
            j += 1
        self.closed = "name"
        return j

    def governed(self, j: int) -> int:
        """Take a complement that the word before it governs (``الإشراف على …``, ``الاتجار بالأشخاص``); a definite noun must close it."""
        token, before = self.tokens[j], self.tokens[j - 1].base
        if not self.closed or j == self.at + 1:
            return j
        if (
            token.norm == "في"
            and self.head.local
            and j + 2 < self.end
            and self.tokens[j + 1].norm == "مجال"
            and self.tokens[j + 2].definite
        ):
            self.closed = "noun"
            return j + 3
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

    def lam_unsplit(self, j: int) -> int:
        """Take a ل phrase whose particle segmentation left on a rare word (``لصوامع الغلال``)."""
        rest = self.tokens[j].base[1:]
        if len(rest) < 4 or (self.words.counts.get(rest, 0) == 0 and rest not in self.words.fields) or self.vocabulary.verbal(rest):
            return j
        self.closed, self.opened, self.indefinite, self.strong = "", 1, True, True
        return j + 1

    def lam(self, j: int) -> int:
        """Decide whether a ل phrase belongs to the name."""
        token, head = self.tokens[j], self.head
        base = token.base
        article = token.definite and "لل" in token.text[:4]  # not that of لإلغاء
        definite = head.definite or self.inner
        if head.lam == "no" or self.lams:
            return j
        if head.lemma == "فريق" and head.definite and self.tokens[j - 1].base not in self.words.weak:
            return j  # a club by its byname (الفريق الملكي), not a body with a task
        if base in self.words.titles or base in self.words.breaks or base in self.words.function:
            return j
        if base in PURPOSES:
            return j
        if self.closed == "quoted" or (self.closed == "known" and head.type != "company") or (definite and self.closed == "head"):
            return j
        other = self.vocabulary.heads.get(base)
        if other is not None and other.definite and other.number == "singular" and other.alone == "nominal" and other.lemma != "إدارة":
            return j
        if not definite:
            if not self.closed and not (self.opened and head.tail == "name" and self._brand(j - 1, base)):
                return j
            if self.closed == "noun" and base != "شوون" and not (head.lam == "noun" and article and not self.adjectives):
                return j
        place = self.places.get(j)
        if base in self.words.localities or base == "اماره":
            after = locality(self.vocabulary, self.text, j, self.end)
            if after == j:
                return j
            self.closed, self.strong, self.lams = "place", True, self.lams + 1
            return after
        if place is not None and not article:
            self.closed, self.reading.place = "place", place.country
        elif article:
            if not definite and not head.human and base.endswith("ين") and not (base.startswith("الت") and len(base) == 7):
                return j  # people, not a verbal noun (للتأمين)
            self.closed = "noun"
            self.indefinite = False
        else:
            if self.vocabulary.verbal(base) or base[:1] == "ي" or base.endswith(("ها", "هم", "هما")):
                return j
            named = self.closed in ("name", "person", "quoted", "place", "") or (self.patron and self.closed == "adjective")
            if not definite and base != "شوون" and not named:
                return j
            if not definite and ((head.lam == "closed" and not self.patron) or (self.closed == "place" and head.lam != "noun")):
                return j
            self.closed, self.opened, self.indefinite = "", 1, True
        self.strong = True
        self.lams += 1
        return j + 1

    def _brand(self, before: int, base: str) -> bool:
        """Say whether a single word behind the head is a brand although no definite word closed it (``شركة ستار لتنظيم المعارض``)."""
        return self.opened == 1 and (not self.vocabulary.common(self.tokens[before].base) or base in self.words.fields)

    def accredited(self, j: int) -> int:
        """Take the country to which an embassy or mission is sent (``السفارة الهولندية لدى ليبيا``)."""
        if self.closed not in ("place", "adjective", "noun"):
            return j - 1
        self.reading.local, self.strong = j - 1, True
        return min(self.places[j].last, self.end)

    def unsplit_place(self, base: str) -> bool:
        """Say whether a word is a place so rare that segmentation left its ب on it (``ببرحرح``)."""
        if base.endswith(("ها", "هم", "هما")):
            return False
        return base.startswith("ب") and len(base) > 5 and self.words.counts.get(base, 0) == 0 and base[1:] not in self.words.counts

    def _rare(self, token: Token) -> bool:
        """Say whether a word with ب is so rare that it can only be the name of a place."""
        counts = self.words.counts
        return counts.get(token.norm, 0) == 0 and counts.get(token.base, 0) == 0 and len(token.base) > 3

    def _village(self, j: int) -> int:
        """Return the index past the place of a school, where a single word with ب stands at the end or before و."""
        following = self.tokens[j + 1] if j + 1 < self.end else None
        closed = following is None or following.kind == "mark" or following.proclitics == ("و",)
        return j + 1 if closed and self.tokens[j].definite and not self.vocabulary.adjectival(self.tokens[j].base) else j

    def place_phrase(self, j: int, noun: int) -> int:
        """Take a ب or في phrase of place; ``noun`` is the index of its noun."""
        school = self.head.lemma in SCHOOLS
        if not school and (self.reading.closed == "person" or (self.reading.closed == "adjective" and self.patron)):
            return j
        if not self.head.local or not self.closed or self.closed == "head" or noun >= self.end:
            return j
        token = self.tokens[noun]
        if (noun > j and (token.proclitics or token.base in SCENES)) or (token.base in STATES and self.head.type != "diplomatic"):
            return j
        after = j
        place = self.places.get(noun)
        if token.base in self.words.localities:
            after = locality(self.vocabulary, self.text, noun, self.end)
        elif noun == j and token.base in AREAS and token.base in self.text.regions:
            after = j + 1
        elif place is not None and (place.kind != "country" or self.head.type in ("diplomatic", "judicial")):
            after = min(place.last, self.end)
            self.reading.place = place.country
        elif noun == j and not token.definite and self._rare(token):
            after = j + 1
        elif school and noun == j:
            after = j + 2 if token.base in CLANS and j + 1 < self.end and self.tokens[j + 1].kind == "word" else self._village(j)
        if after <= j or (noun > j and after <= noun):
            return j
        self.reading.local = j
        self.strong = True
        return after

    def people(self, j: int) -> bool:
        """Say whether a plural of people agrees with one in construct in the name (``رابطة لاعبي كرة القدم المحترفين``)."""
        return (
            self.head.human
            and self.closed == "noun"
            and self.tokens[j].base.endswith("ين")
            and any(token.base.endswith("ي") and not token.definite for token in self.tokens[self.at + 1 : j])
        )

    def known_inside(self, j: int) -> int:
        """Return the index past a whole name of the head's own type right behind it (``فريق ليستر سيتي``), or ``j``."""
        for first in (j, self.at):
            match = self.vocabulary.known.longest(self.text.norms, first, self.tokens[first].base, self.end)
            if match is None or self.tokens[j].proclitics or match[0] <= j:
                continue
            if any(entry.type in NAMED_AFTER[self.head.type] for entry in match[1]):
                return match[0]
        return j

    def brand_ends(self, j: int) -> bool:
        """Say whether the word before is a foreign brand, which no Arabic noun is in construct with (``شركة سايبريسون حلولا``)."""
        before, token = self.tokens[j - 1].base, self.tokens[j]
        if self.head.tail not in ("name", "proper") or not self.vocabulary.foreign(before) or j - 1 in self.places:
            return False
        if token.definite:
            return not (self.adjective_at(j) and token.base.endswith("ه") == self.head.feminine)
        return not self.vocabulary.foreign(token.base)

    def generic_adjective(self, j: int) -> bool:
        """Say whether an indefinite adjective follows the head (``لجنة فنية``, ``مركز صحي``)."""
        base = self.tokens[j].base
        ending = base.endswith("يه") if self.head.feminine else base.endswith("ي")
        if self.head.feminine and base.startswith("م") and base.endswith("ه") and base[:-1] in self.words.counts and j not in self.places:
            following = self.tokens[j + 1] if j + 1 < self.end else None
            return following is None or not following.definite or bool(following.proclitics)
        return ending and base not in self.words.nouns_in_ya and self.vocabulary.common(base)

    def adjective_at(self, j: int) -> bool:
        """Say whether the definite word is an adjective there; ``العام`` with a time behind it is a year."""
        if not self.vocabulary.adjectival(self.tokens[j].base):
            return False
        if self.tokens[j].base == "العام" and j + 1 < self.end:
            following = self.tokens[j + 1]
            return not (following.base in YEAR_ADJECTIVES or following.kind == "number")
        return True
