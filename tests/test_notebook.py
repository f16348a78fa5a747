"""The notebook as it is stored; ``test_site.py`` runs it."""

import json
from pathlib import Path

NOTEBOOK = Path(__file__).resolve().parents[1] / "docs" / "quickstart.ipynb"


def test_it_is_stored_without_outputs() -> None:
    """So that it never shows the figures of another version, and a change of it can be read."""
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert len(cells) >= 10
    assert all(cell["outputs"] == [] and cell["execution_count"] is None and not cell["metadata"] for cell in cells)
    assert set(book["metadata"]) == {"kernelspec", "language_info"}


def test_its_code_is_code() -> None:
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            compile("".join(cell["source"]), str(NOTEBOOK), "exec")
