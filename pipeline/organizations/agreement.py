"""Which mentions the named-entity backend must agree to."""

from collections.abc import Set as AbstractSet

from pipeline.core.annotations import OrganizationMention
from pipeline.normalize.normalizer import key
from pipeline.organizations.lexicon import Words, bare

VAGUE_HEADS = frozenset(["مركز", "دائرة", "بنك", "محكمة", "مدرسة"])
"""Heads that with one noun are a name only where that is a field of work, or where the named-entity backend agrees."""

WORK = frozenset(
    [
        *("التدريب", "العمليات", "المقابلات", "المعلومات", "الاتصالات", "الاتصال", "الابحاث", "البحوث", "الدراسات", "الخدمات", "الطواري"),
        *("التميز", "الابداع", "الابتكار", "الاسعاف", "التاهيل", "التوحد", "الموتمرات", "المعارض", "الاوقاف", "الجمارك", "الاستيناف"),
        *("النقض", "التمييز", "الجنايات", "التعقيب", "التنفيذ", "الاسره", "الافلاس", "الجنح", "القيم", "العدل"),
    ]
)
"""Fields of work that complete such a head."""


def agreed(mention: OrganizationMention, tagged: AbstractSet[int], words: Words) -> bool:
    """Say whether a mention needs no agreement of the named-entity backend, or has it.

    An unknown word behind a head (``شركة سونلغاز``, against ``مدرسة متفردة``) is a name only where the backend sees one as well.
    """
    unsure = mention.found_by.endswith(":name") or mention.name.startswith("محطة ") or _vague(mention, words)
    if not mention.name.isascii() and any(letter.isascii() and letter.isalpha() for letter in mention.name):
        return True  # Latin words right behind a head
    return not unsure or not tagged.isdisjoint(range(mention.first, mention.last))


def _vague(mention: OrganizationMention, known: Words) -> bool:
    """Say whether a head that means a place or a circle as well has a single noun behind it that is no field of work."""
    words = mention.name.split()
    if len(words) != 2 or words[0] not in VAGUE_HEADS or not mention.found_by.endswith(":noun"):
        return False
    word = key(words[1])
    return word not in known.portfolios and bare(word) not in known.fields and word not in WORK
