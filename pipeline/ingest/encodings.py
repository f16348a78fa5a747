"""From bytes to text: UTF-8, UTF-16, Windows-1256 and ISO-8859-6.

charset-normalizer's opinion on a short Arabic text is a coin toss between a dozen code pages, so the two Arabic ones are tried and
judged by how Arabic the letters are; charset-normalizer is asked where neither reads like Arabic, to name what it is instead.
"""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.core.errors import IngestError

SAMPLE = 1 << 16
"""Bytes by which an encoding is judged."""

LEGACY = ("cp1256", "iso8859_6")

FREQUENCY: Mapping[str, float] = dict(
    zip(
        "اليمونرتبةعدسفقهأكحجإشطصىخضزثذئغءظؤآ",
        (
            148,
            113,
            81,
            62,
            54,
            52,
            50,
            48,
            36,
            32,
            31,
            31,
            26,
            26,
            23,
            21,
            21,
            18,
            18,
            14,
            10,
            10,
            9,
            9,
            8,
            8,
            7,
            6,
            6,
            5,
            5,
            5,
            3,
            2,
            1,
            1,
        ),
        strict=True,
    )
)
"""Letters in a thousand letters of the ANT corpus (8.6 million words)."""

MEAN = sum(share * share for share in FREQUENCY.values()) / 1000
"""What :func:`arabicness` gives for running Arabic text, about 62."""

NEIGHBOURS = ("ال", "من", "في", "ين", "ات", "ية", "لم")
"""Letter pairs that running Arabic text has many of."""

FOREIGN = frozenset("àâçèéêëîïôùûüœŒƒˆ‰‹›€™¤×÷¨¸¹²³")
MAGIC: Mapping[bytes, str] = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "gzip data",
    b"SQLite format": "a database",
    b"\x7fELF": "a program",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return the text of some bytes.

    Raises:
        IngestError: They are no text, or text in an encoding that is none of the four.
    """
    encoding = detect(data[:SAMPLE], whole=len(data) <= SAMPLE)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise IngestError(
            f"not valid {_shown(encoding)} at byte {error.start}: the file is damaged or mixes encodings; save it as UTF-8"
        ) from error
    return Decoded(text.removeprefix("\ufeff"), encoding)


def detect(sample: bytes, *, whole: bool = True) -> str:
    """Return the name of the encoding of some bytes, as Python's codecs call it.

    Args:
        sample: The bytes, or their beginning.
        whole: Whether these are all bytes; a cut-off last character is no error otherwise.

    Raises:
        IngestError: They are no text, or text in another encoding.
    """
    for magic, what in MAGIC.items():
        if sample.startswith(magic):
            raise IngestError(f"not a text but {what}: convert it to .txt, .html or .docx")
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if wide := _wide(sample):
        return wide
    if sample.count(0) > len(sample) // 1000:
        raise IngestError("not a text: it holds zero bytes; convert it to .txt, .html or .docx")
    if _is_utf8(sample, whole):
        return "utf-8"
    return _legacy(sample)


def _wide(sample: bytes) -> str:
    """Return which UTF-16 the bytes are in, if any: every second byte is a block number (Latin, Arabic or punctuation)."""
    if len(sample) < 4:
        return ""
    even, odd = sample[0 : len(sample) // 2 * 2 : 2], sample[1 : len(sample) // 2 * 2 : 2]
    blocks = (0x00, 0x06, 0x20, 0xFB, 0xFE)
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if sum(map(high.count, blocks)) >= 0.97 * len(high) and high.count(6) + high.count(0) > 0.5 * len(high):
            if sum(map(low.count, (0x00, 0x06))) > 0.5 * len(low):
                continue
            return name
    return ""


def _is_utf8(sample: bytes, whole: bool) -> bool:
    """Say whether the bytes are UTF-8, or were until something damaged them: two bytes an Arabic letter, led by D8 or D9."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if not whole and error.start >= len(sample) - 3:
            return True
        start = sample[: error.start]
        return error.start > 200 and sum(map(start.count, (0xD8, 0xD9))) > 0.2 * len(start)
    return True


def _legacy(sample: bytes) -> str:
    """Return which of the Arabic code pages the bytes are in."""
    scores = {}
    for encoding in LEGACY:
        try:
            scores[encoding] = arabicness(sample.decode(encoding))
        except UnicodeDecodeError:
            continue
    best = max(scores, key=lambda name: scores[name], default="")
    if best and scores[best] > 0.35 * MEAN:
        return best
    other = _guess(sample)
    if other in ("cp1256", "iso8859_6", "windows-1256"):
        return "cp1256" if "1256" in other else "iso8859_6"
    named = f"it looks like {other}" if other else "its encoding is unknown"
    raise IngestError(f"not UTF-8, UTF-16, Windows-1256 or ISO-8859-6 text ({named}): save it as UTF-8")


def arabicness(text: str) -> float:
    """Return how much a text reads like Arabic: about 62 for running text, 0 or less for other letters.

    Args:
        text: Text decoded on trial.
    """
    letters = [char for char in text if char.isalpha() or char in FOREIGN or "\x80" <= char < "\xa0"]
    high = [char for char in letters if char > "\x7f"]
    if not high:
        return 0.0
    share = sum(FREQUENCY.get(char, 0) for char in high) / len(high)
    foreign = sum(char in FOREIGN or "\x80" <= char < "\u0250" for char in high) / len(high)
    pairs = sum(text.count(pair) for pair in NEIGHBOURS) / len(high)
    return share * (1 - min(1.0, 3 * foreign)) + 60 * min(pairs, 0.3)


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    match = from_bytes(sample[:8192]).best()
    return "" if match is None else match.encoding.replace("_", "-")


def _shown(encoding: str) -> str:
    return {"cp1256": "Windows-1256", "iso8859_6": "ISO-8859-6"}.get(encoding, encoding.upper())
