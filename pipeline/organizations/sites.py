"""Bodies that are first of all places: an airport where somebody lands is none, one whose director speaks is."""

from collections.abc import Sequence

from pipeline.core.annotations import OrganizationMention, Token

SITES = ("مطار ", "سجن ", "ميناء ", "فندق ", "معتمدية ")
"""First words of the names of such bodies."""

WHERE = frozenset(
    ["في", "الي", "من", "نحو", "عبر", "قرب", "علي", "صوب", "باتجاه", "محيط", "داخل", "خارج", "غادر", "مدرج", "صالات", "صاله", "رحلات"]
)
"""Words, folded, before a place."""

SPEAKERS = frozenset(["مصدر", "مصادر", "مسوول", "مسوولون", "مسوولين", "عاملون", "عاملين", "موظفون", "موظفين", "مدير", "رييس"])
"""Words, folded, that with ``في`` make it the body that somebody works for."""


def without_sites(mentions: Sequence[OrganizationMention], tokens: Sequence[Token]) -> list[OrganizationMention]:
    """Drop the sites that a document only names as the place of something.

    Args:
        mentions: The document's mentions.
        tokens: Its tokens.

    Returns:
        The mentions without those of a site that nothing in the document says something of as a body.
    """
    acting: dict[str, bool] = {}
    for mention in mentions:
        if mention.name.startswith(SITES):
            acting[mention.name] = acting.get(mention.name, False) or not _where(mention, tokens)
    if not acting:
        return list(mentions)
    return [mention for mention in mentions if acting.get(mention.name, True)]


def _where(mention: OrganizationMention, tokens: Sequence[Token]) -> bool:
    """Say whether the words before a site make it the place of something."""
    first = mention.first
    if "ب" in tokens[first].proclitics:
        return True
    before = tokens[first - 1] if first else None
    if before is None or before.base not in WHERE:
        return False
    return first < 2 or tokens[first - 2].base not in SPEAKERS
