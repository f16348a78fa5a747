"""Titles that lean on what the article said before: ``نظيره الفرنسي``, ``نائبه``, ``أمير المنطقة``."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.officials.context import Context, Title, bare
from pipeline.officials.titles import TitleLexicon

PLACED = frozenset({"governor", "mayor"})
"""Roles whose organization is a province or city."""
COUNTERPARTS = frozenset({"minister", "head_of_state", "head_of_government", "commander", "chair", "deputy_minister", "director"})
"""Roles whose holders have counterparts abroad."""


class Memory:
    """Remembers the titles of one document and completes those that leave something to the context."""

    def __init__(self, context: Context, lexicon: TitleLexicon, regions: Sequence[tuple[int, str, str]]) -> None:
        """Begin a document.

        Args:
            context: The document.
            lexicon: The titles.
            regions: First token, noun (``منطقه``) and full name of every province the document names, in order.
        """
        self._context = context
        self._lexicon = lexicon
        self._regions = regions
        self._titles: list[Title] = []

    def complete(self, title: Title) -> Title:
        """Return a title with what the context gives it, and remember it."""
        if title.counterpart:
            title = self._counterpart(title)
        elif title.pronoun and not title.organization:
            title = self._of_pronoun(title)
        elif title.own and not title.organization and title.role in PLACED:
            title = self._of_province(title)
        self._titles.append(title)
        return title

    def _counterpart(self, title: Title) -> Title:
        """Give ``نظيره الفرنسي`` the office of the title before it, in the country named."""
        before = next((other for other in reversed(self._titles) if other.role in COUNTERPARTS and not other.counterpart), None)
        if before is None or not title.organization:
            return replace(title, complete=False, own=False)
        if before.role == "minister" and before.kind != "ministry":
            before = next((other for other in reversed(self._titles) if other.kind == "ministry" and other.role == "minister"), before)
        text = self._text(before)
        role, organization, kind = before.role, title.organization, "place"
        if before.kind == "ministry":
            words = before.organization.split()
            if len(words) > 2 and before.country and words[-1].endswith("ية") and words[-1] != words[1]:
                words = words[:-1] if self._national(words[-1], before) else words
            adjective = self._context.tokens[title.last - 1].text
            organization = " ".join([*words, adjective if adjective.endswith("ة") else f"{adjective}ة"])
            kind = "ministry"
        elif before.kind != "place":
            organization = before.organization
            kind = before.kind
        feminine = title.gender == "f" and not text.endswith("ة")
        return replace(
            title, text=f"{text}ة" if feminine and " " not in text else text, role=role, organization=organization, kind=kind, complete=True
        )

    def _national(self, word: str, title: Title) -> bool:
        """Say whether the last word of a ministry's name is a nationality that its title had as a word of its own."""
        last = self._context.tokens[title.last - 1].text
        return last.rstrip("ة") == word.rstrip("ة") and title.organization_span is not None

    def _of_pronoun(self, title: Title) -> Title:
        """Give ``رئيسها`` its noun back, and ``نائبه`` the organization and role of the title before it."""
        token = self._context.tokens[title.first]
        stem = bare(token)[: -len(title.pronoun)]
        if title.gender == "f" and stem.endswith("ت"):
            stem = f"{stem[:-1]}ة"
        rest = [self._context.tokens[index].text for index in title.words[1:]]
        title = replace(title, text=" ".join([stem, *rest]))
        table = self._lexicon.deputies.get(title.lemma)
        if table is None or title.organization:
            return title
        before = next((other for other in reversed(self._titles) if other.organization and not other.pronoun), None)
        if before is None or title.first - before.last > 60:
            return title
        return replace(
            title,
            role=table.get(before.role, "other"),
            organization=before.organization,
            kind=before.kind,
            organization_span=before.organization_span,
            country=before.country,
            own=False,
        )

    def _of_province(self, title: Title) -> Title:
        """Give ``أمير المنطقة`` and ``المحافظ`` their province: a governor's before, else the nearest province named."""
        before = next((other for other in reversed(self._titles) if other.role == "governor" and other.organization), None)
        noun = self._context.keys[title.last - 1].removeprefix("ال") if title.last - title.first > 1 else ""
        if before is not None and (title.role == "governor" or not noun):
            return replace(title, organization=before.organization, kind="place", country=before.country, organization_span=None)
        if title.role == "mayor" and not noun:
            return title
        fitting = [region for region in self._regions if not noun or region[1] == noun]
        if not fitting:
            return title
        counts = Counter(name for _, _, name in fitting)
        name = max(counts, key=lambda known: (counts[known], -next(first for first, _, other in fitting if other == known)))
        return replace(title, organization=name, kind="place", country=self._context.country, organization_span=None)

    def _text(self, title: Title) -> str:
        """Return the words of a title as its position has them."""
        if title.text:
            return title.text
        words = [bare(self._context.tokens[title.words[0]]), *(self._context.tokens[index].text for index in title.words[1:])]
        return " ".join(words)


def regions_of(context: Context, units: frozenset[str]) -> list[tuple[int, str, str]]:
    """Return the provinces that a document names: ``منطقة الباحة``, ``محافظة جدة``, ``ولاية صفاقس``.

    Args:
        context: The document.
        units: Folded nouns of provinces.
    """
    found: list[tuple[int, str, str]] = []
    tokens = context.tokens
    for index in range(len(tokens) - 1):
        base = tokens[index].base
        if base not in units:
            continue
        listed = context.places.get(index)
        following = context.places.get(index + 1)
        if listed is not None and listed.last > index + 1:
            last = listed.last
        elif following is not None:
            last = following.last
        elif tokens[index + 1].norm.startswith("ال") and (mention := context.inside.get(index)) is not None:
            last = mention.last if mention.last - index <= 4 else index + 2
        else:
            continue
        name = " ".join([bare(tokens[index]), *(token.text for token in tokens[index + 1 : last])])
        found.append((index, base, name))
    return found
