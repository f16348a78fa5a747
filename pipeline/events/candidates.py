"""Trigger candidates: words that can express an action, each with the rule that reads it so."""

from dataclasses import dataclass
from functools import lru_cache

from pipeline.core.annotations import Segmentation, Sentence, Token
from pipeline.events.clausewords import CLAUSES, RELATIVES, REPORTING, RESUMPTIVE, STOPS
from pipeline.events.conditions import CLOSE, Condition, abbreviates, phrase_at
from pipeline.events.lexicon import Reading, Trigger, TriggerLexicon
from pipeline.events.words import Words
from pipeline.resources.rules import Rule

LIGHT_WINDOW = 12
"""How many tokens after a light verb its verbal noun is looked for."""

CONTENT = 18
"""How many tokens before a verbal noun the announcement that it is the content of is looked for."""

JOINED = 16
"""How many tokens after an act a verbal noun that is joined to it may stand."""

BARRING = frozenset({"علي", "في", "خلال", "اي", "منذ", "مع", "حول", "كل", "دون", "تحت", "اثناء"})
"""Words (folded) after which a word is no finite verb (``على وجه الخصوص``)."""

WISHED = 4
"""How many tokens before أن the wish that its verb is may stand."""

OCCASIONS = frozenset({"خلال", "لدي", "عقب", "اثناء", "بعد", "في"})
"""Prepositions (folded) after ``جاء ذلك`` that open the act at which something was said."""

PARTICLES = frozenset({"مثل", "هنا", "بدا", "أبرزهم", "أبرزها", "قوبل", "قوبلت", "أصيب", "أصيبت", "أصيبوا"})
"""Written forms that are something else far oftener than the act of a rule: ``هنا`` and ``بدا`` (a writer of هنّأ and بدأ puts the hamza),
``قوبلت بالرفض``, and ``أصيب``, which mostly tells of accidents."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible action.

    Attributes:
        first: First token of the trigger.
        last: Past its last token.
        head: Token of the verb or verbal noun that decides the type.
        kind: ``finite``, ``light``, ``noun``, ``participle`` or ``phrase``.
        reading: How the head was read, or None for a phrase.
        rule: The rule that reads it so.
        start: Raw offset at which the trigger begins, without its conjunction.
        lemma: Dictionary form.
        match: Token that fulfilled the rule's condition, or -1.
        context: What made a verbal noun an act: ``headline``, ``content``, ``decided``, ``joined``, ``occasion``, ``light``, or empty.
        light: Token of the light verb, or -1.
    """

    first: int
    last: int
    head: int
    kind: str
    reading: Reading | None
    rule: Rule
    start: int
    lemma: str
    match: int = -1
    context: str = ""
    light: int = -1


@dataclass(frozen=True, slots=True)
class Clue:
    """What the rules know of a written word, wherever it stands.

    Attributes:
        word: The word without what segmentation left on it.
        extra: What that was, ``whole`` where segmentation took too much, or empty.
        readings: What it can be a form of.
        light: What the light verb asks for, or None.
        phrase: The word as the first of a phrase, or empty.
    """

    word: str
    extra: str
    readings: tuple[Reading, ...]
    light: str | None
    phrase: str


class CandidateFinder:
    """Finds candidates in one sentence after the other."""

    def __init__(self, lexicon: TriggerLexicon, words: Words, other: Rule) -> None:
        """Build the finder.

        Args:
            lexicon: Written forms and rules.
            words: Small words.
            other: The rule that stands for an act that no rule names.
        """
        self._lexicon = lexicon
        self._words = words
        self._other = other
        self._conditions: dict[str, Condition] = {}
        for trigger, _ in lexicon.triggers:
            for rule in (*trigger.conditioned, *((trigger.default,) if trigger.default else ())):
                self._conditions.setdefault(rule.name, Condition.of(rule))
        self._phrase_heads = {phrase[0] for phrase in lexicon.phrases}
        self._known = lru_cache(maxsize=1 << 16)(self._clue)

    def __call__(self, segmentation: Segmentation, sentence: Sentence, named: frozenset[int] = frozenset()) -> list[Candidate]:
        """Return the candidates of a sentence in the order of their heads.

        Args:
            segmentation: The document's segmentation.
            sentence: One of its sentences.
            named: Tokens inside names and datelines, which are no triggers (``صحيفة عين اليوم``, ``علي عبد الله صالح``).
        """
        tokens = segmentation.tokens
        found: list[Candidate] = []
        taken: set[int] = set()
        known, lookup = self._known, self._lexicon.lookup
        for at in range(sentence.first, sentence.last):
            token = tokens[at]
            clue = known(token.base, token.norm, token.proclitics)
            if clue is None or token.kind != "word" or at in taken or at in named:
                continue
            if clue.phrase:
                candidate = self._phrase(tokens, at, sentence, clue.phrase)
                if candidate is not None:
                    found.append(candidate)
                    taken.update(range(candidate.first, candidate.last))
                    continue
            word, extra, readings, role = clue.word, clue.extra, clue.readings, clue.light
            if (role is None and not readings) or token.text.removeprefix("و") in PARTICLES:
                continue
            if role is not None:
                candidate = self._light(tokens, at, sentence, role)
                if candidate is not None:
                    found.append(candidate)
                    taken.update(range(candidate.first, candidate.last))
                    taken.add(at)
                    continue
                if role != "object":
                    continue
            previous = found[-1] if found else None
            candidate = self._single(tokens, at, sentence, readings, extra, previous)
            if candidate is None and word[0] == "و" and not extra and len(word) > 2:  # ورد: و and ردّ
                candidate = self._single(tokens, at, sentence, lookup(word[1:]), "و", previous)
                candidate = candidate if candidate is not None and candidate.match >= 0 else None
            if candidate is not None:
                found.append(candidate)
        found.sort(key=lambda candidate: candidate.head)
        return found

    def _clue(self, base: str, norm: str, proclitics: tuple[str, ...]) -> Clue | None:
        """Return what the rules know of a word, None of most."""
        word, extra = base, ""
        readings = self._lexicon.lookup(word)
        if not readings:
            word, extra = self._unsplit(base, norm, proclitics)
            readings = self._lexicon.lookup(word) if word else ()
        light = None if "ل" in proclitics else self._lexicon.light.get(word) or self._lexicon.light.get(base)
        phrase = next((opener for opener in (word, base) if opener in self._phrase_heads), "")
        return Clue(word, extra, readings, light, phrase) if readings or light is not None or phrase else None

    def _unsplit(self, base: str, norm: str, proclitics: tuple[str, ...]) -> tuple[str, str]:
        """Return the word under a particle that segmentation left on, or kept off, and the particle."""
        if proclitics and self._lexicon.lookup(norm):
            return norm, "whole"
        if base[:1] in ("و", "ف") and len(base) > 3:
            return base[1:], base[0]
        if base[:2] in ("سي", "ست", "سن") and len(base) > 4:
            return base[1:], "س"
        return "", ""

    def _single(
        self,
        tokens: tuple[Token, ...],
        at: int,
        sentence: Sentence,
        readings: tuple[Reading, ...],
        extra: str,
        previous: Candidate | None,
    ) -> Candidate | None:
        token = tokens[at]
        attached = () if extra == "whole" else token.proclitics
        preposition = any(letter in "بلك" for letter in attached)
        marbuta = token.text.endswith("ة")
        barred = at > sentence.first and not token.proclitics and tokens[at - 1].base in BARRING
        start = token.span.start if extra == "whole" else token.base_start + (1 if extra in ("و", "ف") else 0)
        if "س" in attached:
            start -= 1
        options: list[tuple[tuple[int, int, int, int], Candidate]] = []
        context = ""
        for order, reading in enumerate(readings):
            if reading.kind == "finite":
                if preposition or barred or (marbuta and reading.pronoun == "ه"):
                    continue
                if ("س" in attached or extra == "س") and reading.tense != "present":
                    continue
                if at > sentence.first and self._supposed(tokens, at, sentence):
                    continue
                if reading.tense == "jussive" and not self._jussive(tokens, at, sentence):
                    continue
                if reading.person == "1s" and token.text[-len(token.base)] != "أ":
                    continue
            elif reading.kind == "participle":
                if preposition or (at > sentence.first and tokens[at - 1].base in self._words.prepositions):
                    continue
            else:
                context = context or self._noun_context(tokens, at, sentence, attached, previous)
                if not context or (marbuta and reading.pronoun == "ه"):
                    continue
            rule, match = self.resolve(tokens, at, sentence, reading.trigger)
            if (
                rule is None
                or (reading.kind == "noun" and not rule.noun and not rule.nouns)
                or (reading.kind == "participle" and not rule.participle)
            ):
                continue
            rank = (
                self._disagrees(tokens, at, sentence, reading) if match < 0 or abs(match - at) > CLOSE else 0,
                0 if match >= 0 else 2 if reading.trigger.weak else 1,
                1 if reading.person == "1s" or (reading.kind == "noun" and context not in ("content", "joined")) else 0,
                order,
            )
            options.append(
                (
                    rank,
                    Candidate(
                        at,
                        at + 1,
                        at,
                        reading.kind,
                        reading,
                        rule,
                        start,
                        reading.trigger.lemma,
                        match,
                        context if reading.kind == "noun" else "",
                    ),
                )
            )
        return min(options, key=lambda option: option[0])[1] if options else None

    def _supposed(self, tokens: tuple[Token, ...], at: int, sentence: Sentence) -> bool:
        """Say whether a verb is a supposition (``إذا لم يوافق``), a purpose (``لكي يقدم``) or a wish (``نسأل الله أن يوفق``)."""
        if tokens[at - 1].base == "ان" and any(
            tokens[back].base in self._words.wish for back in range(at - 2, max(sentence.first, at - 2 - WISHED) - 1, -1)
        ):
            return True
        for back in range(at - 1, max(sentence.first, at - 2) - 1, -1):
            base = tokens[back].base
            if base in self._words.conditional or (back == at - 1 and base in self._words.purpose):
                return True
            if base not in self._words.negation:
                return False
        return False

    def _jussive(self, tokens: tuple[Token, ...], at: int, sentence: Sentence) -> bool:
        return at > sentence.first and tokens[at - 1].base in ("لم", "لا", "لما", "لن", "ان", "حتي", "كي")

    def _disagrees(self, tokens: tuple[Token, ...], at: int, sentence: Sentence, reading: Reading) -> int:
        """Tell ``توقع`` of وقّع (feminine present) from that of توقّع (masculine past) by the next word's gender."""
        if at + 1 >= sentence.last:
            return 0
        follower = tokens[at + 1]
        feminine = follower.text.endswith("ة") or follower.text.endswith("ات")
        if reading.person == "ms" and reading.tense == "past" and feminine:
            return 1
        if reading.person == "fs" and not feminine and at > sentence.first and not tokens[at - 1].text.endswith("ة"):
            return 1
        return 0

    def _noun_context(
        self, tokens: tuple[Token, ...], at: int, sentence: Sentence, attached: tuple[str, ...], previous: Candidate | None
    ) -> str:
        """Say what makes a verbal noun an act.

        It is a headline's, or what an announcement or decision is about (``أعلن عن إطلاق``, ``قررت اللجنة إيقاف``), or joined to
        such an act or to that of a light verb (``تم ضبط المتهم وإحالته``), or the occasion of ``جاء ذلك خلال``.
        """
        words = self._words
        before = tokens[at - 1] if at > sentence.first else None
        if "ب" in attached or (before is not None and before.base in words.content_openers):
            for back in range(at - 1, max(sentence.first, at - CONTENT) - 1, -1):
                if tokens[back].base in words.content_heads or tokens[back].norm in words.content_heads:
                    return "content"
                if tokens[back].text in STOPS:
                    break
        if before is not None and before.base in OCCASIONS and at - 3 >= sentence.first:
            come = {tokens[back].base for back in range(at - 3, at - 1)}
            if come & {"جاء", "وجاء"} and come & {"ذلك", "هذا"}:
                return "occasion"
        joined = previous is not None and (previous.kind == "light" or previous.context in ("content", "decided", "joined"))
        if joined and previous is not None and "و" in attached and at - previous.head <= JOINED and not tokens[at].definite:
            return "joined"
        governed = any(letter in "بلك" for letter in attached) or (before is not None and before.base in words.prepositions)
        if governed:
            return ""
        if not attached and not tokens[at].definite and self._decided(tokens, at, sentence):
            return "decided"
        return "headline" if sentence.kind == "headline" else ""

    def _decided(self, tokens: tuple[Token, ...], at: int, sentence: Sentence) -> bool:
        """Say whether a verbal noun can be the object of a verb of deciding or announcing."""
        for back in range(at - 1, max(sentence.first, at - CONTENT) - 1, -1):
            base = tokens[back].base
            if base in self._words.deciders:
                return True
            if tokens[back].text in STOPS or base in RELATIVES or base in CLAUSES:
                return False
        return False

    def resolve(self, tokens: tuple[Token, ...], at: int, sentence: Sentence, trigger: Trigger) -> tuple[Rule | None, int]:
        """Return the rule that reads a trigger in its context, and the token that fulfilled its condition (or -1)."""
        best: tuple[int, int, Rule, int] | None = None
        for rule in trigger.conditioned:
            match, size = self._conditions[rule.name].match(tokens, at, sentence)
            if match >= 0 and (best is None or (abs(match - at), -size) < best[:2]):
                best = (abs(match - at), -size, rule, match)
        if best is not None:
            return best[2:]
        default = trigger.default
        if default is not None and default.unless and self._conditions[default.name].excluded(tokens, at, sentence):
            return None, -1
        return default, -1

    def _phrase(self, tokens: tuple[Token, ...], at: int, sentence: Sentence, word: str) -> Candidate | None:
        for phrase, rule in self._lexicon.phrases.items():
            if phrase[0] == word and phrase_at(tokens, at + 1, sentence.last, phrase[1:]):
                start = tokens[at].base_start + (len(tokens[at].base) > len(word))
                return Candidate(at, at + len(phrase), at, "phrase", None, rule, start, " ".join(phrase))
        return None

    def _light(self, tokens: tuple[Token, ...], at: int, sentence: Sentence, role: str) -> Candidate | None:
        """Return the act that a light verb and its verbal noun express."""
        start = tokens[at].base_start - (1 if "س" in tokens[at].proclitics else 0)
        governed = False
        for there in range(at + 1, min(sentence.last, at + 1 + LIGHT_WINDOW)):
            token = tokens[there]
            if token.kind == "mark":
                if token.text in STOPS and not abbreviates(tokens, there):
                    break
                continue
            if token.base in RELATIVES or token.base in CLAUSES or token.base in REPORTING or token.base in RESUMPTIVE:
                break
            opener = {"with_b": "ب", "with_min": "من"}.get(role, "")
            if opener == "ب":
                if "ب" not in token.proclitics:
                    continue
            elif opener == "من":
                if tokens[there - 1].base != "من":
                    continue
            elif token.base in self._words.prepositions:
                governed = True
                continue
            elif any(letter in "بلكوف" for letter in token.proclitics) or token.base in self._words.adverbs or governed:
                governed = False
                continue
            if role == "object" and token.base.startswith("ال"):
                continue
            adjacent = there == at + 1
            for reading in self._lexicon.lookup(token.base):
                if reading.kind != "noun":
                    continue
                rule, match = self.resolve(tokens, there, sentence, reading.trigger)
                if rule is None:
                    rule, match = self._other, -1
                first = at if adjacent else there
                lemma = reading.trigger.lemma
                return Candidate(
                    first, there + 1, there, "light", reading, rule, start if adjacent else token.base_start, lemma, match, "light", at
                )
            unknown = token.kind == "word" and len(token.base) > 3 and not token.definite and not self._lexicon.lookup(token.base)
            if role == "done" and unknown:
                first = at if adjacent else there
                return Candidate(
                    first,
                    there + 1,
                    there,
                    "light",
                    None,
                    self._other,
                    start if adjacent else token.base_start,
                    token.base,
                    -1,
                    "light",
                    at,
                )
        return None
