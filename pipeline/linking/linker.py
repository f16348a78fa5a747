"""The linking stage: which mentions stand for the same organization or person of a document."""

from bisect import bisect_right
from dataclasses import replace

from pipeline.core.annotations import (
    Entity,
    Links,
    Mention,
    OrganizationMention,
    PersonMention,
    PlaceMention,
    Position,
    PositionMention,
    Segmentation,
)
from pipeline.core.document import Document
from pipeline.linking.offices import Offices, occupancy
from pipeline.linking.organizations import link_organizations
from pipeline.linking.persons import Cluster, cluster, entity_of, position_id
from pipeline.matching.names import NameCues
from pipeline.resources.store import ModelStore


class Linker:
    """Links mentions within a document."""

    def __init__(self, verbs: frozenset[str]) -> None:
        """Build a linker.

        Args:
            verbs: Folded verbs after which an unnamed office-holder acts.
        """
        self._verbs = verbs

    @classmethod
    def from_models(cls, models: ModelStore) -> "Linker":
        """Build the shipped linker."""
        cues = NameCues.from_models(models)
        return cls(cues.speech | cues.deed)

    def __call__(
        self,
        document: Document,
        segmentation: Segmentation,
        places: tuple[PlaceMention, ...],
        organizations: tuple[OrganizationMention, ...],
        persons: tuple[PersonMention, ...],
        positions: tuple[PositionMention, ...],
    ) -> Links:
        """Return the entities of a document, all their mentions and their positions."""
        bodies, body_mentions = link_organizations(document, segmentation, places, organizations, positions)
        offices = Offices(bodies, body_mentions, organizations)
        resolved = [offices.place(position, organizations) for position in positions]
        groups = cluster(persons)
        owner = {number: group for group in groups for number in group.mentions}
        for number, position in enumerate(positions):
            if position.person >= 0:
                owner[position.person].positions.append(number)
        offices.rivals(groups, positions, resolved)
        standing: dict[int, Cluster] = {}
        for number, position in enumerate(positions):
            if position.person < 0:
                home = offices.holder(number, positions, resolved, groups, persons)
                if home is not None:
                    standing[number] = home
        entities: list[Entity] = list(bodies)
        mentions: list[Mention] = list(body_mentions)
        linked: list[Position] = []
        firsts = [sentence.first for sentence in segmentation.sentences]
        taken: dict[str, int] = {entity.id: number for number, entity in enumerate(entities)}

        def note(entity_id: str, kind: str, form: str, source: PersonMention | PositionMention) -> None:
            span = source.span if isinstance(source, PersonMention) else source.title_span
            sentence = max(bisect_right(firsts, source.first) - 1, 0)
            mentions.append(Mention("", entity_id, kind, form, span, source.first, source.last, sentence, source.score, source.found_by))

        for group in groups:
            entity = entity_of(group, persons, positions)
            if entity.id not in taken:
                taken[entity.id] = len(entities)
                entities.append(entity)
            for number in group.mentions:
                note(entity.id, "person", persons[number].form, persons[number])
            for number in (number for number, home in standing.items() if home is group):
                note(entity.id, "person", "nominal", positions[number])
            linked.extend(offices.held(entity.id, group.positions, positions, resolved))
        for number, position in enumerate(positions):
            if position.person >= 0 or number in standing:
                continue
            body = resolved[number]
            name = " ".join(filter(None, (position.title, body.name)))
            entity_id = position_id(name)
            if entity_id not in taken:
                taken[entity_id] = len(entities)
                entities.append(
                    Entity(
                        entity_id,
                        "position",
                        name,
                        position.role,
                        position.country,
                        "",
                        (),
                        "",
                        position.gender,
                        "",
                        False,
                        position.title_span,
                        position.score,
                        position.found_by,
                    )
                )
                linked.append(occupancy(entity_id, position, body))
            if offices.acts(segmentation, position, self._verbs) and not entities[taken[entity_id]].listed:
                entities[taken[entity_id]] = replace(entities[taken[entity_id]], listed=True)
            note(entity_id, "position", "nominal", position)
        for entity in offices.added:
            if entity.id not in taken:
                taken[entity.id] = len(entities)
                entities.append(entity)
        ordered = sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end, mention.kind, mention.entity_id))
        return Links(
            tuple(entities),
            tuple(replace(mention, id=f"m{number}") for number, mention in enumerate(ordered)),
            tuple(sorted(linked, key=lambda position: (position.span.start, position.span.end, position.title))),
        )
