"""What speaks for an option of an action's actor, as named features of a linear model (``ranker.py``).

A feature's first letters say what it looks at. Of a participant in the sentence: ``b`` side, ``h`` what it hangs on, ``d`` distance,
``r`` its order, ``g`` agreement, ``t`` its type, ``m`` marks and ``v`` verbs between, ``s`` how it acted before. ``C`` is an actor carried
over, ``N`` nobody; ``+`` and ``-`` say whether the rules would take it, and by which way.
"""

from dataclasses import dataclass

from pipeline.core.annotations import Argument
from pipeline.events.clausewords import SAYING
from pipeline.events.slots import Clause, Done, Frame, Slot

STEPS = (0, 1, 2, 3, 5, 8, 13, 21, 34)
"""Bounds of the classes of distance, in tokens."""

SEXES = {"ms": "m", "fs": "f", "fd": "f", "fp": "f"}

RECENT = 12
"""How many actions back a participant counts as one who acted before."""


@dataclass(frozen=True, slots=True)
class Lie:
    """How a participant lies to a trigger.

    Attributes:
        side: ``<`` before it or ``>`` after it.
        far: How many tokens off.
        order: How many participants are nearer on this side.
        verbs: How many verbs stand between.
        marks: Which marks and clause openers stand between.
        holds: A class of what it hangs on.
    """

    side: str
    far: int
    order: int
    verbs: int
    marks: str
    holds: str


def of_named(clause: Clause, frame: Frame, slot: Slot, lie: Lie, standing: str, ruled: bool) -> list[str]:
    """Return the features of a participant named in the sentence."""
    side, holds, marks, before = lie.side, lie.holds, lie.marks, frame.before
    verbs = min(lie.verbs, 2)
    agrees = _agrees(clause.person, slot.gender, slot.argument.type)
    type_ = slot.argument.type[:2]
    rank = f"{side}{min(lie.order, 3)}"
    distance = next((number for number, bound in enumerate(STEPS) if lie.far <= bound), len(STEPS))
    found = [
        f"b{side}{frame.kind}",
        f"h{side}{holds}",
        f"hk{side}{holds}{frame.kind}",
        f"ho{rank}{holds}{before}",
        f"ha{rank}{holds}{frame.after}",
        f"hv{side}{holds}{verbs}",
        f"hm{side}{holds}{marks}",
        f"d{side}{distance}{frame.kind}",
        f"r{rank}{before}",
        f"ra{rank}{frame.after}",
        f"rs{rank}{standing}",
        f"rp{rank}{frame.place}{frame.speech}",
        f"g{side}{agrees}",
        f"gh{side}{agrees}{holds}",
        f"gt{side}{agrees}{type_}{clause.person}",
        f"t{side}{type_}{clause.type}",
        f"th{side}{type_}{holds}",
        f"to{side}{type_}{frame.speech}{before}",
        f"m{side}{marks}",
        f"mo{side}{marks}{before}",
        f"vo{side}{verbs}{before}{standing}",
        f"s{side}{standing}{frame.speech}{before}",
        f"sh{side}{standing}{holds}",
        f"p{side}{frame.pronoun}{before}",
        f"pp{rank}{frame.pronoun}{holds}{distance}",
        f"q{rank}{frame.topic}{holds}",
        f"qa{side}{frame.topic}{frame.after}",
    ]
    path = frame.path
    if ruled:
        found += [f"+{path}", f"+{path}{side}{holds}", f"+{path}{agrees}{before}", f"+{path}{side}{lie.order}{verbs}"]
    else:
        found += [f"-{path}{side}", f"-{path}{rank}{holds}"]
    return found


def of_earlier(clause: Clause, frame: Frame, earlier: Done, order: int, standing: str, named: bool, ruled: bool) -> list[str]:
    """Return the features of the actors of an earlier action; ``order`` counts others since."""
    before, after, speech, path = frame.before, frame.after, frame.speech, frame.path
    gap = min(clause.sentence.index - earlier.sentence, 3)
    agrees = _agrees(clause.person, earlier.gender, earlier.actors[0].type)
    type_ = earlier.actors[0].type[:2] if len(earlier.actors) == 1 else "mm"
    said = "s" if earlier.type in SAYING else "d"
    main = "m" if earlier.main else "r"
    found = [
        f"Cb{frame.kind}{order}",
        f"Cg{gap}{order}",
        f"Co{before}{gap}",
        f"Ca{after}{order}",
        f"Coa{before}{after}",
        f"Cs{speech}{said}{gap}{main}",
        f"Cp{standing}{speech}{frame.place}",
        f"Cpo{standing}{before}",
        f"Ct{type_}{clause.type}",
        f"Cto{type_}{speech}{before}",
        f"Cx{agrees}{order}",
        f"Cxt{agrees}{type_}{clause.person}",
        f"Cr{frame.pronoun}{before}{order}",
        f"Cn{'=' if named else ''}{gap}{order}",
        f"Cm{main}{said}{before}{order}",
        f"Cq{frame.topic}{order}",
        f"Cqa{frame.topic}{after}",
        f"Cqp{frame.topic}{before}{clause.person}",
    ]
    if ruled:
        found += [f"C+{path}", f"C+{path}{gap}{said}", f"C+{path}{after}", f"C+{path}{before}", f"C+{path}{agrees}"]
    else:
        found += [f"C-{path}", f"C-{path}{order}{gap}"]
    return found


def of_nobody(clause: Clause, frame: Frame, named: bool, ruled: bool) -> list[str]:
    """Return the features of an action without an actor; ``named`` says whether its sentence names any participant."""
    before, after, kind, path = frame.before, frame.after, frame.kind, frame.path
    return [
        f"Nk{kind}",
        f"No{before}{frame.pronoun}",
        f"Na{after}{clause.person}",
        f"Noa{before}{after}",
        f"Nt{clause.type}",
        f"Ntk{clause.type}{kind}",
        f"Np{clause.person}{before}",
        f"Nh{frame.place}{kind}{frame.speech}",
        f"Nn{named}{kind}",
        f"Nl{clause.candidate.lemma}",
        f"Nq{frame.topic}{clause.person}",
        f"Nqa{frame.topic}{after}",
        f"Nqb{frame.topic}{before}",
        f"N{'+' if ruled else '-'}{path}",
        f"N{'+' if ruled else '-'}{path}{after}",
    ]


def of_elsewhere(frame: Frame) -> list[str]:
    """Return the features of what the rules found in no other way."""
    return [f"E:{frame.path}", f"E:{frame.path}{frame.kind}", f"E:{frame.path}{frame.before}"]


def standings(clause: Clause, done: list[Done]) -> dict[tuple[str, str], str]:
    """Return by participant how it acted before: last (``0``), in the sentence (``h``) or the document (``d``); ``s`` who spoke last."""
    found: dict[tuple[str, str], str] = {}
    spoken = False
    for number, earlier in enumerate(done[: -RECENT - 1 : -1]):
        speaks = earlier.type in SAYING and bool(earlier.actors)
        for argument in earlier.actors:
            where = "0" if number == 0 else "h" if earlier.sentence == clause.sentence.index else "d"
            found.setdefault(identity(argument), where + ("s" if speaks and not spoken else ""))
        spoken = spoken or speaks
    return found


def _agrees(person: str, gender: str, type_: str) -> str:
    """Return a class of agreement between a verb form and a possible subject."""
    sex = SEXES.get(person)
    if sex is None:
        return person + type_[:1]
    if not gender:
        return "?" + type_[:1]
    return ("=" if sex == gender else "≠") + type_[:1]


def identity(argument: Argument) -> tuple[str, str]:
    """Return by what two arguments are the same participant."""
    return argument.type, argument.id or argument.name
