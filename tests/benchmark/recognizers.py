"""Other recognizers trained on the same data: ``MIRSAD_DATA=DIR python -m tests.benchmark.recognizers [crf] [stanza] [shipped]``.

Trains a linear-chain CRF (python-crfsuite) and a BiLSTM-CRF in Stanza's own format on the data sets of ``models/training/ner.yaml``,
without their development documents, and prints exact-span scores on those, tokens a second and size; ``shipped`` measures the
shipped models. Where ANERcorp and AQMAR leave a word outside that the shipped tagger takes for an organization, both learn the
tagger's label: they cannot leave a label open. Takes as long as ``--crf-iterations`` and ``--stanza-steps`` say. The development
documents of the three public sets are not unseen by all: the gazetteers of personal names and words know some of their names, and who
leans on these does well there. ``--gold DIR`` therefore scores names in annotated articles (of ``mirsad evaluate``) as well.
"""

import argparse
import json
import logging
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from pipeline.core.document import Document
from pipeline.ner.ensemble import Ensemble
from pipeline.ner.features import features_of, vector_key
from pipeline.ner.labels import ENTITIES, HEADS, decode
from pipeline.ner.tagger import Tagger
from pipeline.ner.words import CLASSES, word_classes
from pipeline.normalize.normalizer import key, normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter
from pipeline.training.config import read_config
from pipeline.training.examples import Example
from pipeline.training.run import _is_held, _read
from pipeline.training.scores import score

ROOT = Path(__file__).resolve().parents[2]
LABELS = HEADS["entity"]
CLUSTERS = 300
"""Clusters of word vectors that the CRF sees."""


def data(models, tagger):
    """Return training examples with one label a token, and the development examples by data set."""
    config = read_config(ROOT / "models" / "training" / "ner.yaml")
    train, held = [], {}
    for item in config.data:
        examples = _read(item, models)
        held[item.name] = [example for example in examples if _is_held(example, config.development)]
        kept = [example for example in examples if not _is_held(example, config.development)]
        for example, chances in zip(kept, tagger([example.tokens for example in kept]), strict=True):
            train.append((example, [_label(bits, row) for bits, row in zip(example.allowed["entity"], chances["entity"], strict=True)]))
    return train, held


def _label(bits, row):
    """Return the likeliest of the labels that an annotation allows."""
    fits = [number for number in range(len(LABELS)) if bits >> number & 1]
    return LABELS[max(fits, key=lambda number: row[number])]


def chances_of(tags):
    """Return certain probabilities of tags, for scoring."""
    found = {head: np.zeros((len(tags), len(labels)), np.float32) for head, labels in HEADS.items()}
    for head in ("title", "action"):
        found[head][:, 0] = 1
    for number, tag in enumerate(tags):
        found["entity"][number, LABELS.index(tag) if tag in LABELS else 0] = 1
    return found


def articles(folders, models):
    """Return annotated articles: sentences as examples without labels, names of persons and organizations, mentions of both."""
    segmenter = Segmenter.from_models(models)
    found = []
    for path in sorted(path for folder in folders for path in folder.glob("*.json")):
        gold, text = json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt").read_text(encoding="utf-8")
        segmentation = segmenter(Document(path.stem, text), normalize(text))
        sentences = [sentence for sentence in segmentation.sentences if sentence.kind != "furniture" and sentence.last > sentence.first]
        rows = [Example(path.stem, "gold", segmentation.tokens_of(sentence), {}) for sentence in sentences]
        named = {
            "person": [official for official in gold["officials"] if official["name"]],
            "organization": gold["organizations"],
        }
        names = {label: {key(one["name"]) for one in ones} for label, ones in named.items()}
        mentions = {label: names[label] | {key(text) for one in ones for text in one["mentions"]} for label, ones in named.items()}
        found.append((text, rows, names, mentions))
    return found


def alike(name, others):
    """Say whether a name shares two thirds of its words with another."""
    words = set(name.split())
    return any(3 * len(words & set(other.split())) >= 2 * max(len(words), len(set(other.split()))) for other in others)


def names_score(tag, gold):
    """Return F1 of the names of persons and organizations in annotated articles, each once an article."""
    counts = {label: [0, 0, 0, 0] for label in ("person", "organization")}
    for text, rows, names, mentions in gold:
        found = {label: set() for label in counts}
        for row, chances in zip(rows, tag(rows), strict=True):
            for first, last, label, _ in decode(chances["entity"]):
                if ENTITIES[label] in found:
                    tokens = row.tokens[first:last]
                    start = tokens[0].base_start if tokens[0].proclitics else tokens[0].span.start
                    found[ENTITIES[label]].add(key(text[start : tokens[-1].span.end].replace("\n", " ")))
        for label, count in counts.items():
            count[0] += sum(alike(name, mentions[label]) for name in found[label])
            count[1] += len(found[label])
            count[2] += sum(alike(name, found[label]) for name in names[label])
            count[3] += len(names[label])
    scores = {}
    for label, (right, predicted, hit, wanted) in counts.items():
        precision, recall = right / max(1, predicted), hit / max(1, wanted)
        scores[label] = 2 * precision * recall / max(1e-9, precision + recall)
    return scores


def report(name, tag, held, size, trained, gold):
    """Print a recognizer's scores, speed and size."""
    began, tokens, cells = time.process_time(), 0, []
    answers = {source: tag(examples) for source, examples in held.items()}
    seconds = time.process_time() - began
    for source, examples in held.items():
        tokens += sum(len(example.tokens) for example in examples)
        labels = ENTITIES if source in ("corpus", "wojood") else ("person", "place")
        scores = score(examples, answers[source], labels)
        cells += [f"{source} {label} {100 * scores[label].f1:.1f}" for label in labels]
    if gold:
        cells += [f"articles {label} {100 * value:.1f}" for label, value in names_score(tag, gold).items()]
    print(f"{name}: trained {trained:.0f} s; {tokens / seconds:,.0f} tokens/s; {size / 1e6:.1f} MB; " + "; ".join(cells), flush=True)


def shipped(models, classes, held, gold):
    """Measure the shipped models."""
    for name, files in (("default", ["tagger.npz"]), ("accurate", ["tagger.npz", "ensemble.npz"])):
        paths = [models.folder / "ner" / file for file in files]
        tagger = Tagger.load(paths[0], classes) if name == "default" else Ensemble.load(paths[1], paths[0], classes)
        report(
            name,
            lambda examples, tagger=tagger: tagger([example.tokens for example in examples]),
            held,
            sum(path.stat().st_size for path in paths),
            0,
            gold,
        )


class Columns:
    """Features of tokens for the CRF: the tagger's own of a form, its classes and its cluster, of the two neighbours on each side."""

    def __init__(self, classes, keys, vectors):
        from sklearn.cluster import MiniBatchKMeans

        means = MiniBatchKMeans(CLUSTERS, random_state=1, n_init=1, batch_size=4096).fit(vectors)
        self.cluster = dict(zip(keys, means.labels_.tolist(), strict=True))
        self.classes = classes
        self.known = {}

    def form(self, token):
        """Return the features of a token's form, and of its neighbourhood as others see it."""
        found = self.known.get((token.text, token.base))
        if found is None:
            own = [feature for feature in features_of(token) if feature[0] != "g"]
            kinds = [f"C={CLASSES[number]}" for number in self.classes.get(token.base, ())]
            kinds.append(f"V={self.cluster.get(vector_key(token), -1)}")
            found = self.known[token.text, token.base] = (own + kinds, own[:4] + kinds)
        return found

    def __call__(self, tokens):
        """Return every token's features."""
        forms = [self.form(token) for token in tokens]
        rows = []
        for at, (own, _) in enumerate(forms):
            row = list(own)
            for step in (-2, -1, 1, 2):
                row += [f"{step}{feature}" for feature in forms[at + step][1]] if 0 <= at + step < len(forms) else [f"{step}edge"]
            rows.append(row)
        return rows


def crf(classes, train, held, iterations, vectors, gold):
    """Train and measure a linear-chain CRF."""
    import pycrfsuite

    began = time.process_time()
    columns = Columns(classes, *vectors)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for example, labels in train:
        trainer.append(columns(example.tokens), labels)
    trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": iterations, "feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.crf")
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        size, seconds = path.stat().st_size, time.process_time() - began
        report("crf", lambda rows: [chances_of(tagger.tag(columns(row.tokens))) for row in rows], held, size, seconds, gold)


def stanza(models, train, held, steps, vectors, keep, gold):
    """Train and measure a BiLSTM-CRF in Stanza's format; our vectors are its pretrained ones."""
    from stanza.models import ner_tagger
    from stanza.models.common.pretrain import Pretrain

    from pipeline.core.annotations import Segmentation, Sentence
    from pipeline.core.text import Span
    from pipeline.ner.stanza_backend import StanzaBackend

    logging.getLogger("stanza").setLevel(logging.ERROR)
    began = time.process_time()
    folder = keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    keys, values = vectors
    text = folder / "words.txt"
    rows = (f"{key} {' '.join(f'{value:.3f}' for value in row)}" for key, row in zip(keys, values, strict=True) if key.strip())
    text.write_text(f"{len(keys)} {values.shape[1]}\n" + "\n".join(rows) + "\n", encoding="utf-8")
    Pretrain(str(folder / "ours.pretrain.pt"), str(text)).load()
    short = {"person": "PER", "organization": "ORG", "place": "LOC"}
    for name, examples in (("train", train), ("dev", train[::20])):
        sentences = [
            [
                {"text": token.text, "ner": "O" if label == "O" else f"{label[:2]}{short[label[2:]]}"}
                for token, label in zip(example.tokens, labels, strict=True)
            ]
            for example, labels in examples
        ]
        (folder / f"{name}.json").write_text(json.dumps(sentences, ensure_ascii=False), encoding="utf-8")
    options = (
        f"--train_file {folder / 'train.json'} --eval_file {folder / 'dev.json'} --wordvec_pretrain_file {folder / 'ours.pretrain.pt'} "
        f"--word_emb_dim {values.shape[1]} --hidden_dim 128 --char_hidden_dim 50 --max_steps {steps} --eval_interval {steps} "
        f"--log_step 100000 --optim adam --lr 0.002 --save_dir {folder} --cpu --save_name ours.pt --shorthand ar_ours --batch_size 32"
    )
    ner_tagger.main(options.split())
    seconds = time.process_time() - began
    for name in ("train.json", "dev.json", "words.txt"):
        (folder / name).unlink()
    backend = StanzaBackend.from_models(models, folder)

    def tag(rows):
        tokens, sentences = [], []
        for row in rows:
            first = len(tokens)
            tokens += [replace(token, index=first + number) for number, token in enumerate(row.tokens)]
            sentences.append(Sentence(len(sentences), Span(0, 0), first, len(tokens), 0, "body"))
        tags = ["O"] * len(tokens)
        for span in backend.recognize(Segmentation((), tuple(sentences), tuple(tokens))):
            tags[span.first : span.last] = [f"{'I' if number else 'B'}-{span.label}" for number in range(span.last - span.first)]
        return [chances_of(tags[sentence.first : sentence.last]) for sentence in sentences]

    report("stanza", tag, held, sum(path.stat().st_size for path in folder.glob("*.pt")), seconds, gold)


def main():
    """Train and measure what the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("which", nargs="*", default=["shipped", "crf", "stanza"])
    parser.add_argument("--crf-iterations", type=int, default=60)
    parser.add_argument("--stanza-steps", type=int, default=1500)
    parser.add_argument("--keep", type=Path, help="folder for the Stanza model")
    parser.add_argument("--gold", type=Path, action="append", default=[], help="folder of annotated articles; may be given several times")
    options = parser.parse_args()
    models = ModelStore.shipped()
    classes = word_classes(models)
    path = models.folder / "ner" / "tagger.npz"
    with np.load(path, allow_pickle=False) as archive:
        vectors = archive["vectors"].astype(np.float32) * archive["vectors.scale"][:, None]
        keys = archive["keys"].tobytes().decode().split("\n")
    train, held = data(models, Tagger.load(path, classes))
    gold = articles(options.gold, models)
    if "shipped" in options.which:
        shipped(models, classes, held, gold)
    if "crf" in options.which:
        crf(classes, train, held, options.crf_iterations, (keys, vectors), gold)
    if "stanza" in options.which:
        stanza(models, train, held, options.stanza_steps, (keys, vectors), options.keep, gold)


if __name__ == "__main__":
    main()
