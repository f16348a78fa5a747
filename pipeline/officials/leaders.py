"""Which country a president known by name heads, where the article does not say it."""

from dataclasses import dataclass

from pipeline.core.errors import ModelError
from pipeline.normalize.normalizer import key
from pipeline.resources.gazetteers import countries
from pipeline.resources.store import ModelStore

FILE = "lexicons/leaders.yaml"
MOST = 4
"""Most words of a leader's name in the file."""


@dataclass(frozen=True, slots=True)
class Leaders:
    """Heads of state: ISO code and name of the country by the folded last words of the name."""

    by_name: dict[str, tuple[str, str]]

    @classmethod
    def from_models(cls, models: ModelStore) -> "Leaders":
        """Read the file.

        Raises:
            ModelError: A country is unknown, or a name stands under two.
        """
        names = {country.code: country.name for country in countries(models)}
        found: dict[str, tuple[str, str]] = {}
        for code, leaders in models.yaml(FILE).items():
            if code not in names:
                raise ModelError(f"{models.folder / FILE}: {code!r} is no country of gazetteers/countries.csv")
            for leader in leaders:
                name = key(leader)
                if found.setdefault(name, (code, names[code]))[0] != code or len(name.split()) > MOST:
                    raise ModelError(f"{models.folder / FILE}: {leader!r} stands under two countries, or has more than {MOST} words")
        return cls(found)

    def country(self, name: str) -> tuple[str, str] | None:
        """Return code and name of the country that the bearer of a name heads, or None.

        Args:
            name: The name as written, any number of words.
        """
        words = key(name).split()
        for length in range(min(MOST, len(words)), 0, -1):
            found = self.by_name.get(" ".join(words[-length:])) or self.by_name.get(" ".join(words[:length]) if length > 1 else "")
            if found is not None:
                return found
        return None
