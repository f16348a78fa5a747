"""The tagger in PyTorch: word forms as sums of hashed rows, residual convolutions, three heads; and its training loop."""

import copy
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from pipeline.core.annotations import Token
from pipeline.ner.features import Rows, rows_of, vector_key
from pipeline.ner.labels import HEADS
from pipeline.ner.words import CLASSES, Classes
from pipeline.training.examples import Example

MEMORY = 0.995
"""Share of the running mean of the weights that a step keeps (about one epoch of the shipped data)."""

Arrays = dict[str, np.ndarray[Any, Any]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training configuration may set.

    Attributes:
        rows: Rows of the hashed embedding table.
        width: Width of the hidden layers.
        dilations: Dilation of each residual convolution of width 3.
        epochs: Passes over the examples.
        batch: Tokens a batch.
        rate: Highest learning rate of AdamW.
        decay: Weight decay.
        dropout: Share of hidden units left out.
        word_dropout: Share of word forms whose identity features are hidden, so that context and shape are learned.
        vector_dropout: Share of word forms whose word vector is hidden.
        feature_dropout: Share of single features that are hidden.
        class_dropout: Share of word forms whose gazetteer classes are hidden, so that the model does without a gazetteer's entry.
        doubt: Weight of a label that an incomplete annotation merely does not rule out, against outside, which it says.
        seed: Seed of every random choice.
    """

    rows: int = 1 << 15
    width: int = 128
    dilations: tuple[int, ...] = (1, 1, 2, 4)
    epochs: int = 14
    batch: int = 1600
    rate: float = 2e-3
    decay: float = 0.02
    dropout: float = 0.3
    word_dropout: float = 0.4
    vector_dropout: float = 0.1
    feature_dropout: float = 0.2
    class_dropout: float = 0.3
    doubt: float = 0.25
    seed: int = 1


class Forms:
    """Word forms as numbers: their hashed rows and word vectors, computed once."""

    def __init__(self, rows: int, vectors: dict[str, int], classes: Classes) -> None:
        self.rows = Rows(rows)
        self.classes = classes
        self.vectors = vectors
        self.ids: dict[str, int] = {}
        self.features: list[list[int]] = []
        self.vector: list[int] = []

    def number(self, token: Token) -> int:
        """Return the number of a token's form."""
        found = self.ids.get(token.text)
        if found is None:
            found = self.ids[token.text] = len(self.features)
            self.features.append(rows_of(token, self.classes, self.rows))
            self.vector.append(self.vectors.get(vector_key(token), len(self.vectors)))
        return found


class Tagger(nn.Module):
    """A convolutional tagger over word forms."""

    vectors: Tensor

    def __init__(self, settings: Settings, vectors: np.ndarray[Any, Any]) -> None:
        super().__init__()
        width = settings.width
        self.table = nn.EmbeddingBag(settings.rows + len(CLASSES), width, mode="sum")
        nn.init.normal_(self.table.weight, std=0.05)
        known = np.vstack([vectors, np.zeros((1, vectors.shape[1]), np.float32)])
        self.register_buffer("vectors", torch.from_numpy(known))
        self.project = nn.Linear(vectors.shape[1], width)
        self.form_norm = nn.LayerNorm(width)
        self.form = nn.Linear(width, width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in settings.dilations)
        self.convolutions = nn.ModuleList(nn.Conv1d(width, width, 3, padding=gap, dilation=gap) for gap in settings.dilations)
        self.last_norm = nn.LayerNorm(width)
        self.heads = nn.ModuleDict({head: nn.Linear(width, len(labels)) for head, labels in HEADS.items()})
        self.dropout = nn.Dropout(settings.dropout)
        self.settings = settings

    def inputs(self, rows: Tensor, starts: Tensor, vector: Tensor) -> Tensor:
        """Return the word forms' inputs to the convolutions, ``(n_forms, width)``.

        Args:
            rows: Feature rows of the forms, joined.
            starts: Where each form's rows begin; the first two rows identify the form.
            vector: Word-vector number of each form.
        """
        weights = torch.ones(len(rows))
        known = torch.ones(len(vector), 1)
        if self.training:
            ends = torch.tensor([len(rows)])
            seen = (torch.rand(len(vector)) >= self.settings.word_dropout).float()
            known = (torch.rand(len(vector), 1) >= self.settings.vector_dropout).float()
            weights = (torch.rand(len(rows)) >= self.settings.feature_dropout).float() / (1 - self.settings.feature_dropout)
            weights[starts] *= seen
            weights[starts + 1] *= seen
            hidden = (torch.rand(len(vector)) < self.settings.class_dropout).repeat_interleave(torch.diff(starts, append=ends))
            weights[hidden & (rows >= self.settings.rows)] = 0
        summed = self.table(rows, starts, per_sample_weights=weights) + self.project(self.vectors[vector] * known)
        return torch.relu(self.form(self.dropout(torch.relu(self.form_norm(summed)))))

    def context(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return what the convolutions make of a batch, ``(n_sentences, n_tokens, width)``.

        Args:
            hidden: Inputs of the tokens, of the same shape.
            mask: 1 for a token, 0 for padding.
        """
        for norm, convolution in zip(self.norms, self.convolutions, strict=True):
            inner = self.dropout(norm(hidden)) * mask[:, :, None]
            hidden = hidden + torch.relu(convolution(inner.transpose(1, 2)).transpose(1, 2))
        normalized: Tensor = self.last_norm(hidden)
        return normalized

    def forward(self, rows: Tensor, starts: Tensor, vector: Tensor, words: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Return each head's logits, ``(n_sentences, n_tokens, n_labels)``.

        Args:
            rows: As in :meth:`inputs`.
            starts: As in :meth:`inputs`.
            vector: As in :meth:`inputs`.
            words: Form number of each token, ``(n_sentences, n_tokens)``.
            mask: 1 for a token, 0 for padding.
        """
        form = self.inputs(rows, starts, vector)
        hidden = self.dropout(self.context(form[words] * mask[:, :, None], mask))
        return {head: layer(hidden) for head, layer in self.heads.items()}


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example as numbers.

    Attributes:
        words: Number of each token's form.
        allowed: By head, ``(n_tokens, n_labels) float32``: which labels the annotation allows, or a teacher's probabilities.
        weight: Weight in the loss.
        soft: Whether ``allowed`` holds probabilities to be matched, not a set to stay in.
    """

    words: np.ndarray[Any, Any]
    allowed: Arrays
    weight: float
    soft: bool = False


def prepare(example: Example, forms: Forms, doubt: float, weight: float = 1.0) -> Prepared:
    """Turn an example into numbers.

    Args:
        example: The example.
        forms: Takes up its word forms.
        doubt: As in :class:`Settings`.
        weight: Its weight in the loss.
    """
    words = np.array([forms.number(token) for token in example.tokens], dtype=np.int64)
    allowed = {}
    for head, labels in HEADS.items():
        sets = np.array(example.allowed[head], dtype=np.int64)
        fits = ((sets[:, None] >> np.arange(len(labels))) & 1).astype(np.float32)
        fits[(fits[:, 0] > 0) & (fits.sum(1) < len(labels)), 1:] *= doubt
        allowed[head] = fits
    return Prepared(words, allowed, weight)


def collate(batch: Sequence[Prepared], forms: Forms) -> tuple[tuple[Tensor, ...], dict[str, Tensor], Tensor, Tensor]:
    """Return the network's inputs, allowed labels, weights, and which sentences are soft, of a batch."""
    longest = max(len(item.words) for item in batch)
    unique, back = np.unique(np.concatenate([item.words for item in batch]), return_inverse=True)
    rows = [forms.features[form] for form in unique]
    starts = np.cumsum([0] + [len(row) for row in rows[:-1]])
    words = np.zeros((len(batch), longest), np.int64)
    mask = np.zeros((len(batch), longest), np.float32)
    weights = np.zeros((len(batch), longest), np.float32)
    allowed = {head: np.ones((len(batch), longest, len(labels)), np.float32) for head, labels in HEADS.items()}
    at = 0
    for number, item in enumerate(batch):
        size = len(item.words)
        words[number, :size] = back[at : at + size]
        mask[number, :size] = 1
        weights[number, :size] = item.weight
        for head in HEADS:
            allowed[head][number, :size] = item.allowed[head]
        at += size
    inputs = (
        torch.from_numpy(np.array([row for form in rows for row in form], dtype=np.int64)),
        torch.from_numpy(starts),
        torch.from_numpy(np.array([forms.vector[form] for form in unique], dtype=np.int64)),
        torch.from_numpy(words),
        torch.from_numpy(mask),
    )
    soft = torch.tensor([[item.soft] for item in batch])
    return inputs, {head: torch.from_numpy(values) for head, values in allowed.items()}, torch.from_numpy(weights), soft


def loss_of(logits: dict[str, Tensor], allowed: dict[str, Tensor], weights: Tensor, soft: Tensor) -> Tensor:
    """Return the mean loss of a batch.

    Args:
        logits: The network's output by head.
        allowed: What fits the annotation; a teacher's probabilities in soft sentences.
        weights: Weight of each token, 0 for padding.
        soft: ``(n_sentences, 1)``, true where the loss is the cross entropy with the teacher, else it is the negative
            log probability of all that is allowed.
    """
    total = torch.zeros(())
    for head, values in logits.items():
        logs = torch.log_softmax(values, -1)
        mass = torch.logsumexp(logs + torch.log(allowed[head].clamp_min(1e-9)), -1)
        match = (logs * allowed[head]).sum(-1)
        total = total - (torch.where(soft, match, mass) * weights).sum()
    return total / weights.sum().clamp_min(1.0)


def batches(items: Sequence[Prepared], size: int, random: np.random.Generator) -> list[list[Prepared]]:
    """Return batches of about ``size`` tokens, sentences of like length together, in random order."""
    noise = random.random(len(items)) * 4
    order = sorted(range(len(items)), key=lambda number: (len(items[number].words) + noise[number], number))
    found: list[list[Prepared]] = [[]]
    tokens = 0
    for number in order:
        if tokens >= size:
            found.append([])
            tokens = 0
        found[-1].append(items[number])
        tokens += len(items[number].words)
    return [found[number] for number in random.permutation(len(found))]


def train(
    items: Sequence[Prepared],
    forms: Forms,
    vectors: np.ndarray[Any, Any],
    settings: Settings,
    report: Callable[[str], None] = lambda _: None,
    after: Callable[[int, Tagger], None] | None = None,
) -> Tagger:
    """Train a tagger; the returned weights are a running mean of the last steps.

    Args:
        items: Training examples.
        forms: Their word forms.
        vectors: Frozen word vectors, ``(n_vectors, size) float32``.
        settings: Hyperparameters.
        report: Called with a line of progress after every epoch.
        after: Called with epoch and averaged tagger after every epoch.

    Returns:
        The tagger, in evaluation mode.
    """
    torch.manual_seed(settings.seed)
    torch.use_deterministic_algorithms(True)
    random = np.random.default_rng(settings.seed)
    tagger = Tagger(settings, vectors)
    mean = copy.deepcopy(tagger).eval()
    optimizer = torch.optim.AdamW(tagger.parameters(), lr=settings.rate, weight_decay=settings.decay, betas=(0.9, 0.98))
    steps = settings.epochs * len(batches(items, settings.batch, np.random.default_rng(settings.seed)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _pace(step, steps))
    began = time.monotonic()
    step = 0
    for epoch in range(settings.epochs):
        tagger.train()
        sums = []
        for batch in batches(items, settings.batch, random):
            inputs, allowed, weights, soft = collate(batch, forms)
            loss = loss_of(tagger(*inputs), allowed, weights, soft)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            _average(mean, tagger, min(MEMORY, step / (step + 10)))
            step += 1
            sums.append(float(loss.detach()))
        report(f"epoch {epoch + 1}: loss {sum(sums) / len(sums):.4f}, {time.monotonic() - began:.0f} s")
        if after is not None:
            after(epoch, mean)
    return mean


def _pace(step: int, steps: int) -> float:
    """Return the share of the highest learning rate at a step: a rise over the first tenth, then half a cosine down to 0."""
    rise = max(1, steps // 10)
    if step < rise:
        return (step + 1) / rise
    return (1 + math.cos(math.pi * min(1.0, (step - rise) / max(1, steps - rise)))) / 2


@torch.no_grad()
def _average(mean: Tagger, tagger: Tagger, memory: float) -> None:
    """Move the running mean a step towards the present weights."""
    for kept, new in zip(mean.parameters(), tagger.parameters(), strict=True):
        kept.lerp_(new, 1 - memory)
