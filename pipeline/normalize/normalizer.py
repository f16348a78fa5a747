"""Light normalization of a text that remembers where every character came from."""

from pipeline.core.text import AlignedText
from pipeline.normalize.steps import CHANGED, fold, rewrite


def normalize(raw: str) -> AlignedText:
    """Normalize a text lightly, keeping the alignment.

    Args:
        raw: Any Unicode string.

    Returns:
        The text without diacritics, tatweel and invisible marks, presentation forms and digits rewritten, each character
        aligned with the raw stretch it came from.
    """
    starts, origins, ends, blocks = [0], [0], [0], [False]
    parts: list[str] = []
    at = done = 0
    for match in CHANGED.finditer(raw):
        begin, end = match.span()
        if begin > done:
            if blocks[-1] or origins[-1] + at - starts[-1] != done:
                _open(starts, origins, ends, blocks, at, done, begin, block=False)
            parts.append(raw[done:begin])
            at += begin - done
            ends[-1] = begin
        new = rewrite(match.group())
        if new:
            _open(starts, origins, ends, blocks, at, begin, end, block=True)
            parts.append(new)
            at += len(new)
        done = end
    if done == 0:
        return AlignedText.identity(raw)
    if done < len(raw):
        _open(starts, origins, ends, blocks, at, done, len(raw), block=False)
        parts.append(raw[done:])
    return AlignedText(raw, "".join(parts), tuple(starts), tuple(origins), tuple(ends), tuple(blocks))


def _open(
    starts: list[int], origins: list[int], ends: list[int], blocks: list[bool], at: int, begin: int, end: int, *, block: bool
) -> None:
    """Begin a piece of the alignment, in place of one that stayed empty."""
    if starts[-1] == at:
        starts.pop(), origins.pop(), ends.pop(), blocks.pop()
    starts.append(at)
    origins.append(begin)
    ends.append(end)
    blocks.append(block)


def plain(text: str) -> str:
    """Return a short text lightly normalized, without its alignment."""
    return CHANGED.sub(lambda match: rewrite(match.group()), text)


def key(text: str) -> str:
    """Return the matching key of a name or phrase: folded words joined with single spaces."""
    return " ".join(fold(plain(text)).split())
