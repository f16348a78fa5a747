from pathlib import Path

from pipeline.tables.reference import as_markdown


def test_reference_is_current() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "tables.md"
    assert page.read_text(encoding="utf-8") == as_markdown(), "run: python -m pipeline.tables.reference > docs/tables.md"
