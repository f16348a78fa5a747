"""Tags of other programs' models as our spans: the label table, and BIO over one sentence."""

from collections.abc import Sequence
from difflib import get_close_matches

from pipeline.core.annotations import NerSpan
from pipeline.core.errors import ModelError
from pipeline.ner.labels import ENTITIES, TITLE
from pipeline.resources.store import ModelStore

FILE = "ner/labels.yaml"
"""Our label by each backend's own, inside the models folder."""

OURS = (*ENTITIES, TITLE)
"""Labels that another program's label may be mapped to."""


def label_table(models: ModelStore, backend: str) -> dict[str, str | None]:
    """Return our label, or None for none, by a backend's own label.

    Args:
        models: The models folder.
        backend: Name of the backend.

    Raises:
        ModelError: The table has no such backend, or maps to a label that does not exist.
    """
    tables = models.yaml(FILE)
    table = tables.get(backend) if isinstance(tables, dict) else None
    if not isinstance(table, dict):
        raise ModelError(f"{models.folder / FILE} has no table for {backend}: reinstall mirsad")
    for theirs, ours in table.items():
        if ours is not None and ours not in OURS:
            near = get_close_matches(str(ours), OURS, 1)
            hint = f"; nearest known label: {near[0]}" if near else ""
            raise ModelError(f"{models.folder / FILE}: {backend}: {theirs}: no label is called {ours!r}{hint}")
    return {str(theirs): ours for theirs, ours in table.items()}


def check_labels(table: dict[str, str | None], theirs: Sequence[str], backend: str, model: str) -> None:
    """Check that a model's labels are all in the table, and that one of them is of use.

    Args:
        table: What :func:`label_table` gave.
        theirs: The model's tags (``B-PERS``) or labels (``PERS``).
        backend: Name of the backend, for the message.
        model: Name or path of the model, for the message.

    Raises:
        ModelError: A label of the model is unknown to the table.
    """
    names = sorted({tag.partition("-")[2] or tag for tag in theirs} - {"O"})
    unknown = [name for name in names if name not in table]
    if unknown:
        raise ModelError(f"the model {model} has labels that {FILE} does not map under {backend}: {', '.join(unknown)}; add them there")
    if not any(table[name] for name in names):
        raise ModelError(f"the model {model} has no label of persons, organizations, places or positions: choose an NER model")


def spans_of(tags: Sequence[tuple[str, float]], at: int, table: dict[str, str | None], found_by: str) -> list[NerSpan]:
    """Return the spans of one sentence's tags, which may be BIO or BIOES; an I that continues nothing begins a span.

    Args:
        tags: Tag and probability of every token.
        at: Index of the sentence's first token in the document.
        table: Our label by theirs.
        found_by: Name of the backend.

    Returns:
        Spans with the least probability of their tokens as score.
    """
    found: list[NerSpan] = []
    open_label = ""
    for number, (tag, chance) in enumerate(tags):
        part, _, theirs = tag.partition("-")
        label = table.get(theirs) if theirs else None
        if label is None:
            open_label = ""
            continue
        if open_label == label and part in {"I", "E"}:
            before = found.pop()
            found.append(NerSpan(before.first, at + number + 1, label, min(before.score, round(chance, 4)), found_by))
        else:
            found.append(NerSpan(at + number, at + number + 1, label, round(chance, 4), found_by))
        open_label = "" if part in {"E", "S"} else label
    return found
