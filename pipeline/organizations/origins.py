"""The article's own country: where the ministries and police that it names without a country are."""

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.core.annotations import OrganizationMention, PlaceMention, Segmentation

DATELINE, OUTLET, PLACE, ADJECTIVE = 6, 3, 2, 1
"""Votes of a place in a dateline, of the outlet that a dateline names, of a place and of a nationality adjective."""


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
        datelines = segmentation.datelines
        for place in places:
            inside = any(first <= place.first < last for first, last in datelines)
            votes[place.country] += DATELINE if inside else PLACE
        for outlet in outlets:
            if outlet.in_dateline:
                votes[outlet.country] += OUTLET
        nationalities = self._nationalities
        for key in keys:
            if key in nationalities:
                votes[nationalities[key]] += ADJECTIVE
        del votes[""]
        return votes.most_common(1)[0][0] if votes else ""
