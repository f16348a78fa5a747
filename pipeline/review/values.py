"""Rows rejected, given other values, or added."""

import calendar
import re
from typing import Any

from pipeline.core.codes import ACTION_CODES
from pipeline.review.corrections import FOUND_BY, Correction
from pipeline.review.draft import Draft
from pipeline.review.entities import ensure, move
from pipeline.tables.rows import Row

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_GRAINS = ("year", "month", "day")


def reject(draft: Draft, kind: str, row: Row) -> None:
    """Take a row out, and what follows from it."""
    if kind in ("organization", "person"):
        draft.rows["mentions"].remove(row)
        draft.touched.add(row["entity_id"])
    elif kind == "official":
        _reject_position(draft, row)
    elif kind == "date":
        draft.rows["dates"].remove(row)
        for action in draft.rows["actions"]:
            if action["date_id"] == row["date_id"]:
                action |= {"date_id": "", "date": ""}
    else:
        draft.rows["actions"].remove(row)


def _reject_position(draft: Draft, row: Row) -> None:
    """Take a position away; a person who holds no other stays with a row without one."""
    draft.rows["relations"] = [
        relation
        for relation in draft.rows["relations"]
        if (relation["subject_id"], relation["start"], relation["end"]) != (row["person_id"], row["start"], row["end"])
    ]
    others = [other for other in draft.rows["officials"] if other is not row and other["person_id"] == row["person_id"]]
    if not row["person_id"] or others:
        draft.rows["officials"].remove(row)
        return
    row |= {"position": "", "role": "", "acting": None, "org": "", "org_id": "", "found_by": FOUND_BY}
    draft.touched.add(row["person_id"])


def change_values(draft: Draft, correction: Correction, row: Row) -> None:
    """Give a position, date or action other values.

    Args:
        draft: The document.
        correction: With its new values in ``to``.
        row: The row.
    """
    to = dict(correction.to)
    if "start" in to:
        row["start"], row["end"] = to.pop("start"), to.pop("end")
        row["trigger" if correction.kind == "action" else "text"] = draft.text[row["start"] : row["end"]]
    to.pop("text", "")
    if correction.kind == "official":
        _official(draft, row, to)
    elif correction.kind == "date":
        _date(draft, row, to)
    else:
        _action(draft, row, to)


def _official(draft: Draft, row: Row, to: dict[str, Any]) -> None:
    name = to.pop("name", None)
    if name is not None and name != row["name"]:
        old = row["person_id"]
        row |= {"name": name, "person_id": ensure(draft, "person", row, name) if name else ""}
        draft.touched.update(filter(None, (old, row["person_id"])))
        _bare(draft, row["person_id"])
    if "org" in to:
        known = draft.organization(to["org"]) if to["org"] else None
        row |= {"org": known["name"] if known else to["org"], "org_id": known["org_id"] if known else ""}
        _relate(draft, row)
    row |= {column: to[column] for column in ("honorific", "position", "role", "country", "acting") if column in to}
    row["found_by"] = FOUND_BY


def _bare(draft: Draft, person: str) -> None:
    """Drop a person's row without position where there is one with a position."""
    rows = [row for row in draft.rows["officials"] if person and row["person_id"] == person]
    if any(row["position"] for row in rows):
        for row in rows:
            if not row["position"]:
                draft.rows["officials"].remove(row)


def _relate(draft: Draft, row: Row) -> None:
    """Let the relation of a position follow its organization."""
    same = (row["person_id"], row["start"], row["end"])
    draft.rows["relations"] = [
        relation for relation in draft.rows["relations"] if (relation["subject_id"], relation["start"], relation["end"]) != same
    ]
    if row["person_id"] and row["org_id"]:
        predicate = {"representative": "represents", "member": "member_of"}.get(row["role"], "holds_position_in")
        draft.rows["relations"].append(
            {"doc_id": draft.doc_id, "subject_id": row["person_id"], "predicate": predicate, "object_id": row["org_id"]}
            | {"start": row["start"], "end": row["end"]}
        )


def _date(draft: Draft, row: Row, to: dict[str, Any]) -> None:
    if "value" in to and "start_date" not in to:
        first, last, grain = covered(to["value"])
        row |= {"start_date": first, "end_date": last, "granularity": grain or row["granularity"]}
    row |= to
    row["found_by"] = FOUND_BY
    when = row["start_date"] if row["start_date"] == row["end_date"] else f"{row['start_date']}/{row['end_date']}"
    for action in draft.rows["actions"]:
        if action["date_id"] == row["date_id"]:
            action["date"] = when


def covered(value: str) -> tuple[str, str, str]:
    """Return first day, last day and grain of a TIMEX3 value of year, month or day, or of a range of such; else empty texts."""
    found = [match for part in value.split("/") if (match := _DAY.fullmatch(part))]
    if len(found) != len(value.split("/")) or len(found) > 2:
        return "", "", ""
    try:
        days = [_days(match) for match in found]
    except ValueError:
        return "", "", ""
    return days[0][0], days[-1][1], _GRAINS[sum(part is not None for part in found[0].groups()) - 1]


def _days(match: re.Match[str]) -> tuple[str, str]:
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        raise ValueError(match.group())
    if month is None:
        return f"{year:04d}-01-01", f"{year:04d}-12-31"
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return f"{year:04d}-{month:02d}-01", f"{year:04d}-{month:02d}-{length:02d}"
    if not 1 <= day <= length:
        raise ValueError(match.group())
    return (f"{year:04d}-{month:02d}-{day:02d}",) * 2


def _action(draft: Draft, row: Row, to: dict[str, Any]) -> None:
    if "type" in to:
        row["type"] = to["type"]
        row["plover"], row["cameo"] = ACTION_CODES[to["type"]]
    for role in ("actor", "target"):
        if f"{role}s" in to:
            found = list(dict.fromkeys(draft.argument(name) for name in to[f"{role}s"]))
            columns = zip(*found, strict=True) if found else ((), (), ())
            row[f"{role}s"], row[f"{role}_ids"], row[f"{role}_types"] = map(list, columns)
    row |= {column: to[column] for column in ("lemma", "object", "modality", "polarity") if column in to}
    if "date" in to:
        row |= {"date": to["date"], "date_id": ""}
    row["rule"] = FOUND_BY


def new_row(draft: Draft, correction: Correction) -> None:
    """Add what a run missed."""
    kind, to = correction.kind, dict(correction.to)
    start, end = correction.start, correction.end
    sentence, sentence_text = draft.sentence_of(start)
    place = {"start": start, "end": end, "text": draft.text[start:end]}
    if kind in ("organization", "person"):
        form = "name" if len(correction.text.split()) > 1 else "short_name"
        mention: Row = {"doc_id": draft.doc_id, "mention_id": draft.number(), "entity_id": "", "kind": kind, "form": form}
        mention |= place | {"sentence": sentence, "found_by": FOUND_BY}
        mention["entity_id"] = ensure(draft, kind, mention, to["name"], to.get("entity_id", ""), like=to)
        draft.rows["mentions"].append(mention)
        draft.touched.add(mention["entity_id"])
        move(draft, mention, Correction("change", kind, start, end, correction.text, to={n: to[n] for n in to if n in ("type", "country")}))
    elif kind == "official":
        row: Row = {"doc_id": draft.doc_id, "person_id": "", "name": "", "honorific": "", "position": "", "role": "other"}
        row |= {"acting": None, "org_id": "", "org": "", "country": "", "mentions": 0} | place | {"score": 1.0, "found_by": FOUND_BY}
        draft.rows["officials"].append(row)
        row["position"] = to["position"]
        _official(draft, row, to)
    elif kind == "date":
        row = {"doc_id": draft.doc_id, "date_id": draft.number()} | place | {"sentence": sentence, "type": "DATE", "value": ""}
        row |= {"start_date": "", "end_date": "", "granularity": "", "calendar": "gregorian", "hijri": "", "relative": None, "anchor": ""}
        row |= {"found_by": FOUND_BY, "note": ""}
        draft.rows["dates"].append(row)
        _date(draft, row, to)
    else:
        trigger = {"trigger": place["text"], "start": start, "end": end, "lemma": place["text"]}
        row = {"doc_id": draft.doc_id, "action_id": draft.number(), "type": "other", "plover": "", "cameo": ""} | trigger
        row |= {f"{role}{part}": [] for role in ("actor", "target") for part in ("s", "_ids", "_types")}
        row |= {"object": "", "location": "", "date_id": "", "date": draft.rows["documents"][0]["published"], "modality": "asserted"}
        row |= {"polarity": "positive", "source": "", "source_id": "", "quote": "", "sentence": sentence, "sentence_text": sentence_text}
        row |= {"rule": FOUND_BY, "score": 1.0}
        draft.rows["actions"].append(row)
        _action(draft, row, to)
