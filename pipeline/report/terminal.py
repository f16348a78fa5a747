"""One document in the terminal: the text with its entities coloured, and its tables below."""

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pipeline.core.analysis import Analysis
from pipeline.core.text import Span
from pipeline.report.explain import explain
from pipeline.report.marks import KINDS, marks_of, stretches
from pipeline.tables.rows import Row, Rows

STYLES = {
    "organization": "bold bright_blue",
    "person": "bold green",
    "position": "magenta",
    "date": "yellow",
    "action": "underline bright_red",
}
"""Style of each kind of mark."""

_SHOWN: dict[str, tuple[str, ...]] = {
    "organizations": ("name", "type", "country", "mentions"),
    "officials": ("name", "honorific", "position", "role", "org"),
    "dates": ("text", "type", "value", "start_date", "end_date"),
    "actions": ("action_id", "type", "trigger", "actors", "targets", "object", "date", "modality", "polarity"),
}
"""Columns that fit a terminal; the CSV tables have them all."""

_WRAPPED = frozenset({"name", "position", "org", "actors", "targets", "object", "text", "found_by"})
"""Columns that may be folded; the others hold short values."""


def show(console: Console, analysis: Analysis, rows: Rows, *, explained: bool = False) -> None:
    """Print a document.

    Args:
        console: Where to.
        analysis: The document's analysis.
        rows: Its rows by table name.
        explained: Whether to print why each action is there.
    """
    console.print(_heading(rows["documents"][0]))
    console.print(_body(analysis))
    console.print(_legend())
    for name, columns in _SHOWN.items():
        console.print(_table(name, columns, rows[name], explained=explained))
    if explained:
        console.print(Rule("why each action is there", style="dim"))
        for event in analysis.events:
            console.print(Text(explain(analysis, event.id)))


def _heading(row: Row) -> RenderableType:
    dated = f"published {row['published']} ({row['published_from']})" if row["published"] else "publication date unknown"
    facts = f"{row['doc_id']}  {row['source']}\n{dated}, {row['n_sentences']} sentences, {row['n_tokens']} tokens"
    notes = [Text(f"note: {warning}", style="yellow") for warning in row["warnings"]]
    return Group(Text(facts, style="dim"), *notes)


def _body(analysis: Analysis) -> Text:
    raw = analysis.document.text
    body = Text()
    for text, mark in stretches(raw, marks_of(analysis)):
        body.append(text, STYLES[mark.kind] if mark is not None else None)
    for paragraph in analysis.segmentation.paragraphs:
        if paragraph.kind in _PARAGRAPHS:
            _stylize(body, paragraph.span, _PARAGRAPHS[paragraph.kind])
    return body


_PARAGRAPHS = {"furniture": "dim", "headline": "bold"}


def _stylize(body: Text, span: Span, style: str) -> None:
    body.stylize(style, span.start, span.end)


def _legend() -> Text:
    legend = Text()
    for kind in KINDS:
        legend.append(kind, STYLES[kind]).append("  ")
    return legend


def _table(name: str, columns: tuple[str, ...], rows: list[Row], *, explained: bool) -> Table:
    shown = (*columns, "found_by") if explained and name != "actions" else columns
    table = Table(title=f"{name} ({len(rows)})", title_justify="left", title_style="bold", header_style="dim", box=SIMPLE_HEAD)
    for column in shown:
        table.add_column(column, overflow="fold", no_wrap=column not in _WRAPPED)
    for row in rows:
        table.add_row(*(Text(_cell(row[column])) for column in shown))
    return table


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " | ".join(value)
    return "" if value is None else str(value)
