"""The house keeps its shape: imports point one way, nothing heavy is imported early, files stay small."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "pipeline").rglob("*.py"))
STAGES = ("ingest", "segment", "ner", "organizations", "officials", "timex", "events", "linking")
HEAVY = (
    "torch",
    "stanza",
    "pandas",
    "numpy",
    "transformers",
    "sklearn",
    "scipy",
    "rich",
    "trafilatura",
    "docx",
    "pyarrow",
    "duckdb",
    "xlsxwriter",
    "camel_tools.utils.charsets",
)


def imported(path: Path) -> set[str]:
    """Names of the modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_import_directions_are_kept() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_file_is_small_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_imports_another(stage: str) -> None:
    others = tuple(f"pipeline.{other}" for other in STAGES if other != stage)
    for path in (ROOT / "pipeline" / stage).rglob("*.py"):
        crossed = {name for name in imported(path) if name.startswith(others)}
        assert not crossed, f"{path} imports {crossed}"


def test_nothing_inside_imports_from_the_root() -> None:
    public = {"pipeline", *(f"pipeline.{name}" for name in ("load", "read_run", "to_frames", "Pipeline", "Result", "Document", "Config"))}
    for path in SOURCES:
        if path != ROOT / "pipeline" / "__init__.py":
            assert not imported(path) & public, path


@pytest.mark.parametrize("module", ["pipeline", "cli", "pipeline.batch.runner", "pipeline.assemble"])
def test_nothing_heavy_is_imported(module: str) -> None:
    allowed = {"pipeline.assemble": ("numpy",), "pipeline.batch.runner": ("numpy",)}.get(module, ())
    code = f"import {module}, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not [name for name in HEAVY if name in loaded and name not in allowed]


def test_public_names_are_few_and_there() -> None:
    import pipeline

    assert len(pipeline.__all__) <= 10
    assert all(getattr(pipeline, name) is not None for name in pipeline.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        pipeline.nonsense  # noqa: B018
