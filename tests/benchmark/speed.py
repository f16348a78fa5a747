"""Words per second and memory, stage by stage: ``python tests/benchmark/speed.py [FILE] [--documents N] [--profile]``.

FILE is a newspaper archive or anything else that ``mirsad run`` reads, by default a composed text repeated. A word is what white
space parts; a second is one of the processor, so that a busy machine does not count; memory is the resident set of this one
process. ``docs/benchmarks.md`` has the figures.
"""

import argparse
import cProfile
import os
import pstats
import resource
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from time import process_time
from typing import TypeVar

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line has it, before numpy is loaded

from pipeline.assemble import Stages, analyze, build
from pipeline.batch.inputs import Inputs
from pipeline.core.config import Config, ReadOptions
from pipeline.core.document import Document
from pipeline.exports.record import pack, render, token_spans
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.tables.rows import rows_of

T = TypeVar("T")
SAMPLE = Path(__file__).resolve().parents[1] / "golden" / "kuwait-committee.txt"
LENGTHS = ((100, "under 100 words"), (300, "100 to 300"), (1000, "300 to 1,000"), (1 << 40, "1,000 and more"))
"""Upper limit, in words, and name of each class of length."""
NEWSPAPER = ReadOptions(text_column="content", title_column="title", published_column="date_extracted")


class Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, name: str, call: Callable[[], T]) -> T:
        begun = process_time()
        result = call()
        self.seconds[name] = self.seconds.get(name, 0.0) + process_time() - begun
        return result


def stage_by_stage(stages: Stages, document: Document, clock: Clock) -> None:
    """The same calls as ``assemble.analyze``, each timed."""
    aligned = clock("normalize", lambda: normalize(document.text))
    seg = clock("segment", lambda: stages.segment(document, aligned))
    spans = clock("ner", lambda: stages.ner.recognize(seg))
    places = clock("places", lambda: stages.places(seg, spans))
    organizations = clock("organizations", lambda: stages.organizations(document, seg, spans, places))
    persons, positions = clock("officials", lambda: stages.officials(document, seg, spans, places, organizations))
    links = clock("linking", lambda: stages.link(document, seg, places, organizations, persons, positions))
    timexes = clock("timex", lambda: stages.timex(document, seg))
    clock("events", lambda: stages.events(document, seg, spans, places, links, timexes))


def export(stages: Stages, document: Document, clock: Clock) -> None:
    analysis = analyze(stages, document)
    rows = clock("tables", lambda: rows_of(analysis))
    record = clock("render", lambda: render(rows, document.text, token_spans(analysis.segmentation)))
    clock("pack", lambda: pack(record))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", nargs="?")
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--profile", action="store_true", help="print the functions that cost most")
    options = parser.parse_args()
    clock = Clock()
    stages = clock("load", lambda: build(Config(), ModelStore.shipped()))
    if options.file:
        read = clock("read", lambda: list(islice(Inputs((options.file,), NEWSPAPER), options.documents)))
        documents = [item for item in read if isinstance(item, Document)]
    else:
        text = SAMPLE.read_text(encoding="utf-8")
        documents = [Document(f"d{number}", text, published="2024-10-20") for number in range(options.documents)]
    words = sum(len(document.text.split()) for document in documents)
    profile = cProfile.Profile()
    if options.profile:
        profile.enable()
    lengths: dict[str, tuple[int, int, float]] = {}
    for document in documents:
        begun = process_time()
        stage_by_stage(stages, document, clock)
        seconds, length = process_time() - begun, len(document.text.split())
        name = next(name for limit, name in LENGTHS if length < limit)
        number, total, spent = lengths.get(name, (0, 0, 0.0))
        lengths[name] = number + 1, total + length, spent + seconds
    profile.disable()
    analysis = sum(seconds for name, seconds in clock.seconds.items() if name not in ("load", "read"))
    for document in documents:
        export(stages, document, clock)
    print(f"{len(documents)} documents, {words} words, load {clock.seconds.pop('load'):.2f} s")
    for name, seconds in clock.seconds.items():
        print(f"{name:15} {1e6 * seconds / words:8.1f} us/word {words / seconds:12,.0f} words/s")
    print(f"{'all stages':15} {1e6 * analysis / words:8.1f} us/word {words / analysis:12,.0f} words/s")
    for _, name in LENGTHS:
        if name in lengths:
            number, total, spent = lengths[name]
            print(f"{name:20} {number:6} documents {total / spent:12,.0f} words/s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)


if __name__ == "__main__":
    main()
