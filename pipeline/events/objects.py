"""What was done: the reported clause, or the first phrase after the trigger that is neither its actor nor a time or place."""

from collections.abc import Mapping
from functools import lru_cache

from pipeline.core.annotations import Argument, Token
from pipeline.core.text import Span
from pipeline.events.candidates import Candidate
from pipeline.events.circumstances import CLAUSE_LIMIT, OPENERS
from pipeline.events.clausewords import CLAUSES, RELATIVES, REPORTING, SAYING
from pipeline.events.words import Words
from pipeline.normalize.normalizer import key

OBJECT_LIMIT = 14
"""Most tokens of an object."""

TITLE_LIMIT = 5
"""How many tokens after its preposition a target may begin, its title between."""

ENDS = frozenset(".؟?!؛،,:")
"""Marks that end an object."""

PREPOSITIONS = frozenset({"في", "علي", "عن", "الي", "من"})
"""Prepositions (folded) before an object that are no part of it (``شارك في الاجتماع``)."""

TEMPORAL = frozenset({"في", "منذ", "خلال", "حتي", "من", "مع", "قبل", "بعد"})
"""Prepositions (folded) that open a circumstance where a time follows."""

DANGLING = frozenset({"في", "من", "علي", "عن", "الي", "مع", "بين", "او", "حتي", "الا", "ثم", "ضد", "نحو", "لدي", "كل"})
"""Words (folded) with which no object ends."""

PRONOMINAL = frozenset(
    {
        *("به", "بها", "بهم", "بهما", "له", "لها", "لهم", "لهما", "لنا", "لي", "فيه", "فيها", "فيهم", "فيهما", "عليه", "عليها", "عليهم"),
        *("عليهما", "اليه", "اليها", "اليهم", "اليهما", "منه", "منها", "منهم", "عنه", "عنها", "عنهم", "معه", "معها", "معهم", "لديه"),
        *("لديها", "لديهم", "خلاله", "خلالها", "بينهم", "بينهما", "ضده", "ضدها", "ضدهم"),
    }
)
"""Prepositions with a pronoun (folded), which say nothing of what was done."""

CLOSERS = frozenset(
    {
        *("خلال", "بحضور", "حيث", "وذلك", "بعد", "قبل", "فيما", "بينما", "عقب", "اثر", "بهدف", "امس", "اليوم", "برياسه", "بمشاركه", "منذ"),
        *(
            "بمناسبه",
            "بسبب",
            "نتيجه",
            "بالتعاون",
            "بالتنسيق",
            "بالشراكه",
            "بغرض",
            "بغيه",
            "تزامنا",
            "عبر",
            "رغم",
            "برعايه",
            "قايلا",
            "فيها",
            "فيه",
        ),
    }
)
"""Words (folded, with what is attached) at which the circumstances of an act begin."""

PLACING = frozenset({"في", "داخل", "خارج"})
"""Prepositions (folded) after which a place is where something is done."""

SET = frozenset({"لسان", "الاقل", "الاكثر", "الاطلاق", "الارجح", "الفور", "التوالي", "ابدا"})
"""Words (folded) of set phrases that are no object (``على الأقل``, ``على لسان``)."""

SITES = frozenset(
    {
        *("مقر", "مقره", "مقرها", "مقرهم", "مبني", "ديوان", "قصر", "قاعه", "مكتب", "مكتبه", "مكتبها", "مدينه", "محافظه", "محافظتي"),
        *("منطقه", "فندق", "مطار", "ميناء", "مركز", "مسرح", "ساحه", "ميدان", "ملعب", "استاد", "العاصمه", "ولايه", "اماره", "قريه"),
        *("بلده", "مخيم", "حي", "جامعه", "ختام", "بدايه", "نهايه", "مستهل", "اعقاب", "وقت"),
    }
)
"""Nouns (folded) that after في or attached ب say where or when something is done."""

DEMANDS = frozenset({"يجب", "ينبغي", "يمكن", "شرط", "دون", "قبل", "بعد", "الا", "يريد", "يريدون", "علي"})
"""Words (folded) after which أن opens no reported clause."""

SENDING = frozenset({"احال", "سلم", "ارسل", "نقل", "احاله", "تسليم", "ارسال"})
"""Lemmas (folded) of handing on: after إلى stands who gets it."""

SAID = "قال"
"""Lemma (folded) that has no object but what was said."""


def object_of(
    candidate: Candidate,
    type_: str,
    tokens: tuple[Token, ...],
    stop: int,
    following: int,
    words: Words,
    actors: tuple[Argument, ...],
    partners: tuple[Argument, ...],
    dated: frozenset[int],
    placed: Mapping[int, int],
) -> Span | None:
    """Return what was done, as a span, or None.

    Args:
        candidate: The trigger.
        type_: Its action type.
        tokens: The document's tokens.
        stop: The token at which its clause ends.
        following: The token at which the next action stands, before which a reported clause must open.
        words: Small words.
        actors: Its actors.
        partners: Its targets.
        dated: Tokens inside temporal expressions.
        placed: Where names of places end, by the token at which they begin.
    """
    taken = [argument.span for argument in actors if argument.span is not None]
    at = candidate.last
    if type_ in SAYING:
        at = next((at for at in range(at, min(stop, following)) if tokens[at].base in REPORTING and tokens[at - 1].base not in DEMANDS), at)
    while at < stop:
        past = _place(tokens, at, stop, placed)
        if past > at:
            at = past
        elif (
            any(span.overlaps(tokens[at].span) for span in taken)
            or at in dated
            or tokens[at].base in words.honorifics
            or tokens[at].base in words.adverbs
            or tokens[at].base in PRONOMINAL
            or (at + 1 < stop and at + 1 in dated and (tokens[at].base in TEMPORAL or tokens[at].text == "،"))
            or (tokens[at].text == "،" and at - 1 in dated and at - 1 >= candidate.last)
        ):
            at += 1
        else:
            break
    if at < stop and tokens[at].base in REPORTING:
        start = at + (tokens[at].base in ("ان", "بان"))
        return _trimmed(tokens, start, _end(tokens, start, min(stop, start + CLAUSE_LIMIT)))
    if candidate.lemma == SAID:
        return None
    inside = False
    sends = _sends(candidate.lemma)
    if at < stop and tokens[at].base in PREPOSITIONS and not (sends and tokens[at].base == "الي"):
        inside = tokens[at].base == "في"
        at += 1
    if at >= stop or _closes(tokens[at]) or tokens[at].base in RELATIVES or tokens[at].base in DANGLING or tokens[at].base in SET:
        return None
    if (inside or "ب" in tokens[at].proclitics) and (tokens[at].base in SITES or at in placed):
        return None
    end = _end(tokens, at, min(stop, at + OBJECT_LIMIT))
    receivers = [argument.span for argument in partners if argument.span is not None] if candidate.rule.target else []
    for there in range(at + 1, end):
        token = tokens[there]
        if (
            _closes(token)
            or token.base in RELATIVES
            or token.base in REPORTING
            or token.base in CLAUSES
            or (token.base in TEMPORAL and there + 1 in dated)
            or (token.base in ("هذا", "هذه", "يوم", "مساء", "صباح") and there in dated)
            or (token.base == "من" and there + 1 < len(tokens) and tokens[there + 1].norm in ("قبل", "جانب", "طرف"))
            or (token.base == "الي" and (sends or any(_opens(tokens, there, span) for span in receivers)))
        ):
            return _trimmed(tokens, at, there)
    return _trimmed(tokens, at, end)


def _place(tokens: tuple[Token, ...], at: int, stop: int, placed: Mapping[int, int]) -> int:
    """Return the token past the places, or the site with its pronoun, that say where (``في مكتبه``, ``في الكويت وتونس``); or the same."""
    if at + 1 >= stop or tokens[at].base not in PLACING:
        return at
    site = tokens[at + 1].base
    if at + 1 not in placed:
        return at + 2 if site in SITES and site.endswith(("به", "ره", "ها", "هم")) else at
    at = placed[at + 1]
    while at < stop and at in placed and "و" in tokens[at].proclitics:
        at = placed[at]
    return at


@lru_cache(maxsize=1 << 12)
def _sends(lemma: str) -> bool:
    """Say whether a lemma is of handing on."""
    return key(lemma) in SENDING


def _closes(token: Token) -> bool:
    """Say whether the circumstances of an act begin at a token."""
    return token.norm in CLOSERS or token.base in CLOSERS


def _opens(tokens: tuple[Token, ...], at: int, span: Span) -> bool:
    """Say whether a target begins right after a preposition, at most a title between."""
    last = min(at + TITLE_LIMIT, len(tokens) - 1)
    return tokens[at].span.end <= span.start <= tokens[last].span.start


def _end(tokens: tuple[Token, ...], at: int, stop: int) -> int:
    """Return the token of the first mark that ends a phrase, or where it must stop."""
    return next((there for there in range(at, stop) if tokens[there].text in ENDS), stop)


def _trimmed(tokens: tuple[Token, ...], first: int, last: int) -> Span | None:
    """Return the span of tokens without function words at its end and quotation marks whose partner is outside."""
    closers = frozenset(OPENERS.values())
    while last > first:
        texts = [token.text for token in tokens[first:last]]
        if tokens[last - 1].base in DANGLING or tokens[last - 1].base in PRONOMINAL or texts[-1] in ("-", "–", "(", "[", "{"):
            last -= 1
        elif texts[0] in OPENERS and OPENERS[texts[0]] not in texts[1:]:
            first += 1
        elif (texts[-1] in closers or texts[-1] in OPENERS) and not any(OPENERS.get(text) == texts[-1] for text in texts[:-1]):
            last -= 1
        else:
            return Span(tokens[first].base_start, tokens[last - 1].span.end)
    return None
