"""The folder ``.mirsad`` inside a run's folder: who writes there, what the run is, and its shards."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pipeline.batch import shards
from pipeline.batch.keys import Identity
from pipeline.core.errors import RunError
from pipeline.core.serialize import encode, to_pretty_json
from pipeline.exports.folder import RUN_FILES, sync

NAME = ".mirsad"
SHOWN = 3
"""Names told in a message."""


class State:
    """What is kept of a run beside its tables; made by :func:`opened`, which holds the lock."""

    def __init__(self, out: Path) -> None:
        """Name the files."""
        self.out = out
        self.folder = out / NAME
        self.shards = self.folder / "shards"
        self.work = self.folder / "work"
        self._run = self.folder / "run.json"

    def prepare(self, identity: Identity, inputs: Sequence[str], *, force: bool) -> None:
        """Check that a run may go on here, and note what it is.

        Args:
            identity: What its rows depend on.
            inputs: What the user named.
            force: Whether what another run left here may go. What this one did before is kept, so that it goes on with the same command.

        Raises:
            RunError: The folder holds another run.
        """
        self.shards.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        for partial in self.shards.glob(f"*{shards.PARTIAL}"):
            partial.unlink()
        if not self._run.exists():
            held = next((name for name in RUN_FILES if (self.out / name).exists()), None)
            if held is not None and not force:
                raise RunError(f"{self.out} holds another run ({held}): choose another --out, or replace it with --force")
        elif any(self.shards.iterdir()):
            self._compare(identity, inputs, force=force)
        self._note({"identity": identity.values, "inputs": list(inputs)})

    def _compare(self, identity: Identity, inputs: Sequence[str], *, force: bool) -> None:
        """Check that the shards are of the same run."""
        before = self._noted()
        changed = identity.differences(before["identity"])
        if changed and force:
            shutil.rmtree(self.shards)
            self.shards.mkdir()
        elif changed:
            what = ", ".join(changed[:SHOWN]) + (f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else "")
            raise RunError(
                f"{self.out} holds a run that was made with another configuration ({what}), and the tables of two must not be mixed: "
                "begin anew with --force, or choose another --out"
            )
        gone = [name for name in before["inputs"] if name not in inputs]
        if gone and inputs and not force:
            raise RunError(
                f"{self.out} holds a run of other inputs ({', '.join(gone[:SHOWN])}): name them too, choose another --out, "
                "or add --force to have the tables of these inputs alone"
            )

    def shard_paths(self) -> list[Path]:
        """Return the shards in the order in which they were written."""
        return sorted(self.shards.glob(f"*{shards.SUFFIX}"))

    def clear_work(self) -> None:
        """Remove what is only of use while a run is on."""
        shutil.rmtree(self.work, ignore_errors=True)

    def _noted(self) -> dict[str, Any]:
        """Return what the run noted when it began."""
        try:
            value = json.loads(self._run.read_bytes())
            return {"identity": dict(value["identity"]), "inputs": list(value["inputs"])}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RunError(f"{self._run} is missing or damaged: begin anew with --force, or choose another --out") from error

    def _note(self, value: dict[str, Any]) -> None:
        partial = self._run.with_suffix(shards.PARTIAL)
        partial.write_bytes(encode(to_pretty_json(value)))
        sync(partial)
        partial.replace(self._run)
        sync(self.folder)


@contextmanager
def opened(out: Path) -> Iterator[State]:
    """Hold the folder of a run, so that no other run writes to it; the system lets go of it if this process is killed.

    Raises:
        RunError: It cannot be a folder, or another run holds it.
    """
    if out.exists() and not out.is_dir():
        raise RunError(f"{out} is a file: name a folder for the tables with --out")
    state = State(out)
    try:
        state.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(state.folder / "lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise RunError(f"another run is writing to {out}: wait until it has ended, or choose another --out") from error
    except OSError as error:
        raise RunError(f"cannot write to {out} ({error.strerror}): choose another --out") from error
    try:
        yield state
    finally:
        lock.release()
