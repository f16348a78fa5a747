"""Offices that the text puts into a verb or a noun: ``اللجنة التي يرأسها فلان``, ``استقالة فلان من رئاسة النادي``."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.normalize.normalizer import key
from pipeline.officials.context import Context, Title
from pipeline.officials.ministries import Ministries
from pipeline.officials.parser import TitleParser
from pipeline.officials.persons import Name

RELATIVES = frozenset({"الذي", "التي", "والتي", "والذي"})
"""Pronouns between an organization and the verb of who leads it, folded."""
BETWEEN = frozenset({"من", "منصب", "مهام", "مهمه", "بمنصب", "حقيبه"})
"""Words between a name and the noun of an office, folded."""
CIVIL = frozenset({"party", "union", "ngo", "committee", "company", "council", "academic", "media"})
"""Types of organizations that a chair leads, not a commander (``حزب المبادرة الذي يقوده فلان``)."""
REACH = 5
"""Most tokens between a verb of taking or leaving an office and the name or the office."""


class LedReader:
    """Reads who leads an organization where no title stands."""

    def __init__(self, parser: TitleParser, ministries: Ministries) -> None:
        """Build a reader over the parser, whose lexicon has the words."""
        self._parser = parser
        self._lexicon = parser.lexicon
        self._words = frozenset({*self._lexicon.led_by, *self._lexicon.leads, *self._lexicon.offices})
        self._ministries = ministries

    def read(self, context: Context, first: int, last: int, names: Sequence[Name]) -> list[tuple[Title, int]]:
        """Return titles with the index of their holder in ``names``.

        Args:
            context: The document.
            first: First token of the sentence.
            last: Past its last token.
            names: The sentence's names, in order.
        """
        if not names:
            return []
        starts = {name.start: number for number, name in enumerate(names)}
        ends = {name.last: number for number, name in enumerate(names)}
        found: list[tuple[Title, int]] = []
        for index in range(first, last):
            token = context.tokens[index]
            if token.base not in self._words:
                continue
            pair: tuple[Title, int] | None = None
            if token.base in self._lexicon.led_by:
                pair = self._led(context, index, first, last, starts)
            elif token.base in self._lexicon.leads:
                pair = self._leads(context, index, first, last, starts, ends)
            elif token.base in self._lexicon.offices:
                pair = self._office(context, index, first, last, names)
            if pair is not None:
                found.append(pair)
        return found

    def _led(self, context: Context, index: int, first: int, last: int, starts: dict[int, int]) -> tuple[Title, int] | None:
        """Read ``اللجنة التي يرأسها فلان`` and ``حزب الأمل بزعامة فلان``: an organization right before, a name right after."""
        tokens = context.tokens
        at = index + 1
        while at < last and at not in starts and (code := self._ministries.nation(context.keys, at, last)) is not None:
            at = code[1]
        holder = starts.get(at)
        if holder is None or tokens[at].proclitics:
            return None
        end = index
        verbal = tokens[index].norm[0] != "ب"
        if verbal:
            if tokens[end - 1].norm not in RELATIVES:
                return None
            end -= 1
        end -= end > first and tokens[end - 1].text in "،,"
        return self._made(context, end - 1, index, self._lexicon.led_by[tokens[index].base], holder, first, verbal=verbal)

    def _made(
        self, context: Context, inside: int, at: int, noun: str, holder: int, first: int, *, verbal: bool
    ) -> tuple[Title, int] | None:
        """Make the title of the leader of the organization that has the token ``inside``, its words at the token ``at``."""
        mention = context.inside.get(inside)
        if mention is None or mention.first < first or mention.last != inside + 1:
            return None
        if not verbal and mention.first > first and context.tokens[mention.first - 1].base in self._lexicon.gatherings:
            return None
        if mention.type == "ministry":
            noun = "وزير"
        elif noun == "قائد" and mention.type in CIVIL:
            noun = "رئيس"
        form = self._lexicon.forms[key(noun)][0]
        role = self._lexicon.role_at(form.head.lemma, form.head.role, key(mention.name), mention.type)
        title = Title(
            at,
            at + 1,
            (at,),
            role,
            form.head.lemma,
            organization=mention.name,
            kind=mention.type,
            organization_span=mention.span,
            country=mention.country,
            complete=True,
            text=form.head.name,
            rule="led",
        )
        return title, holder

    def _leads(
        self, context: Context, index: int, first: int, last: int, starts: dict[int, int], ends: dict[int, int]
    ) -> tuple[Title, int] | None:
        """Read ``يرأس فلان لجنة التحكيم`` and ``فلان الذي يرأس لجنة التحكيم``."""
        at = index + 1
        if (holder := starts.get(at)) is not None:
            at = next(end for end, number in ends.items() if number == holder)
        else:
            before = index - 1
            before -= before > first and context.tokens[before].norm in RELATIVES
            before -= before > first and context.tokens[before].text in "،,"
            holder = ends.get(before + 1)
        mention = context.organizations.get(at)
        if holder is None or mention is None or mention.last > last or context.tokens[at].proclitics:
            return None
        return self._made(context, mention.last - 1, index, self._lexicon.leads[context.tokens[index].base], holder, first, verbal=True)

    def _office(self, context: Context, index: int, first: int, last: int, names: Sequence[Name]) -> tuple[Title, int] | None:
        """Read ``تولى فلان رئاسة اللجنة``, ``استقالة فلان من رئاسة اللجنة``, ``فلان الذي تولى وزارة المالية``."""
        tokens = context.tokens
        holder = next((number for number in range(len(names) - 1, -1, -1) if names[number].last <= index), None)
        if holder is None or tokens[index].proclitics:
            return None
        name = names[holder]
        between = [token for token in tokens[name.last : index] if token.text not in "،,"]
        verbs = [token for token in between if token.base in self._lexicon.assumes]
        rest = [token for token in between if token.base not in self._lexicon.assumes and token.norm not in RELATIVES]
        before = tokens[max(first, name.start - REACH) : name.start]
        if len(between) > REACH or any(token.norm not in BETWEEN for token in rest):
            return None
        if not verbs and not any(token.base in self._lexicon.assumes for token in before):
            return None
        noun = self._lexicon.offices[tokens[index].base]
        title = self._parser.parse(context, index, last, first=key(noun))
        if title is None or not title.organization:
            mention = context.organizations.get(index)  # the ministry itself (``تولى وزارة المالية``)
            if mention is None or mention.type != "ministry":
                return None
            return self._made(context, mention.last - 1, index, noun, holder, first, verbal=True)
        text = " ".join([noun, *(tokens[word].text for word in title.words if word > index)])
        return replace(title, text=text, complete=True, rule="office"), holder


def unheld(pairs: Sequence[tuple[Title, int]], led: Sequence[tuple[Title, int]]) -> list[tuple[Title, int]]:
    """Return the readings of led organizations that no title of the same name and organization says already."""
    known = {(holder, title.role, title.organization) for title, holder in pairs}
    return [(title, holder) for title, holder in led if (holder, title.role, title.organization) not in known]
