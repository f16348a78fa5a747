"""Who holds which title: ties the titles of a sentence to its names."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from pipeline.core.annotations import Token
from pipeline.officials.context import Title
from pipeline.officials.persons import Name

COMMAS = frozenset("،,")
MARKS = frozenset('-–—ـ(/:«")”»')
CLOSERS = frozenset('»")”')
THEN = frozenset({"آنذاك", "آنئذ", "حينذاك", "وقتذاك", "حينها", "وقتها", "أيضا", "أيضاً"})
"""Adverbs between a title and a name that belong to neither (``رئيس القسم آنذاك، فلان``)."""
PARTIES = frozenset({"الجمهوري", "الديمقراطي", "الديموقراطي", "الجمهورية", "الديمقراطية", "الاشتراكي", "المحافظ"})
"""Adjectives of a party that stand before a name as a nationality does (``رئيس المجلس، الجمهوري فلان``)."""
POINTERS = frozenset({"هذا", "هذه"})
"""Words between a title and a name that point at what the title has named (``مطور التقنية هذه فلان``)."""
COPULAS = frozenset(
    {
        ("هو",),
        ("هي",),
        ("وهو",),
        ("وهي",),
        ("فهو",),
        ("فهي",),
        ("بصفته",),
        ("بصفتها",),
        ("باعتباره",),
        ("باعتبارها",),
        ("في", "منصب"),
        ("منصب",),
        ("بمنصب",),
        ("لمنصب",),
        ("الذي", "يشغل", "منصب"),
        ("التي", "تشغل", "منصب"),
        ("وهو", "يشغل", "منصب"),
        ("وهي", "تشغل", "منصب"),
        ("الذي", "شغل", "منصب"),
        ("التي", "شغلت", "منصب"),
        ("الذي", "كان", "يشغل", "منصب"),
        ("التي", "كانت", "تشغل", "منصب"),
        ("الذي", "تولى", "منصب"),
        ("الذي", "يتولى", "منصب"),
        ("الذي", "يعمل"),
        ("التي", "تعمل"),
        ("الذي", "عين"),
        ("التي", "عينت"),
        ("الذي", "كان"),
        ("التي", "كانت"),
        ("والذي", "يشغل", "منصب"),
        ("كان",),
        ("كانت",),
        ("يعمل",),
        ("تعمل",),
    }
)
"""Words between a name and its title that say that the one is the other (``فلان وهو رئيس …``), as written."""
PLURALS = frozenset({"هم", "وهم", "هن", "وهن"})
"""Pronouns between a title in the plural and the list of its holders."""
LONGEST = max(len(words) for words in COPULAS)
RULER = "الرييس"
"""Lemma of a title that does not go on another one (``انتقد وزير الخارجية الرئيس الفرنسي``)."""
SEVERAL = 30
"""Most holders of a title in the plural that are read off a list."""

NOTE = 4
"""Most words in parentheses between the names of a list."""


@dataclass(frozen=True, slots=True)
class Item:
    """A title or a name in the order of the text; ``number`` is its index among its kind."""

    start: int
    last: int
    named: bool
    number: int


def holders(
    tokens: Sequence[Token], titles: Sequence[Title], names: Sequence[Name], nations: Container[str] = ()
) -> list[tuple[Title, int]]:
    """Tie titles to names.

    A title belongs to the name right after it, else to the one right before it; titles joined to one another share a holder
    (``وكيل … ورئيس … فلان``, ``فلان، رئيس … ونائب …``).

    Args:
        tokens: Tokens of the document.
        titles: Titles of one sentence, in order.
        names: Its names, in order.
        nations: Folded nationality adjectives, which may stand between a title and a name.

    Returns:
        Pairs of a title and the index of its holder in ``names``, or -1; a title of several persons comes once for each.
    """
    items = sorted(
        [Item(title.first, title.last, False, number) for number, title in enumerate(titles)]
        + [Item(name.start, name.last, True, number) for number, name in enumerate(names)],
        key=lambda item: (item.start, item.last),
    )
    held: dict[int, int] = {}
    ahead: dict[int, int] = {}
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.named or index + 1 == len(items):
            continue
        following = items[index + 1]
        if gap_of(tokens, item.last, following.start) == "" and not following.named and titles[following.number].pronoun:
            continue  # ``الرئيس التركي وزير خارجيته فلان``
        right = following.start
        if following.named and right - item.last in (1, 2) and (tokens[right - 1].norm in nations or tokens[right - 1].text in PARTIES):
            right -= 1
        gap = gap_of(tokens, item.last, right)
        if gap is None and following.named and titles[item.number].number == "p" and _listed(tokens, item.last, right):
            gap = ""
        if gap is None or (
            not following.named and titles[following.number].lemma == RULER and not titles[item.number].sovereign and gap == ""
        ):
            continue
        lone = titles[item.number].number == "s"
        behind = index > 0 and lone and items[index - 1].named and _apposed(tokens, items[index - 1], item)
        if following.named:
            if tokens[following.start].proclitics[-1:] == ("ل",) and not names[following.number].whole:
                continue  # ``المستشار القانوني لفلان``
            name = names[following.number]
            joined = following.start < len(tokens) and tokens[following.start].proclitics[:1] == ("و",)
            joined = joined and not (name.whole and name.start == name.first)
            if joined and titles[item.number].number == "s":
                continue
            if behind and titles[item.number].serves:
                continue
            if gap == "" or (not behind and (gap != "comma" or (name.last - name.start > 1 and titles[item.number].complete))):
                held[item.number] = ahead[item.number] = following.number
        elif following.number in ahead and not behind:
            held[item.number] = ahead[item.number] = ahead[following.number]
    for index, item in enumerate(items):
        if item.named or item.number in held or not index:
            continue
        previous = items[index - 1]
        if previous.named and titles[item.number].number == "s" and _apposed(tokens, previous, item):
            held[item.number] = previous.number
        elif not previous.named and previous.number in held and previous.number not in ahead and _joined(tokens, previous, item):
            held[item.number] = held[previous.number]
    pairs: list[tuple[Title, int]] = []
    for number, title in enumerate(titles):
        holder = held.get(number, -1)
        several = _others(tokens, names, holder, title, titles) if number in ahead and title.number != "s" else []
        if title.others and several:
            fields = (title.organization, *title.others)
            for organization, other in zip(fields, (holder, *several), strict=False):
                pairs.append((replace(title, organization=organization, others=()), other))
            continue
        pairs.append((title, holder))
        pairs.extend((title, other) for other in several)
    return pairs


def _apposed(tokens: Sequence[Token], name: Item, title: Item) -> bool:
    """Say whether a title follows a name as its apposition, or as what a pronoun or verb says it is."""
    return apposed(tokens, name.last, title.start)


def apposed(tokens: Sequence[Token], last: int, start: int) -> bool:
    """Say whether a title that begins at the token ``start`` is said of the name that ends before the token ``last``."""
    if tokens[start].proclitics[:1] in (("و",), ("ل",), ("ب",)):
        return False
    return gap_of(tokens, last, start) is not None or _copula(tokens, last, start)


def _copula(tokens: Sequence[Token], left: int, right: int) -> bool:
    """Say whether the words between a name and a title are a copula; a comma may stand before it."""
    if left + 1 < right and tokens[left].text in COMMAS and tokens[left + 1].text != "منصب":
        left += 1
    return 0 < right - left <= LONGEST and tuple(token.text for token in tokens[left:right]) in COPULAS


def _joined(tokens: Sequence[Token], previous: Item, item: Item) -> bool:
    """Say whether a title goes on the apposition before it: ``رئيس … ونائب …``, but not ``رئيس …، ووزير …``."""
    gap = gap_of(tokens, previous.last, item.start)
    if gap is None or tokens[item.start].proclitics[:1] in (("ل",), ("ب",)):
        return False
    return not (gap == "comma" and tokens[item.start].proclitics[:1] == ("و",))


def _listed(tokens: Sequence[Token], left: int, right: int) -> bool:
    """Say whether a pronoun alone says that the names behind it hold a title in the plural (``أعضاء اللجنة هم فلان وفلان``)."""
    left += tokens[left].text in COMMAS
    return right - left == 1 and tokens[left].text in PLURALS


def _others(tokens: Sequence[Token], names: Sequence[Name], holder: int, title: Title, titles: Sequence[Title]) -> list[int]:
    """Return the further holders of a title in the dual or plural: names joined by و or commas."""
    found: list[int] = []
    starts = {other.first for other in titles}
    current = holder
    limit = 1 if title.number == "d" else SEVERAL
    while current + 1 < len(names) and len(found) < limit:
        following = names[current + 1]
        gap = gap_of(tokens, _past_note(tokens, names[current].last), following.start)
        joined = tokens[following.start].proclitics[:1] == ("و",) or gap == "comma"
        if gap not in ("", "comma") or not joined or any(names[current].last <= start <= following.start for start in starts):
            break
        current += 1
        found.append(current)
    return found


def _past_note(tokens: Sequence[Token], at: int) -> int:
    """Return the index past a country or club in parentheses behind a listed name (``فلان (مصر)، فلان (الجزائر)``)."""
    if at < len(tokens) and tokens[at].text == "(":
        for last in range(at + 2, min(at + 2 + NOTE, len(tokens))):
            if tokens[last].text == ")":
                return last + 1
    return at


def gap_of(tokens: Sequence[Token], left: int, right: int) -> str | None:
    """Say what stands between two items: nothing (empty), ``comma``, ``mark``, or something that parts them (None)."""
    if right <= left:
        return ""
    texts = [token.text for token in tokens[left:right] if token.text != "#"]
    if not texts:
        return ""
    if texts[0] in THEN:
        texts = texts[1:] or [""]
    elif texts[-1] in THEN:
        texts = texts[:-1] or [""]
    if texts == [""]:
        return ""
    if len(texts) > 2:
        return None
    if texts[0] in POINTERS:
        texts = texts[1:] or [""]
        if texts == [""]:
            return ""
    if len(texts) == 1:
        return "comma" if texts[0] in COMMAS else "mark" if texts[0] in MARKS else None
    return "comma" if texts[0] in CLOSERS and texts[1] in COMMAS else None
