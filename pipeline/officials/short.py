"""Later mentions of a person by one word of the name (السند, جمعان)."""

from dataclasses import replace

from pipeline.core.annotations import OrganizationMention, PersonMention, PositionMention, Segmentation
from pipeline.core.text import Span
from pipeline.matching.names import ON, NameGrammar
from pipeline.officials.context import SEVERAL, bare
from pipeline.officials.holders import apposed

REACH = 6
"""Most tokens between a short mention and the title beside it."""
BINDERS = frozenset({"بن", "ال", "ابو", "ابي", "بنت", "ولد", "عبد", "ابن", "ام"})


def short_names(
    names: NameGrammar,
    segmentation: Segmentation,
    inside: dict[int, OrganizationMention],
    persons: list[PersonMention],
    positions: list[PositionMention],
) -> tuple[tuple[PersonMention, ...], tuple[PositionMention, ...]]:
    """Add the short mentions of persons that the document names in full, and put everything in the order of the text.

    Args:
        names: The name grammar.
        segmentation: The document's segmentation.
        inside: Tokens inside organization mentions.
        persons: Person mentions found so far.
        positions: Positions, whose ``person`` points into ``persons``.

    Returns:
        Persons and positions, with the positions' indices renewed.
    """
    tokens = segmentation.tokens
    families: dict[str, int] = {}
    given: dict[str, int] = {}
    for person in persons:
        if person.form != "name":
            continue
        words = [token.norm for token in tokens[person.first : person.last]]
        family = words[-1]
        if family not in names.cues.divine and family not in names.cues.god:
            families.setdefault(family, person.first)
        if words[0] not in BINDERS and names.word(words[0]).given:
            given.setdefault(words[0], person.first)
    for number, person in enumerate(persons):
        token = tokens[person.first]
        if person.last - person.first == 1 and token.norm in families and token.norm != token.base and person.first != families[token.norm]:
            whole = Span(token.span.start, token.span.end)  # ``بلطيفة`` after ``حسان بلطيفة``
            persons[number] = replace(person, span=whole, name=token.text)
    taken = {index for person in persons for index in range(person.first, person.last)}
    taken.update(index for position in positions for index in range(position.first, position.last))
    taken.update(inside)
    found = list(persons)
    if families:
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            for index in range(sentence.first, sentence.last):
                token = tokens[index]
                if index in taken or token.kind != "word" or token.text == ON or names.word(token.norm).stop:
                    continue
                norm = token.norm if token.norm in families or token.norm in given else token.base
                if norm not in families and norm not in given:
                    continue
                word = names.word(norm)
                before = tokens[index - 1].norm if index > sentence.first else ""
                spoken = before in names.cues.speech or before in names.cues.deed or tokens[index - 1].base in names.cues.speech
                if norm in families:
                    if (word.common or word.stop or names.demonym(norm)) and not spoken:
                        continue
                elif not spoken:
                    continue
                first = index
                start = token.span.start if norm == token.norm else token.base_start
                if before in BINDERS and index - 1 not in taken and index > sentence.first:
                    first, start = index - 1, tokens[index - 1].base_start
                span = Span(start, token.span.end)
                last = token.text if norm == token.norm else bare(token)
                text = " ".join([*(binder.text for binder in tokens[first:index]), last])
                found.append(PersonMention(span, first, index + 1, text, "", "", "short_name", 0.7, "rules:short-name"))
    positions = _tied(segmentation, found, len(persons), positions)
    order = sorted(range(len(found)), key=lambda number: (found[number].first, found[number].last))
    renewed = {old: new for new, old in enumerate(order)}
    ordered = tuple(found[number] for number in order)
    moved = sorted(
        (replace(position, person=renewed[position.person]) if position.person >= 0 else position for position in positions),
        key=lambda position: (position.title_span.start, position.span.end),
    )
    return ordered, tuple(moved)


def _tied(segmentation: Segmentation, persons: list[PersonMention], known: int, positions: list[PositionMention]) -> list[PositionMention]:
    """Give titles without a holder the short mention that they stand beside (``وقالت هيلي، سفيرة …``).

    Args:
        segmentation: The document's segmentation.
        persons: Person mentions, the short ones from index ``known`` on.
        known: How many of them the titles were tied to before.
        positions: Positions found so far.
    """
    tokens = segmentation.tokens
    ends = {persons[number].last: number for number in range(known, len(persons))}
    starts = {persons[number].first: number for number in range(known, len(persons)) if not tokens[persons[number].first].proclitics}
    if not ends:
        return positions
    renewed = []
    for position in positions:
        if position.person < 0 and not position.found_by.endswith(SEVERAL):
            number = starts.get(position.last)
            before = range(position.first, max(position.first - REACH, 0), -1)
            if number is None:
                number = next(
                    (ends[last] for last in before if last in ends and last < position.first and apposed(tokens, last, position.first)),
                    None,
                )
            if number is not None:
                person = persons[number]
                first, last = min(position.first, person.first), max(position.last, person.last)
                position = replace(position, person=number, span=position.title_span.cover(person.span), first=first, last=last)
        renewed.append(position)
    return renewed
