"""What a rule asks of the words around its trigger: an object, a preposition, a reported clause, or none of some words."""

from dataclasses import dataclass
from functools import lru_cache

from pipeline.core.annotations import Sentence, Token
from pipeline.events.clausewords import CLAUSES, RELATIVES, RESUMPTIVE, STOPS
from pipeline.normalize.normalizer import key
from pipeline.resources.rules import Rule

WINDOW = 18
"""How many tokens after a trigger its object is looked for; a verb's subject with titles and name seldom has more than twelve."""

HEAD = 5
"""How many tokens before a relative pronoun or a verb with a pronoun the noun it belongs to is looked for."""

CLOSE = 4
"""How many tokens after a trigger a word that a rule excludes counts."""

QUOTES = frozenset('"“')
"""Marks that open direct speech only close to its verb; further on they are as often scare quotes."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule's condition, folded."""

    rule: Rule
    objects: frozenset[str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    clause: frozenset[str]
    unless: frozenset[str]

    @classmethod
    def of(cls, rule: Rule) -> "Condition":
        """Fold what a rule asks for."""
        objects = [tuple(key(word).split()) for word in rule.objects]
        phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
        for phrase in (*(tuple(key(words).split()) for words in rule.after), *(words for words in objects if len(words) > 1)):
            phrases[phrase[0]] = (*phrases.get(phrase[0], ()), phrase)
        return cls(
            rule,
            frozenset(words[0] for words in objects if len(words) == 1),
            phrases,
            frozenset(key(word) for word in rule.clause),
            frozenset(key(word) for word in rule.unless),
        )

    def match(self, tokens: tuple[Token, ...], at: int, sentence: Sentence) -> tuple[int, int]:
        """Return the token that fulfils the condition for a trigger, or -1, and how many words do."""
        stop = min(sentence.last, at + 1 + WINDOW)
        for there in range(at + 1, stop):
            token = tokens[there]
            if token.kind == "mark":
                if token.text in self.clause and (token.text not in QUOTES or there <= at + CLOSE):
                    return there, 1
                if token.text in STOPS and not abbreviates(tokens, there):
                    break
                continue
            if self.clause and (token.norm in self.clause or token.base in self.clause):
                return there, 1
            if self.phrases:
                for opener in (token.base, token.norm, *token.proclitics):
                    for phrase in self.phrases.get(opener, ()):
                        if phrase_at(tokens, there, stop, phrase):
                            return there, len(phrase)
            if self.objects and (token.norm in self.objects or not self.objects.isdisjoint(shapes(token.base))):
                return there, 1
            if token.base in RELATIVES and not self.clause:
                break
            if token.base in CLAUSES and there > at + 1 and not self.clause:
                break
        return (self._antecedent(tokens, at, sentence) if self.objects else -1), 1

    def _antecedent(self, tokens: tuple[Token, ...], at: int, sentence: Sentence) -> int:
        """Return the object that stands before its verb: in a relative clause (``الحملة التي أطلقتها``, ``تصريحات أدلى بها``)."""
        if at - 1 <= sentence.first:
            return -1
        after = tokens[at + 1].base if at + 1 < sentence.last else ""
        if tokens[at - 1].base in RELATIVES or tokens[at].base.endswith(("ها", "ه")) or after in RESUMPTIVE:
            reach = 2 + HEAD
        elif tokens[at - 1].kind == "word" and not tokens[at - 1].definite and not tokens[at].proclitics:
            reach = 1
        else:
            return -1
        for there in range(at - 1, max(sentence.first, at - reach) - 1, -1):
            if tokens[there].kind == "mark" and tokens[there].text in STOPS:
                return -1
            if not self.objects.isdisjoint(shapes(tokens[there].base)):
                return there
        return -1

    def excluded(self, tokens: tuple[Token, ...], at: int, sentence: Sentence) -> bool:
        """Say whether a word that the rule excludes follows close by."""
        stop = min(sentence.last, at + 1 + CLOSE)
        return not all(self.unless.isdisjoint(shapes(token.base)) for token in tokens[at + 1 : stop])


@lru_cache(maxsize=1 << 14)
def shapes(base: str) -> tuple[str, ...]:
    """Return a folded word as written and as it would stand in a list: without article, accusative alef or pronoun."""
    found = [base]
    if base.startswith("ال") and len(base) > 4:
        found.append(base[2:])
    elif base.endswith("ا") and len(base) > 3:
        found.append(base[:-1])
    elif base.endswith(("ها", "هم")) and len(base) > 4:
        found += (base[:-2], base[:-3] + "ه") if base[-3] == "ت" else (base[:-2],)
    elif base.endswith("ه") and len(base) > 3:
        found += (base[:-1], base[:-2] + "ه") if base[-2] == "ت" else (base[:-1],)
    return tuple(found)


def phrase_at(tokens: tuple[Token, ...], at: int, stop: int, phrase: tuple[str, ...]) -> bool:
    """Say whether a phrase begins at a token; a one-letter phrase is an attached preposition."""
    if len(phrase) == 1 and len(phrase[0]) == 1:
        return phrase[0] in tokens[at].proclitics
    if at + len(phrase) > stop:
        return False
    return all(tokens[at + step].base == word or tokens[at + step].norm == word for step, word in enumerate(phrase))


def abbreviates(tokens: tuple[Token, ...], mark: int) -> bool:
    """Say whether a full stop closes an abbreviation (``د.``)."""
    return tokens[mark].text == "." and len(tokens[mark - 1].base) == 1
