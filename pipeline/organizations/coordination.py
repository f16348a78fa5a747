"""Dual and plural heads: one name for each coordinated part (``وزارتا الثقافة والشباب``)."""

from collections.abc import Iterator, Sequence

from pipeline.core.annotations import Token
from pipeline.organizations.grammar import Reading
from pipeline.organizations.surface import QUOTES, singular, without_particles


def split(tokens: Sequence[Token], reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Yield the names that a dual or plural head with coordinated parts stands for.

    Args:
        tokens: All tokens of the document.
        reading: The whole coordination as the grammar read it.

    Yields:
        First and last token of each part (the head is in the first one's) and its completed name in the singular; nothing for a
        plural that names no parts (``وزارات الدولة``).
    """
    parts, head = reading.parts, reading.head
    if len(parts) < 2:
        return
    bounds = [*parts[1:], reading.last]
    shared: list[str] = []
    if head.number == "dual":
        last = reading.last
        while last > parts[-1] + 1 and tokens[last - 1].base.endswith(("تين", "تان", "يين", "يان")):
            last -= 1
            shared.insert(0, singular(tokens[last].text, head.feminine))
        bounds[-1] = last
    for number, (first, last) in enumerate(zip(parts, bounds, strict=True)):
        words = [head.lemma, without_particles(tokens[first])]
        words += [token.text for token in tokens[first + 1 : last] if token.text not in QUOTES]
        yield reading.first if number == 0 else first, last, " ".join(words + shared)
