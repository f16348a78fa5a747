"""Models in other programs' formats, trained for a moment or drawn at random; tiny unless told otherwise."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

WORDS = ("قال", "وزير", "العدل", "محمد", "سالم", "في", "بغداد", "إن", "وزارة", "الصحة", ".")
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ."


def save_stanza(folder: Path, hidden: int = 16, dimensions: int = 8, vocabulary: int = 0) -> Path:
    """Train a Stanza NER model for a few steps and return its folder."""
    from stanza.models import ner_tagger
    from stanza.models.common.pretrain import Pretrain

    logging.getLogger("stanza").setLevel(logging.ERROR)
    folder.mkdir(parents=True, exist_ok=True)
    text = folder / "words.txt"
    words = [*WORDS, *(f"كلمة{number}" for number in range(vocabulary))]
    rows = [
        f"{word} {' '.join(str((number * 7 + column * 3) % 11 / 10 - 0.5) for column in range(dimensions))}"
        for number, word in enumerate(words)
    ]
    text.write_text(f"{len(rows)} {dimensions}\n" + "\n".join(rows) + "\n", encoding="utf-8")
    Pretrain(str(folder / "tiny.pretrain.pt"), str(text)).load()
    tags = {"محمد": "B-PER", "سالم": "I-PER", "بغداد": "B-LOC", "وزارة": "B-ORG", "الصحة": "I-ORG"}
    sentences = [
        [{"text": word, "ner": tags.get(word, "O")} for word in line.split()]
        for line in ("قال محمد سالم في بغداد .", "قال وزير العدل محمد سالم إن وزارة الصحة في بغداد .") * 8
    ]
    data = folder / "data.json"
    data.write_text(json.dumps(sentences, ensure_ascii=False), encoding="utf-8")
    options = (
        f"--train_file {data} --eval_file {data} --wordvec_pretrain_file {folder / 'tiny.pretrain.pt'} --word_emb_dim {dimensions} "
        f"--hidden_dim {hidden} --no_char --max_steps 60 --eval_interval 20 --log_step 1000 --optim adam --lr 0.02 --dropout 0 "
        f"--save_dir {folder} --cpu --save_name tiny.pt --shorthand ar_tiny --batch_size 8"
    )
    ner_tagger.main(options.split())
    data.unlink()
    text.unlink()
    return folder


def save_bert(folder: Path, hidden: int = 16, layers: int = 1, heads: int = 2, inner: int = 16, words: Sequence[str] = WORDS[:-1]) -> Path:
    """Save a BERT token classifier of random weights, whose vocabulary is ``words`` and letters, and return its folder."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    torch.manual_seed(7)
    folder.mkdir(parents=True, exist_ok=True)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys((*words, *LETTERS)), *(f"##{letter}" for letter in LETTERS)]
    (folder / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
    labels = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=inner,
        id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)},
    )
    BertForTokenClassification(config).save_pretrained(folder)
    (folder / "tokenizer_config.json").write_text('{"do_lower_case": false, "tokenizer_class": "BertTokenizer"}', encoding="utf-8")
    return folder
