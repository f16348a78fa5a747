"""One document's analysis as rows of the tables."""

from typing import Any

from pipeline.core.analysis import Analysis
from pipeline.core.annotations import Argument, Entity, Position
from pipeline.core.codes import ACTION_CODES
from pipeline.core.document import Document, Rejected

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Rows by table name; a value is a str, int, float, bool, list of str, or None for unknown."""


def rows_of(analysis: Analysis) -> Rows:
    """Return the rows of every table for one document.

    Args:
        analysis: What the stages found.

    Returns:
        Rows by table name, ``documents`` with its one row included; each table in the order of the text.
    """
    counts: dict[str, int] = {}
    for mention in analysis.mentions:
        counts[mention.entity_id] = counts.get(mention.entity_id, 0) + 1
    entities = {entity.id: entity for entity in analysis.entities}
    return {
        "documents": [_document(analysis)],
        "organizations": _organizations(analysis, counts),
        "officials": _officials(analysis, entities, counts),
        "dates": _dates(analysis),
        "actions": _actions(analysis),
        "mentions": _mentions(analysis, entities),
        "relations": _relations(analysis, entities),
    }


def rejected_row(rejected: Rejected) -> Row:
    """Return the documents row of an input that did not become a document."""
    document = Document(rejected.id, rejected.text, rejected.source)
    row = _sizes(document, 0, 0)
    return row | {"status": rejected.status, "error": rejected.error, "sha256": row["sha256"] if rejected.text else ""}


def _sizes(document: Document, sentences: int, tokens: int) -> Row:
    return {
        "doc_id": document.id,
        "source": document.source,
        "title": document.title,
        "published": document.published,
        "published_from": document.published_from,
        "n_chars": len(document.text),
        "n_sentences": sentences,
        "n_tokens": tokens,
        "sha256": document.sha256,
        "status": "ok",
        "error": "",
        "warnings": [],
    }


def _document(analysis: Analysis) -> Row:
    segmentation = analysis.segmentation
    row = _sizes(analysis.document, len(segmentation.sentences), len(segmentation.tokens))
    return row | {"title": analysis.document.title or _headline(analysis), "warnings": list(analysis.warnings)}


def _headline(analysis: Analysis) -> str:
    """Return the headline that the text itself begins with, or empty."""
    headlines = (paragraph.span for paragraph in analysis.segmentation.paragraphs if paragraph.kind == "headline")
    span = next(headlines, None)
    return span.of(analysis.document.text) if span is not None else ""


def _organizations(analysis: Analysis, counts: dict[str, int]) -> list[Row]:
    raw = analysis.document.text
    return [
        {
            "doc_id": analysis.document.id,
            "org_id": entity.id,
            "name": entity.name,
            "type": entity.type,
            "country": entity.country,
            "parent_id": entity.parent_id,
            "wikidata": entity.wikidata,
            "aliases": list(entity.aliases),
            "mentions": counts.get(entity.id, 0),
            "start": entity.span.start,
            "end": entity.span.end,
            "text": entity.span.of(raw),
            "score": entity.score,
            "found_by": entity.found_by,
        }
        for entity in analysis.entities
        if entity.kind == "organization" and entity.listed and entity.span is not None
    ]


def _officials(analysis: Analysis, entities: dict[str, Entity], counts: dict[str, int]) -> list[Row]:
    rows = [
        _official(analysis, entities[position.person_id], counts, position, entities.get(position.organization_id))
        for position in analysis.positions
        if entities[position.person_id].listed
    ]
    holders = {position.person_id for position in analysis.positions}
    rows.extend(
        _official(analysis, entity, counts, None, None)
        for entity in analysis.entities
        if entity.kind == "person" and entity.listed and entity.id not in holders and entity.span is not None
    )
    return sorted(rows, key=lambda row: (row["start"], row["end"], row["position"], row["name"]))


def _official(analysis: Analysis, holder: Entity, counts: dict[str, int], position: Position | None, organization: Entity | None) -> Row:
    span = position.span if position is not None else holder.span
    if span is None:
        raise ValueError(f"{holder.id} is listed but never named")
    found = position if position is not None else holder
    return {
        "doc_id": analysis.document.id,
        "person_id": holder.id if holder.kind == "person" else "",
        "name": holder.name if holder.kind == "person" else "",
        "honorific": holder.honorific,
        "position": position.title if position is not None else "",
        "role": position.role if position is not None else "",
        "acting": position.acting if position is not None else None,
        "org_id": organization.id if organization is not None and organization.listed else "",
        "org": organization.name if organization is not None else position.organization if position is not None else "",
        "country": found.country,
        "mentions": counts.get(holder.id, 0),
        "start": span.start,
        "end": span.end,
        "text": span.of(analysis.document.text),
        "score": found.score,
        "found_by": found.found_by,
    }


def _dates(analysis: Analysis) -> list[Row]:
    raw = analysis.document.text
    return [
        {
            "doc_id": analysis.document.id,
            "date_id": timex.id,
            "text": timex.span.of(raw),
            "start": timex.span.start,
            "end": timex.span.end,
            "sentence": timex.sentence,
            "type": timex.type,
            "value": timex.value,
            "start_date": timex.start_date,
            "end_date": timex.end_date,
            "granularity": timex.granularity,
            "calendar": timex.calendar,
            "hijri": timex.hijri,
            "relative": timex.relative,
            "anchor": timex.anchor,
            "found_by": timex.found_by,
            "note": timex.note,
        }
        for timex in analysis.timexes
    ]


def _names(arguments: tuple[Argument, ...], prefix: str) -> Row:
    return {
        f"{prefix}s": [argument.name for argument in arguments],
        f"{prefix}_ids": [argument.id for argument in arguments],
        f"{prefix}_types": [argument.type for argument in arguments],
    }


def _actions(analysis: Analysis) -> list[Row]:
    raw = analysis.document.text
    sentences = analysis.segmentation.sentences
    rows = []
    for event in analysis.events:
        plover, cameo = ACTION_CODES[event.type]
        rows.append(
            {
                "doc_id": analysis.document.id,
                "action_id": event.id,
                "type": event.type,
                "plover": plover,
                "cameo": cameo,
                "trigger": event.span.of(raw),
                "start": event.span.start,
                "end": event.span.end,
                "lemma": event.lemma,
                **_names(event.actors, "actor"),
                **_names(event.targets, "target"),
                "object": event.object.of(raw) if event.object is not None else "",
                "location": event.location,
                "date_id": event.timex_id,
                "date": event.date,
                "modality": event.modality,
                "polarity": event.polarity,
                "source": event.source.name if event.source is not None else "",
                "source_id": event.source.id if event.source is not None else "",
                "quote": event.quote.of(raw) if event.quote is not None else "",
                "sentence": event.sentence,
                "sentence_text": sentences[event.sentence].span.of(raw),
                "rule": event.rule,
                "score": event.score,
            }
        )
    return rows


def _mentions(analysis: Analysis, entities: dict[str, Entity]) -> list[Row]:
    raw = analysis.document.text
    return [
        {
            "doc_id": analysis.document.id,
            "mention_id": mention.id,
            "entity_id": mention.entity_id,
            "kind": mention.kind,
            "form": mention.form,
            "text": mention.span.of(raw),
            "start": mention.span.start,
            "end": mention.span.end,
            "sentence": mention.sentence,
            "found_by": mention.found_by,
        }
        for mention in analysis.mentions
        if mention.kind != "position" and entities[mention.entity_id].listed
    ]


def _relations(analysis: Analysis, entities: dict[str, Entity]) -> list[Row]:
    rows = []
    for position in analysis.positions:
        if position.organization_id and entities[position.person_id].kind == "person" and entities[position.organization_id].listed:
            predicate = {"representative": "represents", "member": "member_of"}.get(position.role, "holds_position_in")
            rows.append(
                _relation(analysis, position.person_id, predicate, position.organization_id, position.span.start, position.span.end)
            )
    for entity in analysis.entities:
        parent = entities.get(entity.parent_id)
        if parent is not None and entity.listed and parent.listed and entity.span is not None:
            rows.append(_relation(analysis, entity.id, "part_of", parent.id, entity.span.start, entity.span.end))
    return sorted(rows, key=lambda row: (row["start"], row["end"], row["subject_id"], row["predicate"], row["object_id"]))


def _relation(analysis: Analysis, subject: str, predicate: str, target: str, start: int, end: int) -> Row:
    return {"doc_id": analysis.document.id, "subject_id": subject, "predicate": predicate, "object_id": target, "start": start, "end": end}
