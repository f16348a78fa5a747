"""A Stanza pipeline behind our door: our tokens go in, its entities come out as token spans."""

import json
import tempfile
from pathlib import Path
from typing import Any

from pipeline.core.annotations import NerSpan, Segmentation, Token
from pipeline.core.errors import BackendError
from pipeline.ner.catalog import fetched_folder
from pipeline.ner.tags import check_labels, label_table, spans_of
from pipeline.resources.store import ModelStore

INSTALL = "pip install stanza"

FETCH = "`mirsad models fetch stanza`, or name a folder of your own with --ner-model"
"""How a user gets Stanza's own Arabic model (trained on AQMAR)."""

RESOURCES = {"ar": {"lang_name": "Arabic"}}
"""The smallest ``resources.json`` that a Stanza pipeline accepts."""

SCORE = 0.9
"""Score of Stanza's spans, which come without probabilities: near the F1 that Stanza documents for its Arabic model's persons."""


class StanzaBackend:
    """Finds what a Stanza NER model finds."""

    name = "stanza"

    def __init__(self, pipeline: Any, document_type: Any, table: dict[str, str | None]) -> None:
        """Build a backend.

        Args:
            pipeline: A ``stanza.Pipeline`` for pretokenized text, with the processor ``ner``; anything that takes and returns a
                Stanza document will do.
            document_type: ``stanza.models.common.doc.Document``.
            table: Our label by the model's.
        """
        self._pipeline = pipeline
        self._document = document_type
        self._table = table

    @classmethod
    def from_models(cls, models: ModelStore, model: Path | None = None) -> "StanzaBackend":
        """Load the pipeline.

        Args:
            models: The models folder, for the label table.
            model: A Stanza resources folder, a folder with a model file and its word vectors (``NAME.pt``,
                ``NAME.pretrain.pt``), or None for what `mirsad models fetch` made, else Stanza's own folder. Nothing is downloaded.

        Raises:
            BackendError: The package or the model is missing or cannot be loaded.
        """
        try:
            import stanza
            from stanza.models.common.doc import Document
            from stanza.resources.common import DEFAULT_MODEL_DIR
        except ImportError as error:
            raise BackendError(f"the backend stanza needs a package that is missing ({error}): {INSTALL}") from error
        fetched = fetched_folder(cls.name)
        folder = model or (fetched if fetched.is_dir() else Path(DEFAULT_MODEL_DIR))
        options: dict[str, Any] = {
            "lang": "ar",
            "processors": "tokenize,ner",
            "tokenize_pretokenized": True,
            "download_method": None,
            "use_gpu": False,
            "verbose": False,
        }
        try:
            if (folder / "resources.json").is_file():
                pipeline = stanza.Pipeline(dir=str(folder), **options)
            else:
                with tempfile.TemporaryDirectory() as bare:
                    Path(bare, "resources.json").write_text(json.dumps(RESOURCES), encoding="utf-8")
                    pipeline = stanza.Pipeline(dir=bare, allow_unknown_language=True, **options, **_files(folder))
        except BackendError:
            raise
        except Exception as error:  # Stanza raises bare Exceptions of many kinds for missing and damaged files
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise BackendError(f"the backend stanza cannot load a model from {folder} ({reason}): get one with {FETCH}") from error
        table = label_table(models, cls.name)
        check_labels(table, pipeline.processors["ner"].get_known_tags(), cls.name, str(folder))
        return cls(pipeline, Document, table)

    def recognize(self, segmentation: Segmentation) -> tuple[NerSpan, ...]:
        """Return labelled token spans, in the order of the text."""
        sentences = [sentence for sentence in segmentation.sentences if sentence.kind != "furniture" and sentence.last > sentence.first]
        if not sentences:
            return ()
        entries = [_entries(segmentation.tokens_of(sentence)) for sentence in sentences]
        done = self._pipeline(self._document(entries))
        if [len(sentence.tokens) for sentence in done.sentences] != [len(sentence) for sentence in entries]:
            raise BackendError("Stanza returned other tokens than it was given: use a pipeline with tokenize_pretokenized=True")
        found: list[NerSpan] = []
        for sentence, theirs in zip(sentences, done.sentences, strict=True):
            tags = [(token.ner or "O", SCORE) for token in theirs.tokens]
            found += spans_of(tags, sentence.first, self._table, self.name)
        return tuple(found)


def _entries(tokens: tuple[Token, ...]) -> list[dict[str, Any]]:
    """Return one sentence as Stanza's word records; offsets stay ours, Stanza's would refer to its own joined text."""
    return [{"id": number, "text": token.text} for number, token in enumerate(tokens, 1)]


def _files(folder: Path) -> dict[str, str]:
    """Return the options that name the model files of a folder without ``resources.json``, or of one model file.

    Raises:
        BackendError: There is no such file.
    """
    candidates = [folder] if folder.is_file() else sorted(folder.glob("*.pt")) if folder.is_dir() else []
    models = [path for path in candidates if not path.name.endswith(".pretrain.pt")]
    if not models:
        raise BackendError(f"the backend stanza finds no model at {folder}: get one with {FETCH}")
    if len(models) > 1:
        names = ", ".join(path.name for path in models)
        raise BackendError(f"{folder} holds several models ({names}): name one of them with --ner-model")
    vectors = sorted(models[0].parent.glob("*.pretrain.pt"))
    options = {"ner_model_path": str(models[0])}
    return options | ({"ner_pretrain_path": str(vectors[0])} if vectors else {})
