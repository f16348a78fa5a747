"""The lexicon of titles: which word forms head a title, what each takes, and the role it gives."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from pipeline.core.errors import ModelError
from pipeline.matching.phrases import PhraseTable
from pipeline.normalize.normalizer import key
from pipeline.resources.store import ModelStore

TITLES = "lexicons/titles.yaml"
ROLES = "lexicons/roles.yaml"
SECTIONS = (
    "nouns",
    "fixed",
    "adjectives",
    "acting",
    "former",
    "deputies",
    "organization_roles",
    "tails",
    "portfolio_heads",
    "units",
    "bodies",
    "topics",
    "over",
    "regions",
    "through",
    "led_by",
    "leads",
    "offices",
    "assumes",
    "gatherings",
    "chambers",
)
NOUN_KEYS = (
    "noun",
    "plural",
    "feminine",
    "also",
    "role",
    "takes",
    "alone",
    "deputy",
    "strict",
    "elative",
    "masculine",
    "counterpart",
    "person_only",
    "beside",
    "not_written",
)
FIXED_KEYS = (
    *("title", "forms", "role", "organization", "country", "takes", "sovereign"),
    *("needs", "person_only", "beside", "short", "absorbs", "unless_organization", "alone", "deputy", "honorific", "among", "without"),
)
ADJECTIVE_KEYS = ("word", "feminine", "role", "former", "acting")
TAKES = frozenset({"title", "portfolio", "organization", "country", "place", "topic", "nationality", "club", "tribe", "person"})
SUFFIXES = ("ه", "ها", "هم", "هما", "نا", "هن")
"""Pronouns that stand for the organization (رئيسها); ه is told from ة by the letter as written."""


@dataclass(frozen=True, slots=True)
class Head:
    """A noun of the lexicon or a fixed title: what it gives and what it takes; fields as in ``titles.yaml``."""

    lemma: str
    name: str
    role: str
    takes: tuple[str, ...]
    alone: bool = False
    deputy: bool = False
    strict: bool = False
    sovereign: bool = False
    person_only: bool = False
    beside: bool = False
    not_written: frozenset[str] = frozenset()
    honorific: bool = False
    counterpart: bool = False
    among: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    needs: str = ""
    organization: str = ""
    country: str = ""
    short: str = ""
    absorbs: str = ""
    yields: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a head: its gender, number (``s``, ``d``, ``p``), state, and whether it ends in a pronoun."""

    head: Head
    gender: str
    number: str
    definite: bool
    pronoun: str = ""
    accusative: bool = False


@dataclass(frozen=True, slots=True)
class Adjective:
    """A word between a noun and its complement."""

    lemma: str
    roles: dict[str, str]
    former: bool
    acting: bool


@dataclass(frozen=True, slots=True)
class TitleLexicon:
    """Everything ``titles.yaml`` says, keyed by folded word forms."""

    forms: dict[str, tuple[Form, ...]]
    fixed: PhraseTable[Form]
    firsts: frozenset[str]
    adjectives: dict[str, Adjective]
    acting: frozenset[str]
    former: frozenset[str]
    deputies: dict[str, dict[str, str]]
    organization_roles: dict[str, dict[str, Any]]
    tails: frozenset[str]
    portfolios: frozenset[str]
    units: frozenset[str]
    own_units: frozenset[str]
    bodies: frozenset[str]
    topics: frozenset[str]
    over: frozenset[str]
    regions: frozenset[str]
    through: frozenset[str]
    led_by: dict[str, str]
    leads: dict[str, str]
    offices: dict[str, str]
    assumes: frozenset[str]
    gatherings: frozenset[str]
    chambers: dict[str, str]
    roles: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def from_models(cls, models: ModelStore) -> "TitleLexicon":
        """Read and check the lexicon.

        Raises:
            ModelError: A key, role or complement is unknown.
        """
        content = models.yaml(TITLES)
        source = str(models.folder / TITLES)
        _known(source, "the file", content, SECTIONS)
        roles: frozenset[str] = frozenset(models.yaml(ROLES))
        forms: dict[str, list[Form]] = {}
        for record in content["nouns"]:
            _known(source, f"noun {record.get('noun')}", record, NOUN_KEYS)
            head = _head(source, roles, record, record["noun"], fixed=False)
            for spelling, form in _noun_forms(record, head):
                forms.setdefault(spelling, []).append(form)
        fixed: PhraseTable[Form] = PhraseTable()
        firsts = set(forms)
        for record in content["fixed"]:
            _known(source, f"title {record.get('title')}", record, FIXED_KEYS)
            head = _head(source, roles, record, record["title"], fixed=True)
            for number, title in enumerate((record["title"], *record.get("forms", []))):
                words = key(title).split()
                feminine = number > 0 and (words[0].endswith("ه"))
                fixed.add(words, Form(head, "f" if feminine else "m", "s", words[0].startswith("ال")))
                firsts.add(words[0])
        adjectives: dict[str, Adjective] = {}
        for record in content["adjectives"]:
            _known(source, f"adjective {record.get('word')}", record, ADJECTIVE_KEYS)
            lemma = key(record["word"])
            by_noun = {key(noun): role for noun, role in record.get("role", {}).items()}
            adjective = Adjective(lemma, by_noun, record.get("former", False), record.get("acting", False))
            other = key(record.get("feminine", record["word"] + "ة"))
            for spelling in (lemma, other):
                adjectives[spelling] = adjectives[f"ال{spelling}"] = adjective
            adjectives[f"{lemma}ا"] = adjective
        return cls(
            {word: tuple(found) for word, found in forms.items()},
            fixed,
            frozenset(firsts),
            adjectives,
            frozenset(key(word) for word in content["acting"]),
            frozenset(key(word) for word in content["former"]),
            {key(noun): dict(table) for noun, table in content["deputies"].items()},
            {
                key(noun): {
                    part: ({key(head).removeprefix("ال"): role for head, role in value.items()} if part == "heads" else value)
                    for part, value in table.items()
                }
                for noun, table in content["organization_roles"].items()
            },
            frozenset(key(word) for word in content["tails"]),
            frozenset(key(word) for word in content["portfolio_heads"]),
            frozenset(key(word) for word in content["units"]),
            frozenset(f"ال{key(word)}" for word in content["units"]),
            frozenset(key(word) for word in content["bodies"]),
            frozenset(key(word) for word in content["topics"]),
            frozenset(key(word) for word in content["over"]),
            frozenset(key(word) for word in content["regions"]),
            frozenset(key(word) for word in content["through"]),
            _nouns(source, "led_by", content["led_by"], forms),
            _nouns(source, "leads", content["leads"], forms),
            _nouns(source, "offices", content["offices"], forms),
            frozenset(key(word) for word in content["assumes"]),
            frozenset(key(word) for word in content["gatherings"]),
            dict(content["chambers"]),
            roles,
        )

    def role_at(self, lemma: str, role: str, organization: str, kind: str) -> str:
        """Return the role that a title has in an organization.

        Args:
            lemma: Folded noun of the title.
            role: Its role otherwise.
            organization: Folded name of the organization.
            kind: Its type.
        """
        table = self.organization_roles.get(lemma)
        if table is None:
            return role
        organization = organization.removeprefix("ال")
        for start, special in table.get("heads", {}).items():
            if organization == start or organization.startswith(f"{start} "):
                return str(special)
        by_type = table.get("types", {key: value for key, value in table.items() if key != "heads"})
        return str(by_type.get(kind, role))


def _known(source: str, what: str, record: dict[str, Any], keys: Iterable[str]) -> None:
    for name in record:
        if name not in keys:
            near = get_close_matches(name, list(keys), 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ModelError(f"{source}: {what} has an unknown key {name!r}{hint}")


def _nouns(source: str, part: str, words: dict[str, str], forms: dict[str, list[Form]]) -> dict[str, str]:
    """Return the titles' nouns by folded word, each checked to be a noun of the lexicon."""
    for word, noun in words.items():
        if key(noun) not in forms:
            near = get_close_matches(noun, sorted(form[0].head.name for form in forms.values()), 1)
            raise ModelError(
                f"{source}: {part}: {word} stands for the unknown noun {noun!r}" + (f"; did you mean {near[0]!r}?" if near else "")
            )
    return {key(word): noun for word, noun in words.items()}


def _head(source: str, roles: frozenset[str], record: dict[str, Any], name: str, *, fixed: bool) -> Head:
    if record["role"] not in roles:
        near = get_close_matches(record["role"], sorted(roles), 1)
        raise ModelError(f"{source}: {name} has an unknown role {record['role']!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    takes = tuple(record.get("takes", ()))
    for kind in takes:
        if kind not in TAKES:
            raise ModelError(f"{source}: {name} takes an unknown complement {kind!r}; known are {', '.join(sorted(TAKES))}")
    return Head(
        lemma=key(name),
        name=name,
        role=record["role"],
        takes=takes,
        alone=record.get("alone", fixed),
        deputy=record.get("deputy", False),
        strict=record.get("strict", False),
        sovereign=record.get("sovereign", False),
        person_only=record.get("person_only", False),
        beside=record.get("beside", False),
        not_written=frozenset(record.get("not_written", ())),
        honorific=record.get("honorific", False),
        counterpart=record.get("counterpart", False),
        among=frozenset(record.get("among", ())),
        without=frozenset(record.get("without", ())),
        needs=record.get("needs", ""),
        organization=record.get("organization", ""),
        country=record.get("country", ""),
        short=record.get("short", ""),
        absorbs=key(record.get("absorbs", "")),
        yields=record.get("unless_organization", False),
        fixed=fixed,
    )


def _noun_forms(record: dict[str, Any], head: Head) -> list[tuple[str, Form]]:
    """Return the folded forms of a noun; a dual in construct and the accusative are told apart by what follows."""
    stem = key(record["noun"])
    feminine = key(record["feminine"]) if "feminine" in record else f"{stem}ه"
    before = feminine[:-1] + "ت" if feminine.endswith("ه") else feminine + "ت"
    found: list[tuple[str, Form]] = []

    def add(word: str, gender: str, number: str, *, accusative: bool = False) -> None:
        found.append((word, Form(head, gender, number, definite=False, accusative=accusative)))
        if not accusative:
            found.append((f"ال{word}", Form(head, gender, number, definite=True)))

    single = record.get("masculine", False)
    add(stem, "m", "s")
    if not single:
        add(feminine, "f", "s")
    for word in record.get("also", []):
        add(key(word), "m", "s")
    for word in record.get("plural", []):
        add(key(word), "m", "p")
    if not record.get("elative"):
        found.append((f"{stem}ا", Form(head, "m", "d", definite=False, accusative=True)))
        if "plural" not in record:
            found.append((f"{stem}ي", Form(head, "m", "p", definite=False)))
        else:
            found.append((f"{stem}ي", Form(head, "m", "d", definite=False)))
        found.append((f"{stem}و", Form(head, "m", "p", definite=False)))
        add(f"{stem}ون", "m", "p")
        add(f"{stem}ين", "m", "p")
        add(f"{stem}ان", "m", "d")
    if not single and not record.get("elative") and not record.get("deputy"):
        found.extend((f"{before}{ending}", Form(head, "f", "d", definite=False)) for ending in ("ا", "ي"))
        add(f"{before}ان", "f", "d")
        add(f"{feminine[:-1]}ات", "f", "p")
    for suffix in SUFFIXES[1:] if single else SUFFIXES:
        found.append((f"{stem}{suffix}", Form(head, "m", "s", definite=True, pronoun=suffix)))
        found.append((f"{before}{suffix}", Form(head, "f", "s", definite=True, pronoun=suffix)))
    return found
