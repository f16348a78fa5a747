"""What a user names on the command line: checked before anything is read, then read lazily."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pipeline.core.config import ReadOptions
from pipeline.core.document import Document, Rejected
from pipeline.core.errors import IngestError, RunError
from pipeline.ingest.reader import STDIN, read_inputs
from pipeline.ingest.records import Item, with_unique_ids


def check(inputs: Sequence[str], out: Path | None = None) -> None:
    """Check that inputs exist, and that a run does not read what it writes.

    Raises:
        RunError: An input does not exist, or holds the output folder.
    """
    for name in inputs:
        path = Path(name)
        if name == STDIN:
            continue
        if not path.exists():
            beside = [child.name for child in path.parent.iterdir()] if path.parent.is_dir() else []
            close = get_close_matches(path.name, beside, 1, 0.5)
            hint = f": did you mean {path.parent / close[0]}?" if close else ": name a file, a folder, or - for standard input"
            raise RunError(f"{name} does not exist{hint}")
        if out is not None and path.is_dir() and out.resolve().is_relative_to(path.resolve()):
            raise RunError(f"{out} lies inside the input {name}, so the run would read its own tables: choose an --out outside it")


@dataclass(frozen=True, slots=True)
class Inputs:
    """Inputs that can be read as often as wanted, standard input apart.

    Attributes:
        names: What the user named.
        options: How they are read.
    """

    names: tuple[str, ...]
    options: ReadOptions

    def __iter__(self) -> Iterator[Item]:
        return read_inputs(self.names, self.options)


def pick(name: str, options: ReadOptions, wanted: str = "") -> Document:
    """Return one document of an input.

    Args:
        name: What the user named.
        options: How it is read.
        wanted: Id of the document, or empty for the first.

    Raises:
        IngestError: The input holds no document, or none of that id.
    """
    seen: list[str] = []
    rejected: Rejected | None = None
    for item in with_unique_ids(Inputs((name,), options)):
        if isinstance(item, Rejected):
            rejected = rejected or item
        elif item.id == wanted or not wanted:
            return item
        else:
            seen.append(item.id)
    if not seen:
        raise IngestError(f"{rejected.source}: {rejected.error}" if rejected is not None else f"{name} holds no document")
    close = get_close_matches(wanted, seen, 1)
    hint = f"did you mean {close[0]}?" if close else f"it has {', '.join(seen[:3])}" + (" and more" if len(seen) > 3 else "")
    raise IngestError(f"{name} has no document {wanted}: {hint}")
