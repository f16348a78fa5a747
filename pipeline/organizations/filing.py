"""Under which form of its name a mention is filed: as written, in the nominative, or by the record's full name."""

from pipeline.normalize.normalizer import key
from pipeline.organizations.lexicon import NameEntry, bare

ACRONYMS = frozenset(["intergovernmental", "authority", "ngo", "media"])
"""Types whose single-word short names are acronyms; other short names are filed as written."""

AGENCIES = ("وكاله", "الوكاله")
"""First words of the full names of news agencies, folded."""


def nominative(name: str) -> str:
    """Return a lexicon name with its first word, a sound masculine plural, in the nominative (``الحوثيون``)."""
    first, _, rest = name.partition(" ")
    if first.endswith("يين") and first.startswith("ال"):
        first = first[:-2] + "ون"
    return f"{first} {rest}" if rest else first


def shortened(surface: str, entry: NameEntry) -> bool:
    """Say whether a surface is an acronym or a name without its head, for which the record's full name is filed.

    ``اليونيسف`` is ``منظمة الأمم المتحدة للطفولة``, ``الصحة العالمية`` is ``منظمة الصحة العالمية``; a brand that its full name contains
    (``رويترز`` in ``وكالة رويترز``) is left as written.
    """
    if entry.listed or not entry.id:
        return False
    words, full = key(surface).split(), key(entry.name).split()
    if len(words) == 1:
        if entry.type == "media" and (len(full) < 3 or full[0] not in AGENCIES):
            return False  # a channel or newspaper, or another spelling of an agency's name
        return len(full) > 1 and bare(words[0]) not in {bare(word) for word in full} and entry.type in ACRONYMS
    return entry.type in ("intergovernmental", "ministry") and full[1:] == words
