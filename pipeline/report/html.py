"""One document as a fragment of HTML: right to left, mentions highlighted, nothing fetched, everything escaped."""

from html import escape
from itertools import groupby

from pipeline.core.analysis import Analysis
from pipeline.core.text import Span
from pipeline.report.marks import KINDS, Mark, marks_of, stretches

_STYLE = """
.mirsad{direction:rtl;text-align:right;line-height:2;max-width:50em;padding:.8em 1em;border:1px solid #8886;border-radius:.4em;
 color:#1b1b1f;background:#fdfdfd;font-family:"Noto Naskh Arabic","Segoe UI",Tahoma,sans-serif}
.mirsad p{margin:.4em 0}.mirsad .furniture{opacity:.5}.mirsad .headline{font-weight:bold;font-size:1.15em}
.mirsad mark{color:inherit;border-radius:.25em;padding:.1em .15em}
.mirsad .legend{direction:ltr;text-align:left;font-size:.8em;line-height:1.6;font-family:system-ui,sans-serif}
.mirsad .organization{background:#cfe3ff}.mirsad .person{background:#d3f2cf}.mirsad .position{background:#eadcff}
.mirsad .date{background:#ffedb8}.mirsad .action{background:none;border-bottom:.18em solid #d9480f;border-radius:0}
@media (prefers-color-scheme:dark){.mirsad{color:#e8e8ec;background:#1c1d21}
.mirsad .organization{background:#234a7d}.mirsad .person{background:#285c2c}.mirsad .position{background:#54378a}
.mirsad .date{background:#6d5410}.mirsad .action{background:none;border-bottom-color:#ff8a4c}}
"""


def highlighted(analysis: Analysis) -> str:
    """Return a document as HTML with its organizations, persons, dates and actions highlighted.

    Args:
        analysis: The document's analysis.

    Returns:
        A fragment that stands by itself: a style of its own classes, a legend with counts, and the text. Hovering over a mark
        shows its canonical name or value and the rule that found it.
    """
    raw = analysis.document.text
    marks = marks_of(analysis)
    paragraphs = "".join(
        f'<p class="{escape(paragraph.kind)}">{_stretched(raw, paragraph.span, marks)}</p>'
        for paragraph in analysis.segmentation.paragraphs
    )
    counts = {kind: len(list(group)) for kind, group in groupby(sorted(marks, key=lambda m: m.kind), key=lambda m: m.kind)}
    legend = " ".join(f'<mark class="{kind}">{kind}</mark> {counts[kind]}' for kind in KINDS if kind in counts)
    return f'<style>{_STYLE}</style><div class="mirsad" dir="rtl" lang="ar"><div class="legend" lang="en">{legend}</div>{paragraphs}</div>'


def _stretched(raw: str, span: Span, marks: tuple[Mark, ...]) -> str:
    inside = tuple(
        Mark(Span(mark.span.start - span.start, mark.span.end - span.start), mark.kind, mark.label, mark.found_by)
        for mark in marks
        if span.contains(mark.span)
    )
    parts = []
    for text, mark in stretches(span.of(raw), inside):
        shown = escape(text).replace("\n", "<br>")
        if mark is None:
            parts.append(shown)
        else:
            title = escape(f"{mark.kind}: {mark.label} ({mark.found_by})")
            parts.append(f'<mark class="{mark.kind}" title="{title}">{shown}</mark>')
    return "".join(parts)
