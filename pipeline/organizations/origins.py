"""The article's own country: where the ministries and police that it names without a country are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.core.annotations import OrganizationMention, PlaceMention, Segmentation
from pipeline.normalize.normalizer import key

DATELINE, OUTLET, PLACE, ADJECTIVE = 6, 3, 2, 1
"""Votes of a place in a dateline, of the outlet that a dateline names, of a place and of a nationality adjective."""


DUBAI = ("us-cnn",)
"""Outlets whose datelines name their own desk, wherever the news is from (``دبي، الإمارات العربية المتحدة (CNN)``)."""


class Origins:
    """Finds the country of an article."""

    def __init__(self, nationalities: Mapping[str, str]) -> None:
        self._nationalities = nationalities

    def home(
        self, segmentation: Segmentation, keys: Sequence[str], places: Sequence[PlaceMention], outlets: Sequence[OrganizationMention]
    ) -> str:
        """Return the country that most votes are for, the earlier named of two, or empty.

        Args:
            segmentation: The document's sentences and datelines.
            keys: Folded tokens without their particles.
            places: Its places.
            outlets: The news agencies and newspapers of its datelines.
        """
        votes: Counter[str] = Counter()
        desk = any(outlet.in_dateline and outlet.lexicon_id in DUBAI for outlet in outlets)
        for place in places:
            inside = any(first <= place.first < last for first, last in segmentation.datelines)
            if not (inside and desk):
                votes[place.country] += DATELINE if inside else PLACE
        for outlet in outlets:
            if outlet.in_dateline and not desk:
                votes[outlet.country] += OUTLET
        nationalities = self._nationalities
        for word in keys:
            if word in nationalities:
                votes[nationalities[word]] += ADJECTIVE
        del votes[""]
        return votes.most_common(1)[0][0] if votes else ""

    def told(self, mentions: Sequence[OrganizationMention], home: str) -> Sequence[OrganizationMention]:
        """Return mentions in the country that the same text gives the same name elsewhere (``الغرفة المصرية``, then ``الغرفة``).

        A ministry that stands before it without a country stays the article's own one, as all states have it.
        """
        nations: dict[tuple[str, ...], list[OrganizationMention]] = {}
        for mention in mentions:
            words = key(mention.name).split()
            if len(words) > 2 and mention.form == "name" and words[-1] in self._nationalities and mention.country:
                nations.setdefault(tuple(words[:-1]), []).append(mention)
        if not nations:
            return mentions
        result = []
        for mention in mentions:
            full = nations.get(tuple(key(mention.name).split()), []) if mention.form == "name" else []
            early = bool(full) and mention.first < full[0].first
            own = mention.type == "ministry" and mention.country == home != "" and early
            if len({other.country for other in full}) == 1 and mention.country != full[0].country and not own:
                told = full[0]
                mention = replace(mention, country=told.country, lexicon_id=told.lexicon_id, wikidata=told.wikidata, parent=told.parent)
            result.append(mention)
        return result
