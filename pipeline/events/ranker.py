"""The learned ranker of actors: a linear model with named weights, over the features of ``evidence.py``."""

from math import exp

from pipeline.core.errors import ModelError
from pipeline.events.evidence import identity
from pipeline.events.options import Option
from pipeline.resources.store import ModelStore

FILE = "rules/actors.tsv"
"""The shipped weights, inside the models folder; made by ``pipeline/training/actors.py`` from the composed corpus."""


OVERRULE = 0.6
"""Least probability at which another actor replaces the one that the rules take; at it fresh articles score best."""


class Ranker:
    """Chooses among options by the sum of their weights; without weights it leaves every choice to the rules."""

    def __init__(self, weights: dict[str, float]) -> None:
        """Build a ranker from weights by feature."""
        self._weights = weights

    @classmethod
    def from_models(cls, models: ModelStore) -> "Ranker":
        """Read the shipped weights.

        Raises:
            ModelError: A line is not a feature and a number.
        """
        weights: dict[str, float] = {}
        for number, line in enumerate(models.path(FILE).read_text(encoding="utf-8").splitlines(), 1):
            feature, _, value = line.partition("\t")
            try:
                weights[feature] = float(value)
            except ValueError:
                raise ModelError(f"{FILE}, line {number}: {value!r} is no weight; expected a feature, a tab and a number") from None
        return cls(weights)

    def score(self, features: list[str]) -> float:
        """Return the sum of the weights of features."""
        return sum(filter(None, map(self._weights.get, features)))

    def __call__(self, options: list[Option]) -> Option | None:
        """Return the best way to name the likeliest actor, or what the rules took unless another is much likelier.

        What several options give to one participant counts together. None where there are no weights.
        """
        if not self._weights:
            return None
        scores = [self.score(option.features) for option in options]
        top = max(scores)
        shares: dict[tuple[str, str], float] = {}
        best: dict[tuple[str, str], int] = {}
        ruled: tuple[str, str] | None = None
        for number, (option, score) in enumerate(zip(options, scores, strict=True)):
            who = identity(option.actors[0]) if option.actors else ("", "")
            shares[who] = shares.get(who, 0.0) + exp(score - top)
            if who not in best or score > scores[best[who]]:
                best[who] = number
            if option.ruled:
                ruled = who
        likeliest = max(shares, key=lambda who: shares[who])
        if ruled is not None and shares[likeliest] < OVERRULE * sum(shares.values()):
            likeliest = ruled
        return options[best[likeliest]]
