"""Proxies and the ranker of actors: what they refuse to read, and how a choice is made."""

from pathlib import Path

import pytest

from pipeline.core.annotations import Argument
from pipeline.core.errors import ModelError
from pipeline.events.options import Option
from pipeline.events.proxies import NAME, Proxies
from pipeline.events.ranker import FILE, Ranker
from pipeline.resources.store import ModelStore

MINISTRY = Argument("وزارة العدل", "o1", "organization", None)
COURT = Argument("المحكمة العليا", "o2", "organization", None)


def option(feature: str, *actors: Argument, ruled: bool = False) -> Option:
    return Option(None, None, actors, [feature], ruled)


@pytest.mark.parametrize(
    ("weights", "actors"),
    [
        ({}, None),
        ({"court": 0.5}, (MINISTRY,)),
        ({"court": 3.0}, (COURT,)),
        ({"nobody": 3.0}, ()),
        ({"ministry": 1.0, "court": 1.5, "nobody": 1.0}, (MINISTRY,)),
    ],
)
def test_the_rules_are_overruled_only_by_a_much_likelier_actor(weights: dict[str, float], actors: tuple[Argument, ...] | None) -> None:
    options = [option("ministry", MINISTRY, ruled=True), option("court", COURT), option("nobody")]
    best = Ranker(weights)(options)
    assert (best.actors if best is not None else None) == actors


def test_what_several_places_give_to_one_participant_counts_together() -> None:
    options = [option("ministry", MINISTRY), option("court", COURT), option("again", COURT)]
    best = Ranker({"ministry": 1.0, "court": 0.6, "again": 0.7})(options)
    assert best is not None
    assert best.features == ["again"]


def store(folder: Path, name: str, text: str) -> ModelStore:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return ModelStore(folder)


def test_a_weight_that_is_no_number_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"actors.tsv, line 2: 'much' is no weight"):
        Ranker.from_models(store(tmp_path, FILE, "a\t1\nb\tmuch\n"))


def test_an_unknown_list_of_proxies_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"unknown key 'voice'; did you mean 'voices'"):
        Proxies.from_models(store(tmp_path, NAME, "voice: [[مصدر]]\n"))
