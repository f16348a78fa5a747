"""Organizations and persons corrected: a mention moved to another one, all of them renamed or merged, rows put in order after."""

from pipeline.normalize.normalizer import key
from pipeline.review.corrections import FOUND_BY, Correction, EntityCorrection
from pipeline.review.draft import Draft
from pipeline.tables.rows import Row

_TABLE = {"organization": ("organizations", "org_id"), "person": ("officials", "person_id")}


def move(draft: Draft, row: Row, correction: Correction) -> None:
    """Change a mention: its span, the entity that it stands for, or what that entity is.

    Args:
        draft: The document.
        row: The mention.
        correction: With its new values in ``to``.
    """
    to, kind, old = correction.to, correction.kind, row["entity_id"]
    before = (row["start"], row["end"])
    if "start" in to:
        row["start"], row["end"] = to["start"], to["end"]
        row["text"] = draft.text[row["start"] : row["end"]]
    row["found_by"] = FOUND_BY
    draft.touched.add(old)
    if to.get("name") or to.get("entity_id"):
        known = _known(draft, kind, old)
        new = ensure(draft, kind, row, str(to.get("name", "")), str(to.get("entity_id", "")), like=known)
        if new != old:
            row["entity_id"] = new
            draft.touched.add(new)
            draft.moved[old] = new
            _follow(draft, kind, old, new, before, row)
        else:
            _set(draft, kind, new, {"name": to.get("name", "")})
    if kind == "organization":
        _set(draft, kind, row["entity_id"], {name: to.get(name, "") for name in ("type", "country")})


def _follow(draft: Draft, kind: str, old: str, new: str, before: tuple[int, int], mention: Row) -> None:
    """Let what was read from a moved mention go with it: the positions of a person around it."""
    if kind != "person":
        return
    name = next(row["name"] for row in draft.rows["officials"] if row["person_id"] == new)
    for row in draft.rows["officials"]:
        if row["person_id"] == old and row["position"] and row["start"] < before[1] and before[0] < row["end"]:
            row |= {"person_id": new, "name": name, "found_by": FOUND_BY, "end": max(row["end"], mention["end"])}
            row["text"] = draft.text[row["start"] : row["end"]]
            for relation in draft.rows["relations"]:
                if relation["subject_id"] == old and relation["start"] == row["start"]:
                    relation |= {"subject_id": new, "end": row["end"]}


def _known(draft: Draft, kind: str, identifier: str) -> Row:
    table, column = _TABLE[kind]
    return next((row for row in draft.rows[table] if row[column] == identifier), {})


def ensure(draft: Draft, kind: str, mention: Row, name: str, identifier: str = "", like: Row | None = None) -> str:
    """Return the id of an entity of the document, made if there is none of that name.

    Args:
        draft: The document.
        kind: ``organization`` or ``person``.
        mention: Where the text names it.
        name: Canonical name.
        identifier: Its id, if it is known in another document.
        like: Row of what it was taken for, whose type and country it has until told otherwise.
    """
    known = draft.organization(name, identifier) if kind == "organization" else draft.person(name, identifier)
    known = known or (draft.organization(name) if kind == "organization" else draft.person(name))
    if known is not None:
        return str(known["org_id" if kind == "organization" else "person_id"])
    model = like or {}
    country = str(model.get("country") or "")
    name = name or mention["text"]
    new = identifier or draft.new_id(kind, name, country)
    place = {"start": mention["start"], "end": mention["end"], "text": mention["text"], "score": 1.0, "found_by": FOUND_BY}
    if kind == "organization":
        draft.rows["organizations"].append(
            {"doc_id": draft.doc_id, "org_id": new, "name": name, "type": model.get("type") or "other", "country": country}
            | {"parent_id": "", "wikidata": "", "aliases": [], "mentions": 0}
            | place
        )
    else:
        draft.rows["officials"].append(
            {"doc_id": draft.doc_id, "person_id": new, "name": name, "honorific": "", "position": "", "role": "", "acting": None}
            | {"org_id": "", "org": "", "country": "", "mentions": 0}
            | place
        )
    draft.touched.add(new)
    return new


def _set(draft: Draft, kind: str, identifier: str, values: dict[str, str]) -> None:
    table, column = _TABLE[kind]
    new = {name: value for name, value in values.items() if value}
    for row in draft.rows[table]:
        if row[column] == identifier and any(row[name] != value for name, value in new.items()):
            row |= {**new, "found_by": FOUND_BY}
    if "name" in new:
        _replace(draft, identifier, identifier, new["name"])


def rename(draft: Draft, correction: EntityCorrection) -> bool:
    """Rename an entity, give it another type, or merge it into another, wherever the document names it.

    Returns:
        Whether the document names it.
    """
    table, column = _TABLE[correction.kind]
    rows = draft.rows[table]
    wanted = key(correction.name)
    old = next((row for row in rows if row[column] == correction.id), None)
    if old is None and correction.id:
        return False  # another of that name, such as the ministry of another country
    old = old or next((row for row in rows if row[column] and wanted and key(row["name"] or "") == wanted), None)
    name = correction.to.get("name", "")
    titles = correction.kind == "organization" and bool(name) and _retitle(draft, wanted, name)
    if old is None:
        return titles
    before, name = old[column], name or old["name"]
    new = correction.to.get("id", "")
    if not new:
        same = key(name) == key(old["name"])
        twin = next((row[column] for row in rows if row[column] and row[column] != before and key(row["name"] or "") == key(name)), "")
        new = before if same else twin or draft.new_id(correction.kind, name, correction.to.get("country") or old["country"] or "")
    if new != before:
        _replace(draft, before, new, name)
        draft.touched.update((before, new))
    _set(draft, correction.kind, new, {n: correction.to.get(n, "") for n in ("name", "type", "country") if n in old})
    _dedupe(draft, correction.kind, new)
    draft.touched.add(new)
    return True


def _retitle(draft: Draft, wanted: str, name: str) -> bool:
    """Rename an organization inside positions, where it may stand without being a row of its own."""
    changed = False
    for row in draft.rows["officials"]:
        if row["org"] and key(row["org"]) == wanted:
            row |= {"org": name, "found_by": FOUND_BY}
            changed = True
    return changed


def _replace(draft: Draft, old: str, new: str, name: str) -> None:
    """Put one entity in the place of another in every table."""
    for row in draft.rows["organizations"]:
        row["org_id"] = new if row["org_id"] == old else row["org_id"]
        row["parent_id"] = new if row["parent_id"] == old else row["parent_id"]
    for row in draft.rows["officials"]:
        if row["person_id"] == old:
            row |= {"person_id": new, "name": name}
        if row["org_id"] == old:
            row |= {"org_id": new, "org": name}
    for row in draft.rows["mentions"]:
        row["entity_id"] = new if row["entity_id"] == old else row["entity_id"]
    for row in draft.rows["relations"]:
        for column in ("subject_id", "object_id"):
            row[column] = new if row[column] == old else row[column]
    draft.rows["relations"] = [row for row in draft.rows["relations"] if row["subject_id"] != row["object_id"]]
    for row in draft.rows["actions"]:
        for role in ("actor", "target"):
            if old in row[f"{role}_ids"]:
                _put(row, role, old, new, name)
        if row["source_id"] == old:
            row |= {"source_id": new, "source": name}


def _put(row: Row, role: str, old: str, new: str, name: str) -> None:
    """Put one participant in the place of another, or none where ``new`` is empty."""
    kept: dict[tuple[str, str], tuple[str, str, str]] = {}
    for known, identifier, kind in zip(row[f"{role}s"], row[f"{role}_ids"], row[f"{role}_types"], strict=True):
        here = (name, new, kind) if identifier == old else (known, identifier, kind)
        if identifier != old or new:
            kept.setdefault((here[1] or here[0], kind), here)
    columns = zip(*kept.values(), strict=True) if kept else ((), (), ())
    row[f"{role}s"], row[f"{role}_ids"], row[f"{role}_types"] = map(list, columns)


def _dedupe(draft: Draft, kind: str, identifier: str) -> None:
    """Make one row of the rows that a merge left with one id."""
    if kind == "organization":
        same = [row for row in draft.rows["organizations"] if row["org_id"] == identifier]
        for other in same[1:]:
            draft.rows["organizations"].remove(other)
            same[0] |= {column: same[0][column] or other[column] for column in ("country", "parent_id", "wikidata")}
        if same and same[0]["parent_id"] == identifier:
            same[0]["parent_id"] = ""
        return
    seen: set[tuple[str, str]] = set()
    rows = [row for row in draft.rows["officials"] if row["person_id"] == identifier]
    held = any(row["position"] for row in rows)
    for row in rows:
        office = (key(row["position"] or ""), key(row["org"] or ""))
        if office in seen or (held and not row["position"]):
            draft.rows["officials"].remove(row)
        seen.add(office)


def settle(draft: Draft) -> None:
    """Put the rows of touched entities in order: counts, aliases and first mention; those that nothing names any more go."""
    for identifier in sorted(draft.touched):
        _dedupe(draft, "person", identifier)
        own = [row for row in draft.rows["mentions"] if row["entity_id"] == identifier]
        own.sort(key=lambda row: (row["start"], row["end"]))
        if not own and not _stands(draft, identifier):
            _forget(draft, identifier)
            continue
        names = [row for row in own if row["form"] != "nominal"]
        for row in draft.rows["organizations"]:
            if row["org_id"] == identifier:
                row["mentions"] = len(own)
                row["aliases"] = list(dict.fromkeys(mention["text"] for mention in names if mention["text"] != row["name"]))
                _first(row, own, names)
        for row in draft.rows["officials"]:
            if row["person_id"] == identifier:
                row["mentions"] = len(own)
                if not row["position"]:
                    _first(row, own, names)


def _stands(draft: Draft, identifier: str) -> bool:
    """Say whether a reviewer gave a person a position, which then stands without a mention of the name."""
    return any(row["person_id"] == identifier and row["position"] and row["found_by"] == FOUND_BY for row in draft.rows["officials"])


def _first(row: Row, own: list[Row], names: list[Row]) -> None:
    """Let a row point to the first mention by full name, if the one that it points to is gone."""
    if own and not any((mention["start"], mention["end"]) == (row["start"], row["end"]) for mention in own):
        first = next((mention for mention in names if mention["form"] == "name"), (names or own)[0])
        row |= {name: first[name] for name in ("start", "end", "text")}


def _forget(draft: Draft, identifier: str) -> None:
    """Take an entity that nothing names any more out of every table; what it did is its successor's, if there is one."""
    heir = draft.moved.get(identifier, "")
    rows = draft.rows
    rows["organizations"] = [row for row in rows["organizations"] if row["org_id"] != identifier]
    rows["officials"] = [row for row in rows["officials"] if row["person_id"] != identifier]
    table = rows["organizations"] + rows["officials"]
    name = next((row["name"] for row in table if heir and heir in (row.get("org_id"), row.get("person_id")) and row["name"]), "")
    if name:
        _replace(draft, identifier, heir, name)
        return
    rows["relations"] = [row for row in rows["relations"] if identifier not in (row["subject_id"], row["object_id"])]
    for row in rows["organizations"]:
        row["parent_id"] = "" if row["parent_id"] == identifier else row["parent_id"]
    for row in rows["officials"]:
        row["org_id"] = "" if row["org_id"] == identifier else row["org_id"]
    for row in rows["actions"]:
        for role in ("actor", "target"):
            if identifier in row[f"{role}_ids"]:
                _put(row, role, identifier, "", "")
        if row["source_id"] == identifier:
            row |= {"source_id": "", "source": ""}
