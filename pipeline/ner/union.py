"""Several backends as one: what the first says stands, what the others add fills the rest."""

from pipeline.core.annotations import NerSpan, Segmentation
from pipeline.ner.backend import NerBackend
from pipeline.ner.labels import ACTION, TITLE

AGREED = 0.5
"""Share of the remaining doubt that a second backend's agreement on a span takes away."""


def layer_of(label: str) -> str:
    """Return the layer of a label: spans of one layer never overlap in a union; titles and triggers may hold names."""
    if label == TITLE:
        return "title"
    return "action" if label.startswith(ACTION) else "entity"


def unite(groups: tuple[tuple[NerSpan, ...], ...]) -> tuple[NerSpan, ...]:
    """Unite the spans of several backends.

    The policy: backends are asked in order. A span of a later backend is added where it overlaps no span of its layer that
    stands already (layers: persons, organizations and places; titles; triggers). The same stretch with the same label again
    raises the score of the span that stands. Everything else of the later backend is dropped.

    Args:
        groups: One backend's spans each, most trusted first.

    Returns:
        The united spans, in the order of the text.
    """
    standing: list[NerSpan] = []
    owner: dict[tuple[str, int], int] = {}
    for group in groups:
        added: list[NerSpan] = []
        for span in group:
            layer = layer_of(span.label)
            holders = {owner[layer, token] for token in range(span.first, span.last) if (layer, token) in owner}
            if not holders:
                added.append(span)
            elif len(holders) == 1:
                number = holders.pop()
                held = standing[number]
                if (held.first, held.last, held.label) == (span.first, span.last, span.label):
                    score = round(held.score + (1 - held.score) * AGREED * span.score, 4)
                    standing[number] = NerSpan(held.first, held.last, held.label, score, held.found_by)
        for span in added:
            for token in range(span.first, span.last):
                owner[layer_of(span.label), token] = len(standing)
            standing.append(span)
    return tuple(sorted(standing, key=lambda span: (span.first, -span.last, span.label)))


class UnionBackend:
    """Unites backends by the policy of :func:`unite`."""

    def __init__(self, backends: tuple[NerBackend, ...], name: str) -> None:
        """Build a union.

        Args:
            backends: Its members, most trusted first.
            name: Its name on the command line.
        """
        self.name = name
        self.backends = backends

    def recognize(self, segmentation: Segmentation) -> tuple[NerSpan, ...]:
        """Return the united spans, in the order of the text."""
        return unite(tuple(backend.recognize(segmentation) for backend in self.backends))
