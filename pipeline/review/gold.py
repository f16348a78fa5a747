"""A reviewed document as a gold document: the JSON form that ``mirsad evaluate`` measures against."""

from typing import Any

from pipeline.tables.rows import Row, Rows


def gold_of(rows: Rows, text: str) -> dict[str, Any]:
    """Return the gold document of a reviewed one.

    Args:
        rows: Its corrected rows by table name.
        text: Its raw text.

    Returns:
        A JSON object: organizations and officials with their surfaces in order of appearance, dates and actions with the number of
        the occurrence of their words in the text, counted from 1.
    """
    (document,) = rows["documents"]
    surfaces: dict[str, list[str]] = {}
    for row in sorted(rows["mentions"], key=lambda row: (row["start"], row["end"])):
        surfaces.setdefault(row["entity_id"], []).append(row["text"])
    return {
        "doc_id": document["doc_id"],
        "published": document["published"] or None,
        "source": document["source"],
        "organizations": [
            {"name": row["name"], "type": row["type"], "country": row["country"] or None, "mentions": surfaces.get(row["org_id"], [])}
            for row in rows["organizations"]
        ],
        "officials": _officials(rows, surfaces),
        "dates": [
            {"text": row["text"], "n": _occurrence(text, row["text"], row["start"]), "type": row["type"], "value": row["value"] or None}
            for row in rows["dates"]
        ],
        "actions": [_action(row, text) for row in rows["actions"]],
    }


def _officials(rows: Rows, surfaces: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return one record a person, and one for each position that stands without a name."""
    found: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows["officials"]):
        key = row["person_id"] or f"unnamed {number}"
        mentions = surfaces.get(row["person_id"], []) if row["person_id"] else [row["text"]]
        record = found.setdefault(key, {"name": row["name"] or None, "mentions": mentions, "positions": []})
        if row["position"]:
            record["positions"].append({"position": row["position"], "org": row["org"] or None, "role": row["role"] or None})
    return list(found.values())


def _action(row: Row, text: str) -> dict[str, Any]:
    trigger = {"trigger": row["trigger"], "n": _occurrence(text, row["trigger"], row["start"]), "type": row["type"]}
    return trigger | {
        "actors": row["actors"],
        "targets": row["targets"],
        "date": row["date"] or None,
        "modality": row["modality"],
        "polarity": row["polarity"],
    }


def _occurrence(text: str, wanted: str, start: int) -> int:
    """Return which occurrence of some words begins at an offset, counted from 1."""
    number, at = 1, text.find(wanted)
    while 0 <= at < start:
        number += 1
        at = text.find(wanted, at + 1)
    return number
