"""Label Studio: tasks with pre-annotations, and the labeling interface that shows them right to left."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import quoteattr

from pipeline.core.codes import ACTION_TYPES
from pipeline.core.serialize import encode, to_json
from pipeline.core.version import __version__
from pipeline.exports.record import Record
from pipeline.exports.writer import Writer
from pipeline.tables.rows import Row

TASKS, INTERFACE = "labelstudio.json", "labelstudio.xml"
FILES = (TASKS, INTERFACE)

LABELS = {"organization": "#2f7ed8", "person": "#1a9850", "official": "#8c6bb1", "date": "#d8a02f", "action": "#d73027"}
"""Labels with the colours that the interface gives them; ``official`` ties a title to its holder."""

_ROLES = ("actor", "target")


def interface() -> str:
    """Return the labeling interface: spans with labels, a type for each action, relations of an action to its arguments."""
    labels = "\n".join(f'    <Label value={quoteattr(name)} background="{colour}"/>' for name, colour in LABELS.items())
    choices = "\n".join(f"    <Choice value={quoteattr(name)}/>" for name in ACTION_TYPES)
    return f"""\
<View>
  <Style>.lsf-richtext {{ direction: rtl; text-align: right; line-height: 2 }}</Style>
  <Header value="$title"/>
  <Labels name="label" toName="text">
{labels}
  </Labels>
  <View style="direction: rtl; text-align: right; line-height: 2">
    <Text name="text" value="$text" granularity="word"/>
  </View>
  <Choices name="action_type" toName="text" perRegion="true" whenTagName="label" whenLabelValue="action" choice="single">
{choices}
  </Choices>
  <Relations>
    <Relation value="actor"/>
    <Relation value="target"/>
  </Relations>
</View>
"""


def task(record: Record) -> dict[str, Any] | None:
    """Return the task of a document, None where it was not analyzed.

    Offsets count code points, as Label Studio does.
    """
    rows = record.rows
    (document,) = rows["documents"]
    if document["status"] != "ok":
        return None
    result = list(_result(rows))
    data = {name: document[name] for name in ("doc_id", "source", "title", "published")} | {"text": record.text}
    return {"data": data, "predictions": [{"model_version": f"mirsad {__version__}", "result": result}]}


def _result(rows: dict[str, list[Row]]) -> Iterator[dict[str, Any]]:
    mentions: dict[str, list[Row]] = {}
    for row in rows["mentions"]:
        mentions.setdefault(row["entity_id"], []).append(row)
        yield _region(row["mention_id"], row, row["kind"])
    for number, row in enumerate(rows["officials"], 1):
        if row["position"]:
            yield _region(f"o{number}", row, "official")
    for row in rows["dates"]:
        yield _region(row["date_id"], row, "date")
    for row in rows["actions"]:
        yield _region(row["action_id"], row, "action", row["trigger"], row["score"])
        value = {"start": row["start"], "end": row["end"], "text": row["trigger"], "choices": [row["type"]]}
        yield {"id": row["action_id"], "from_name": "action_type", "to_name": "text", "type": "choices", "value": value}
        for role in _ROLES:
            for identifier in dict.fromkeys(row[f"{role}_ids"]):
                if identifier in mentions:
                    nearest = _nearest(mentions[identifier], row["start"])
                    yield {
                        "type": "relation",
                        "from_id": row["action_id"],
                        "to_id": nearest["mention_id"],
                        "direction": "right",
                        "labels": [role],
                    }


def _nearest(mentions: list[Row], offset: int) -> Row:
    return min(mentions, key=lambda mention: abs(mention["start"] - offset))


def _region(identifier: str, row: Row, label: str, text: str = "", score: float | None = None) -> dict[str, Any]:
    value = {"start": row["start"], "end": row["end"], "text": text or row["text"], "labels": [label]}
    region = {"id": identifier, "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    return region if score is None else region | {"score": score}


class LabelStudioWriter:
    """One JSON array of tasks; the interface stands beside it."""

    def __init__(self, handle: BinaryIO) -> None:
        """Begin the array.

        Args:
            handle: A file open for writing.
        """
        self._write = handle.write
        self._before = b"[\n"

    def write(self, record: Record) -> None:
        """Append the task of a document."""
        made = task(record)
        if made is not None:
            self._write(self._before + encode(to_json(made)))
            self._before = b",\n"

    def finish(self, entities: Iterable[Row]) -> None:
        """End the array."""
        self._write(b"\n]\n" if self._before == b",\n" else b"[]\n")


@contextmanager
def open_labelstudio(folder: Path) -> Iterator[Writer]:
    """Open the files in a folder."""
    (folder / INTERFACE).write_text(interface(), encoding="utf-8", newline="\n")
    with open(folder / TASKS, "wb") as handle:
        yield LabelStudioWriter(handle)
