"""Speed and memory of every named-entity backend on the same sentences: ``python tests/benchmark/ner.py [BACKEND …]``.

The sentences are the composed corpus, repeated. Stanza and CAMeL Tools run with random weights of the real models' size
(BiLSTM-CRF of 256 units over 100-dimensional vectors; BERT-base), which costs what the real weights cost. NERecognizer is
CAMeL Tools' own ``predict``. Each backend runs in a process of its own, on one thread, the slow ones on fewer sentences.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = {"default": 2000, "accurate": 2000, "trained": 2000, "rules": 2000, "stanza": 400, "camel": 24, "NERecognizer": 24}
FLOOR = 40_000
"""Least tokens a second of the default backend in one process, from the project's goals."""

RATIOS = (("default", "stanza", 8), ("default", "NERecognizer", 400), ("camel", "NERecognizer", 3))
"""How many times as fast as the second the first has to be, from the project's goals."""


def sentences(count):
    """Return a segmentation of so many sentences of the composed corpus."""
    from xml.etree import ElementTree

    from pipeline.core.annotations import Segmentation
    from pipeline.core.document import Document
    from pipeline.normalize.normalizer import normalize
    from pipeline.resources.store import ModelStore
    from pipeline.segment.segmenter import Segmenter

    segmenter = Segmenter.from_models(ModelStore.shipped())
    found = []
    for path in sorted((ROOT / "models" / "training").glob("*.xml")):
        for element in ElementTree.parse(path).getroot().iter("doc"):  # noqa: S314 (our own file)
            text = "".join(element.itertext()).strip()
            segmentation = segmenter(Document("b", text, "benchmark"), normalize(text))
            count -= len(segmentation.sentences)
            found.append(Segmentation(segmentation.paragraphs, segmentation.sentences, segmentation.tokens))
            if count <= 0:
                return found
    return found


def backend_of(name, folder):
    """Return a function that tags a segmentation."""
    from pipeline.ner.registry import create
    from pipeline.resources.store import ModelStore
    from tests.unit.ner.tiny_models import save_bert, save_stanza

    models = ModelStore.shipped()
    if name == "stanza":
        return create(name, models, save_stanza(folder, hidden=256, dimensions=100, vocabulary=100_000)).recognize
    if name in {"camel", "NERecognizer"}:
        words = sorted({token.text for document in sentences(2000) for token in document.tokens if len(token.text) > 1})
        path = save_bert(folder, hidden=768, layers=12, heads=12, inner=3072, words=words)
        if name == "camel":
            return create(name, models, path).recognize
        from pipeline.ner.camel_backend import _import

        recognizer = _import()(str(path), use_gpu=False)
        return lambda one: recognizer.predict([[token.text for token in one.tokens_of(sentence)] for sentence in one.sentences])
    return create(name, models).recognize


def measure(name):
    """Measure one backend in this process and print a row."""
    documents = sentences(SENTENCES[name])
    tokens = sum(len(document.tokens) for document in documents)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        recognize = backend_of(name, Path(folder))
        loading = time.perf_counter() - began
        began = time.process_time()
        for document in documents:
            recognize(document)
        seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:14} {tokens / seconds:10,.0f} tokens/s {peak:8,.0f} MB peak {loading:7.2f} s to load {tokens:8,} tokens", flush=True)


def main(names):
    """Measure backends one after the other, and check what the goals say of those measured."""
    one_thread = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    rates = {}
    for name in names:
        command = [sys.executable, __file__, "--one", name]
        line = subprocess.run(command, env=one_thread, check=True, stdout=subprocess.PIPE, text=True).stdout.strip().splitlines()[-1]
        print(line, flush=True)
        rates[name] = float(line.split()[1].replace(",", ""))
    missed = [f"{name} is slower than {FLOOR:,} tokens a second" for name in ("default",) if rates.get(name, FLOOR) < FLOOR]
    for fast, slow, times in RATIOS:
        if fast in rates and slow in rates and rates[fast] < times * rates[slow]:
            missed.append(f"{fast} is only {rates[fast] / rates[slow]:.1f} times as fast as {slow}, not {times}")
    if missed:
        raise SystemExit("; ".join(missed))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(sys.argv[2])
    else:
        main(sys.argv[1:] or list(SENTENCES))
