"""Conjugation: from a dictionary form to every written form of a verb that an actor of the news can have.

Arabic news is written without vowel signs, so a verb's written forms follow from very little: its past, its present, and
where a weak or doubled letter stands. The dictionary form says that in ordinary spelling: a shadda on the middle letter
(``كرّم``, ``تبرّع``) is form II or V, one on the last letter (``ردّ``, ``أعدّ``, ``احتلّ``) a doubled root, a last ى or ا a defective
one, ا before the last letter a hollow one. Forms I cannot be guessed and are given with their present and verbal noun.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.normalize.steps import fold

SHADDA = "\u0651"
SUFFIXES = ("هما", "ها", "هم", "هن", "نا", "ه")
"""Object pronouns of the third person and first person plural, longest first (folded)."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb in dictionary form.

    Attributes:
        key: As rules name it, with its shadda (``وقّع`` beside ``وقع``).
        lemma: As tables show it, without vowel signs (``وقع``).
        past: Third person masculine singular of the past, with shadda.
        present: Third person masculine singular of the present, without vowel signs.
        nouns: Verbal nouns, as written.
        participle: Active participle, masculine singular, as written, or empty.
    """

    key: str
    lemma: str
    past: str
    present: str
    nouns: tuple[str, ...]
    participle: str


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of a verb.

    Attributes:
        text: Folded.
        tense: ``past``, ``present`` or ``jussive`` (only where it is written differently).
        person: Person, gender and number of the subject: ``ms fs md fd mp fp``, ``1p`` or ``1s``.
        open: Whether an object pronoun follows (``نظمو`` of ``نظموها``).
        passive: Whether the form is a passive that is written differently from the active (``أقيم``, ``بوشر``).
    """

    text: str
    tense: str
    person: str
    open: bool
    passive: bool = False


def verb(entry: str) -> Verb | None:
    """Read a dictionary entry.

    Args:
        entry: The past alone for a derived form (``كرّم``), or past, present and verbal nouns (``كشف يكشف كشف``).

    Returns:
        The verb, or None where the past alone does not say how it is conjugated (form I).
    """
    past, *rest = entry.split()
    lemma = past.replace(SHADDA, "")
    derived = _derive(past, lemma)
    if rest:
        present = rest[0]
        nouns = tuple(rest[1:]) or (derived[1:2] if derived else ())
    elif derived is not None:
        present, nouns = derived[0], derived[1:]
    else:
        return None
    return Verb(past, lemma, past, present, nouns, _participle(past, lemma, present))


def _derive(past: str, lemma: str) -> tuple[str, ...] | None:
    """Return present and verbal noun of a derived form (II to X), or None for form I."""
    weak = lemma[-1] in "ىا"
    doubled = past.endswith(SHADDA)
    hollow = len(lemma) > 3 and lemma[-2] == "ا" and not doubled
    stem = lemma[:-1]
    if len(past) > 2 and past[2] == SHADDA and len(lemma) == 3:  # II: كرّم
        first = "ؤ" if lemma[0] == "أ" else lemma[0]
        present = "ي" + first + lemma[1:-1] + _present_end(lemma[-1])
        if weak or lemma[-1] == "أ":
            return present, "ت" + lemma[:2] + ("ئة" if lemma[-1] == "أ" else "ية")
        return present, "ت" + lemma[:2] + "ي" + lemma[2]
    if lemma[0] == "أ" and (len(lemma) == 4 or (doubled and len(lemma) == 3)):  # IV: أعلن
        if doubled:
            return "ي" + lemma[1:], "إ" + lemma[1:] + "ا" + lemma[-1]
        if hollow:
            return "ي" + lemma[1] + "ي" + lemma[3], "إ" + lemma[1:] + "ة"
        first = "ي" if lemma[1] == "و" else lemma[1]
        return "ي" + lemma[1:-1] + _present_end(lemma[-1]), "إ" + first + lemma[2] + ("اء" if lemma[-1] in "ىأ" else "ا" + lemma[-1])
    if lemma[0] == "ت" and len(lemma) == 4 and len(past) > 3 and past[3] == SHADDA:  # V: تبرّع
        return "ي" + lemma, stem + ("ي" if weak else lemma[-1])
    if lemma[0] == "ت" and len(lemma) == 5 and lemma[2] == "ا":  # VI: تعاون
        return "ي" + lemma, stem + ("ي" if weak else lemma[-1])
    if lemma.startswith("است") and len(lemma) > 5:  # X: استقبل
        if hollow:
            return "ي" + lemma[1:-2] + "ي" + lemma[-1], lemma + "ة"
        return _eighth(lemma, weak=weak, doubled=doubled)
    if lemma[0] == "ا" and len(lemma) >= 4:  # VII, VIII: انطلق، افتتح، احتلّ
        if hollow:
            return "ي" + lemma[1:], lemma[:-2] + "يا" + lemma[-1]
        return _eighth(lemma, weak=weak, doubled=doubled)
    if len(lemma) == 4 and lemma[1] == "ا":  # III: شارك
        return "ي" + stem + _present_end(lemma[-1]), "م" + stem + ("اة" if weak else lemma[-1] + "ة")
    return None


def _present_end(letter: str) -> str:
    return {"ى": "ي", "أ": "ئ"}.get(letter, letter)


def _eighth(lemma: str, *, weak: bool, doubled: bool) -> tuple[str, str]:
    if doubled:
        return "ي" + lemma[1:], lemma + "ا" + lemma[-1]
    if weak or lemma[-1] == "أ":
        return "ي" + lemma[1:-1] + _present_end(lemma[-1]), lemma[:-1] + "اء"
    return "ي" + lemma[1:], lemma[:-1] + "ا" + lemma[-1]


def _participle(past: str, lemma: str, present: str) -> str:
    """Return the active participle: م for the ي of a derived form's present, فاعل for form I."""
    if _derive(past, lemma) is not None:
        return "م" + present[1:]
    if len(lemma) == 3 and lemma[1] == "ا":
        return lemma[0] + "ائ" + lemma[2]
    if len(lemma) == 3 and lemma[2] in "ىا":
        return lemma[0] + "ا" + lemma[1] + "ي"
    if past.endswith(SHADDA):
        return lemma[0] + "ا" + lemma[1]
    return ("آ" if lemma[0] == "أ" else lemma[0] + "ا") + lemma[1:] if len(lemma) == 3 else ""


def forms(verb: Verb) -> Iterator[Form]:
    """Yield every written form of a verb: third person and first person plural, past and present, with and without object."""
    yield from _past(verb)
    yield from _present(verb)
    yield from _passive(verb)


def first_person(verb: Verb) -> Iterator[Form]:
    """Yield the present of the first person singular (``أؤكد``), as speakers are quoted; the past is written like ``fs``."""
    yield from _both("أ" + verb.present[1:], "present", "1s")


def _both(text: str, tense: str, person: str, before_pronoun: str | None = None) -> Iterator[Form]:
    yield Form(fold(text), tense, person, open=False)
    yield Form(fold(before_pronoun or text), tense, person, open=True)


def _past(verb: Verb) -> Iterator[Form]:
    word, last, stem = verb.lemma, verb.lemma[-1], verb.lemma[:-1]
    doubled = verb.past.endswith(SHADDA)
    if last in "اى" and len(word) > 2:
        seat = "و" if last == "ا" else "ي"
        yield from _both(word, "past", "ms", stem + "ا")
        yield from _both(stem + "ت", "past", "fs")
        yield from _both(stem + "تا", "past", "fd")
        yield from _both(stem + seat + "ا", "past", "md")
        yield from _both(stem + "وا", "past", "mp", stem + "و")
        yield Form(fold(stem + seat + "ن"), "past", "fp", open=False)
        yield from _both(stem + seat + "نا", "past", "1p")
        return
    yield from _both(word, "past", "ms")
    yield from _both(word + "ت", "past", "fs")
    yield from _both(word + "تا", "past", "fd")
    if last == "أ":
        yield from _both(stem + "آ", "past", "md")
        yield from _both(stem + "ؤوا", "past", "mp", stem + "ؤو")
        yield from _both(stem + "أوا", "past", "mp", stem + "أو")
        yield from _both(stem + "ءوا", "past", "mp", stem + "ءو")
    elif last == "ي":
        yield from _both(word + "ا", "past", "md")
        yield from _both(stem + "وا", "past", "mp", stem + "و")
    else:
        yield from _both(word + "ا", "past", "md")
        yield from _both(word + "وا", "past", "mp", word + "و")
        if last == "ء":
            yield from _both(stem + "ؤوا", "past", "mp", stem + "ؤو")
    short = _short(word, doubled=doubled)
    yield Form(fold(short + ("" if short[-1] == "ن" else "ن")), "past", "fp", open=False)
    yield from _both(short + ("ا" if short[-1] == "ن" else "نا"), "past", "1p")


def _short(word: str, *, doubled: bool) -> str:
    """Return the past stem before a consonant ending: قل of قال, ردد of ردّ."""
    if doubled:
        return word + word[-1]
    if len(word) > 2 and word[-2] == "ا" and (len(word) == 3 or word[0] in "أا"):
        return word[:-2] + ("ئ" if word[-1] == "ء" else word[-1])
    return word


def _present(verb: Verb) -> Iterator[Form]:
    stem = verb.present[1:]
    last, body = stem[-1], stem[:-1]
    for prefix, single, dual in (("ي", "ms", "md"), ("ت", "fs", "fd"), ("ن", "1p", "")):
        word = prefix + stem
        yield from _both(word, "present", single, prefix + body + "ا" if last == "ى" else word)
        jussive = _jussive(stem)
        if jussive:
            yield from _both(prefix + jussive, "jussive", single)
        if dual:
            pair = prefix + (body + "ي" if last == "ى" else stem)
            pair = prefix + body + "آ" if last == "أ" else pair + "ا"
            yield Form(fold(pair + "ن"), "present", dual, open=False)
            yield from _both(pair, "jussive", dual)
    for plural in _plurals(stem, last, body):
        yield Form(fold("ي" + plural + "ون"), "present", "mp", open=False)
        yield Form(fold("ي" + plural + "ون"), "present", "mp", open=True)
        yield from _both("ي" + plural + "وا", "jussive", "mp", "ي" + plural + "و")
    if last not in "ىأئء":
        short = _jussive(stem) if last not in "وي" else stem
        yield Form(fold("ي" + (short or stem) + "ن"), "present", "fp", open=False)


def _plurals(stem: str, last: str, body: str) -> tuple[str, ...]:
    if last in "ىيو":
        return (body,)
    if last == "أ":
        return (body + "ؤ", body + "أ", body + "ء")
    return (stem,)


def _jussive(stem: str) -> str:
    """Return the present stem after لم where it is written shorter: يقل of يقول, ينف of ينفي."""
    if stem[-1] in "ىيو" and len(stem) > 1:
        return stem[:-1]
    if len(stem) >= 3 and stem[-2] in "اوي" and (len(stem) == 3 or stem[-2] in "اي"):
        return stem[:-2] + stem[-1]
    return ""


def _passive(verb: Verb) -> Iterator[Form]:
    """Yield the passives that are written differently: أقيم and يقام of أقام, بوشر of باشر, دعي of دعا."""
    word = verb.lemma
    hollow = len(word) > 3 and word[-2] == "ا" and word[0] in "أا" and word != "أبان" and not verb.past.endswith(SHADDA)
    past = {"قال": "قيل", "باع": "بيع"}.get(word, "")
    present = ""
    if hollow:
        past = word[:-2] + "ي" + word[-1]
        present = verb.present[1:-2] + "ا" + verb.present[-1] if len(verb.present) > 3 else ""
    elif len(word) == 4 and word[1] == "ا" and word[0] not in "أا":
        past = word[0] + "و" + word[2:-1] + {"ى": "ي", "أ": "ئ"}.get(word[-1], word[-1])
    elif word[-1] == "ا":
        past, present = word[:-1] + "ي", verb.present[1:-1] + "ى"
    elif word[-1] == "أ":
        past = word[:-1] + "ئ"
    if past:
        for ending, person in (("", "ms"), ("ت", "fs"), ("وا", "mp"), ("ا", "md"), ("تا", "fd")):
            stem = past[:-1] if past[-1] == "ي" and ending == "وا" and not hollow else past
            yield Form(fold(stem + ending), "past", person, open=False, passive=True)
    if present and "ي" + present != verb.present:
        yield Form(fold("ي" + present), "present", "ms", open=False, passive=True)
        yield Form(fold("ت" + present), "present", "fs", open=False, passive=True)
