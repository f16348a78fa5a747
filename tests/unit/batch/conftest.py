"""Composed articles, and runs of them in a process that can be killed."""

import csv
import multiprocessing
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from pipeline import assemble
from pipeline.api import Pipeline
from pipeline.core.document import Document

MINISTRIES = ("العدل", "الداخلية", "الصحة", "التربية", "العمل", "الإعلام", "المالية", "الزراعة")
CITIES = ("الرياض", "الكويت", "عمّان", "تونس", "الرباط", "القاهرة", "الدوحة", "مسقط")
NAMES = ("أحمد السالم", "منى العلي", "خالد الحربي", "سعاد بن يوسف", "فهد المطيري", "ليلى حداد")
ACTS = ("أطلقت حملة للتوعية", "وقعت مذكرة تفاهم مع البلدية", "افتتحت مركزا جديدا", "أصدرت قرارا بتشكيل لجنة", "نظمت دورة تدريبية")


def articles(number: int, seed: int = 7) -> list[Document]:
    """Short articles, all different, the same ones for the same seed."""
    random = Random(seed)
    found = []
    for i in range(number):
        ministry, city, name, act = (random.choice(values) for values in (MINISTRIES, CITIES, NAMES, ACTS))
        verb, rest = act.split(" ", 1)
        text = (
            f"{city} تشهد خطوة جديدة رقم {i}\n\n"
            f"{verb} وزارة {ministry} في {city} {rest} يوم {1 + i % 28} مارس 2024.\n\n"
            f"وقال وزير {ministry} {name} إن الوزارة ستواصل العمل، وأضاف أن {random.choice(CITIES)} هي التالية."
        )
        found.append(Document(f"a{i:04}", text, f"in/{i:04}.txt", "", "2024-03-20", "metadata"))
    return found


def tables(out: Path) -> dict[str, bytes]:
    """What a run wrote, but for the manifest, which has times in it."""
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file() and path.name != "manifest.json"}


def rows(out: Path, name: str) -> list[dict[str, str]]:
    with open(out / f"{name}.csv", encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture
def loaded(nlp: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs in this process, and in processes forked from it, use the models that are loaded already."""
    monkeypatch.setattr(assemble, "build", lambda config, models: models.used.update(USED) or nlp._stages)


USED = ("lexicons/clitics.yaml",)


def forked(target: Callable[[], object]) -> multiprocessing.Process:
    """Start a copy of this process that does one thing and ends."""
    process = multiprocessing.get_context("fork").Process(target=target)
    process.start()
    return process  # type: ignore[return-value]
