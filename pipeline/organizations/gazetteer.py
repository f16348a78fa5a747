"""Organizations known by their whole names: the headless names of the lexicon and the gazetteer, chosen by country.

Ministries and parliaments of many states share a name, so a phrase may stand for several records. The record of the country
that the name itself tells is taken, else the article's own, else the only one there is; where none of these decides, the phrase
still is a name, but of no record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.matching.phrases import PhraseTable
from pipeline.organizations.lexicon import NameEntry
from pipeline.resources.gazetteers import Organization

LOCAL = "local"
"""Country of an entry that belongs to the article's own country."""

LEGAL_LIMIT = 3
"""Most such words."""

LEGAL = frozenset(
    [
        *("جروب", "غروب", "كوربوريشن", "كوربورشن", "كوربوريشين", "كورب", "كومباني", "انك", "ليمتد", "ليميتد", "هولدينغ", "هولدنغ"),
        *("هولدينج", "انترناشونال", "انترناشيونال", "غلوبال", "جلوبال", "كابيتال", "موتورز", "موتور", "انداستريز", "تكنولوجيز"),
        *("تكنولوجي", "الكترونيكس", "بارتنرز", "اسوشيتس", "سيرفيسز", "القابضه", "اند", "كو", "بي", "ال", "سي", "اس", "ايه", "جي", "ام"),
    ]
)
"""Words, folded, that companies' full names end in (``جولدمان ساكس جروب``)."""

JOINING = frozenset(["اند", "بي", "ال", "سي", "اس", "ايه", "جي", "ام", "كو"])
"""Those of them that are no end by themselves."""


def with_legal_form(norms: Sequence[str], at: int, end: int) -> int:
    """Return the index past the words of a company's full name that follow its short one at a token."""
    k = at
    while k < end and k < at + LEGAL_LIMIT and norms[k] in LEGAL:
        k += 1
    return k if k > at + 1 or (k > at and norms[at] not in JOINING) else at


class Known:
    """The table of whole names."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], NameEntry]], records: Sequence[Organization]) -> None:
        """Build the table.

        Args:
            phrases: Folded words and entry of each headless name.
            records: The gazetteer; its names that are common words as well stand in its column ``contextual``.
        """
        table: dict[tuple[str, ...], list[NameEntry]] = {}
        names = {record.id: record.name for record in records}
        for record in records:
            entry = from_record(record, names.get(record.parent, ""))
            for words in record.keys:
                if len(words) > 1 or (words and (len(words[0]) > 2 or words[0].isascii())):
                    table.setdefault(words, []).append(entry)
        self._listed = dict(phrases)
        for words, entry in self._listed.items():
            table.setdefault(words, []).append(entry)
        self._table: PhraseTable[tuple[NameEntry, ...]] = PhraseTable((words, tuple(entries)) for words, entries in table.items())
        self.firsts = frozenset(words[0] for words in table)

    def longest(self, norms: Sequence[str], at: int, first: str, end: int) -> tuple[int, tuple[NameEntry, ...]] | None:
        """Return the index past the longest whole name at a token, and its entries."""
        return self._table.longest(norms, at, first, end)


def from_record(record: Organization, parent: str) -> NameEntry:
    """Return a gazetteer record as an entry."""
    nothing: frozenset[str] = frozenset()
    return NameEntry(
        record.name, record.type, record.country, False, False, nothing, nothing, nothing, record.id, record.wikidata, parent, False
    )  # fmt: skip


def choose(entries: Sequence[NameEntry], told: str, home: str) -> NameEntry:
    """Return the entry that a phrase stands for.

    Args:
        entries: All entries of the phrase, those of the gazetteer first.
        told: Country that the name itself tells, or empty.
        home: The article's own country, or empty.
    """
    listed = next((entry for entry in entries if entry.listed), None)
    records = [entry for entry in entries if not entry.listed]
    for country in (told, home) if not told else (told,):
        for entry in records:
            if country and entry.country == country:
                return restricted(entry, listed)
    stateless = [entry for entry in records if not entry.country]
    if len(records) == 1 or stateless:
        best = (stateless or records)[0]
        if (listed is None or listed.country != LOCAL) and (not told or best.country in ("", told)):
            return restricted(best, listed)
    if listed is not None:
        return replace(listed, country=told or listed.country)
    return replace(records[0], id="", wikidata="", parent="", country=told or LOCAL)


def restricted(entry: NameEntry, listed: NameEntry | None) -> NameEntry:
    """Return a record's entry with the conditions that the lexicon of headless names sets for the same phrase."""
    if listed is None:
        return entry
    return replace(
        listed,
        name=entry.name,
        type=entry.type,
        country=entry.country,
        id=entry.id,
        wikidata=entry.wikidata,
        parent=entry.parent,
        listed=False,
    )
