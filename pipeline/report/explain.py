"""Why a row is there, in words."""

from difflib import get_close_matches

from pipeline.core.analysis import Analysis
from pipeline.core.annotations import Argument, Event
from pipeline.core.errors import MirsadError
from pipeline.core.text import Span


def explain(analysis: Analysis, action_id: str) -> str:
    """Say which rule found an action, in which words, and where each argument was read.

    Args:
        analysis: The document's analysis.
        action_id: Of the ``actions`` table.

    Raises:
        MirsadError: There is no such action.
    """
    events = {event.id: event for event in analysis.events}
    event = events.get(action_id)
    if event is None:
        close = get_close_matches(action_id, events, 1)
        hint = f"did you mean {close[0]}?" if close else f"this document has {len(events)} actions"
        raise MirsadError(f"no action is called {action_id!r}: {hint}")
    return "\n".join(_lines(analysis, event))


def _lines(analysis: Analysis, event: Event) -> list[str]:
    raw = analysis.document.text
    lines = [
        f"{event.id}: {event.type}, because {_quoted(raw, event.span)} is a form of {event.lemma}",
        f"  rule {event.rule}, score {event.score:.2f}",
        f"  sentence {event.sentence}: {analysis.segmentation.sentences[event.sentence].span.of(raw)}",
    ]
    found = {mention.span: mention.found_by for mention in analysis.mentions}
    found |= {place.span: place.found_by for place in analysis.places}
    for label, arguments in (("actor", event.actors), ("target", event.targets)):
        lines += [f"  {label}: {_argument(raw, argument, found)}" for argument in arguments]
    if event.object is not None:
        lines.append(f"  object: {_quoted(raw, event.object)}")
    timex = next((timex for timex in analysis.timexes if timex.id == event.timex_id), None)
    if timex is not None:
        lines.append(f"  date: {event.date or 'unresolved'}, from {_quoted(raw, timex.span)} (rule {timex.found_by})")
    elif event.date:
        lines.append(f"  date: {event.date}")
    if event.location:
        lines.append(f"  location: {event.location}")
    lines.append(f"  modality: {event.modality}, polarity: {event.polarity}")
    if event.source is not None:
        lines.append(f"  said by: {_argument(raw, event.source, found)}")
    if event.quote is not None:
        lines.append(f"  quote: {_quoted(raw, event.quote)}")
    return lines


def _argument(raw: str, argument: Argument, found: dict[Span, str]) -> str:
    name = f"{argument.name} ({argument.type})"
    if argument.span is None:
        return f"{name}, carried over from the text before"
    rule = found.get(argument.span, "")
    return f"{name}, read from {_quoted(raw, argument.span)}" + (f" (found by {rule})" if rule else "")


def _quoted(raw: str, span: Span) -> str:
    return f"«{span.of(raw)}» [{span.start}:{span.end}]"
