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

from pipeline.ner.labels import HEADS
from pipeline.ner.words import CLASSES
from pipeline.training.batches import Batch, Forms, Pools, Prepared, batches, collate

MEMORY = 0.995
"""Share of the running mean of the weights that a step keeps (about one epoch of the shipped data)."""

NOISE = 1 << 22
"""Drawn dropout factors, of which every layer takes a stretch from a random place; drawing them anew each time takes longer."""


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
        exchange: Share of words of names that are exchanged for another name, listed or invented, so that context decides.
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
    exchange: float = 0.0
    doubt: float = 0.25
    seed: int = 1


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
        self.convolutions = nn.ModuleList(nn.Conv1d(width, width, 3) for _ in settings.dilations)
        self.last_norm = nn.LayerNorm(width)
        self.heads = nn.ModuleDict({head: nn.Linear(width, len(labels)) for head, labels in HEADS.items()})
        self.settings = settings
        self._noise: Tensor | None = None

    def dropped(self, values: Tensor) -> Tensor:
        """Return values with a share of them left out, in training."""
        if not self.training or not self.settings.dropout:
            return values
        if self._noise is None or len(self._noise) < 2 * values.numel():
            kept = torch.rand(max(NOISE, 2 * values.numel())) >= self.settings.dropout
            self._noise = kept.float() / (1 - self.settings.dropout)
        at = int(torch.randint(len(self._noise) - values.numel() + 1, ()))
        return values * self._noise[at : at + values.numel()].view(values.shape)

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
        return torch.relu(self.form(self.dropped(torch.relu(self.form_norm(summed)))))

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Return each head's logits, ``(n_places, n_labels)``."""
        form = self.inputs(batch.rows, batch.starts, batch.vector)
        mask = (batch.words > 0).float()[:, None]
        hidden = torch.cat([torch.zeros(1, form.shape[1]), form])[batch.words]
        width = self.settings.width
        for norm, convolution, gap in zip(self.norms, self.convolutions, self.settings.dilations, strict=True):
            kernel, bias = convolution.parameters()
            weight = kernel.permute(1, 2, 0).reshape(width, 3 * width)
            left, middle, right = torch.chunk(self.dropped(norm(hidden)) * mask @ weight, 3, dim=1)
            left = nn.functional.pad(left[:-gap], (0, 0, gap, 0))
            right = nn.functional.pad(right[gap:], (0, 0, 0, gap))
            hidden = hidden + torch.relu(left + middle + right + bias)
        hidden = self.dropped(self.last_norm(hidden))
        return {head: layer(hidden) for head, layer in self.heads.items()}


def loss_of(logits: dict[str, Tensor], batch: Batch) -> Tensor:
    """Return the mean loss of a batch: the negative log probability of all that is allowed, or the cross entropy with a teacher."""
    total = torch.zeros(())
    for head, values in logits.items():
        logs = torch.log_softmax(values, -1)
        mass = torch.logsumexp(logs + torch.log(batch.allowed[head].clamp_min(1e-9)), -1)
        match = (logs * batch.allowed[head]).sum(-1)
        total = total - (torch.where(batch.soft, match, mass) * batch.weights).sum()
    return total / batch.weights.sum().clamp_min(1.0)


def train(
    items: Sequence[Prepared],
    forms: Forms,
    vectors: np.ndarray[Any, Any],
    settings: Settings,
    pools: Pools = (),
    report: Callable[[str], None] = lambda _: None,
) -> Tagger:
    """Train a tagger; the returned weights are a running mean of the last steps.

    Args:
        items: Training examples.
        forms: Their word forms.
        vectors: Frozen word vectors, ``(n_vectors, size) float32``.
        settings: Hyperparameters.
        pools: Forms that names are exchanged for.
        report: Called with a line of progress after every epoch.

    Returns:
        The tagger, in evaluation mode.
    """
    torch.manual_seed(settings.seed)
    torch.use_deterministic_algorithms(True)
    random = np.random.default_rng(settings.seed)
    tagger = Tagger(settings, vectors).train()
    mean = copy.deepcopy(tagger).eval()
    optimizer = torch.optim.AdamW(tagger.parameters(), lr=settings.rate, weight_decay=settings.decay, betas=(0.9, 0.98), fused=True)
    steps = settings.epochs * -(-sum(len(item.words) for item in items) // settings.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _pace(step, steps))
    began = time.monotonic()
    step = 0
    for epoch in range(settings.epochs):
        sums = []
        for chosen in batches(items, settings.batch, random):
            batch = collate(chosen, forms, max(settings.dilations), pools, settings.exchange, random)
            loss = loss_of(tagger(batch), batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            _average(mean, tagger, min(MEMORY, step / (step + 10)))
            step += 1
            sums.append(float(loss.detach()))
        report(f"epoch {epoch + 1}: loss {sum(sums) / len(sums):.4f}, {time.monotonic() - began:.0f} s")
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
