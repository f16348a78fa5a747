"""What a word form looks like to the trained model: the strings that are hashed, and the key of its word vector."""

from zlib import crc32

from pipeline.core.annotations import Token
from pipeline.ner.words import CLASSES, Classes

FINALS = frozenset("ىة")
"""Last letters whose folding loses a distinction (``على`` and ``علي``, ``مكة`` and ``مكه``)."""

GRAMS = (3, 4)
"""Lengths of the character n-grams of a word, in letters, its boundaries included."""

MEMORY = 1 << 18
"""Feature strings whose rows are kept (some 30 MB)."""


def vector_key(token: Token) -> str:
    """Return the key of a token's word vector: its base with the last letter as written, digits as zeros.

    Args:
        token: Any token.

    Returns:
        The base without proclitics, ``ى`` and ``ة`` at its end unfolded; a number as zeros, one a digit.
    """
    if token.kind == "word":
        return token.base[:-1] + token.text[-1] if token.text[-1] in FINALS and token.base else token.base
    if token.kind == "number":
        return "".join("0" if char.isdigit() else char for char in token.base)[:6]
    return token.base


class Rows(dict[str, int]):
    """Rows of the hashed embedding table by feature string, computed when first asked for.

    A dictionary that fills itself is looked up several times as fast as a cached function is called.
    """

    def __init__(self, size: int) -> None:
        """Make an empty memory.

        Args:
            size: Number of rows of the table that features may fall into; the rows of the classes follow them.
        """
        super().__init__()
        self.size = size

    def __missing__(self, feature: str) -> int:
        """Compute the row of a feature string such as ``b=وزاره`` and keep it."""
        if len(self) >= MEMORY:
            self.clear()
        row = self[feature] = crc32(feature.encode()) % self.size
        return row


def features_of(token: Token) -> tuple[str, ...]:
    """Return the feature strings of a token's form; the first two identify the word, the others describe it.

    Args:
        token: Any token.

    Returns:
        Identity (key and folded base), shape, proclitics, affixes and character n-grams. Equal for equal ``token.text`` and ``token.base``.
    """
    base, key = token.base, vector_key(token)
    found = [f"k={key}", f"b={base if token.kind != 'number' else key}", f"t={token.kind}", f"c={''.join(token.proclitics)}"]
    if token.kind == "word":
        found.append(f"a={token.definite:d}{min(len(base), 9)}")
        bare = base[2:] if token.definite else base
        found += [f"w={bare}", f"p={bare[:2]}", f"P={bare[:3]}", f"s={key[-1:]}", f"S={base[-2:]}", f"Z={base[-3:]}"]
        edged = f"<{bare}>"
        for length in GRAMS:
            found += [f"g={edged[at : at + length]}" for at in range(len(edged) - length + 1)]
    elif token.kind == "latin":
        found += [
            f"l={token.text[:1].isupper():d}{token.text[1:].isupper():d}",
            f"L={min(len(base), 9)}",
            f"P={base[:3]}",
            f"Z={base[-3:]}",
        ]
    elif token.kind == "number":
        found.append(f"m={min(len(base), 9)}")
    return tuple(dict.fromkeys(found))


def rows_of(token: Token, classes: Classes, rows: Rows) -> list[int]:
    """Return the rows of a token's form: hashed ones for its features, then one for every class that its word is of.

    Args:
        token: Any token.
        classes: What is known of words.
        rows: The rows of features.
    """
    found = [rows[feature] for feature in features_of(token)]
    known = classes.get(token.base)
    return found if known is None else found + [rows.size + number for number in known]


def rows_in(table: int) -> int:
    """Return the number of rows for features in a table with so many rows."""
    return table - len(CLASSES)
