import numpy as np
import pytest

from pipeline.core.document import Document
from pipeline.ner.labels import HEADS
from pipeline.ner.words import word_classes
from pipeline.normalize.normalizer import normalize
from pipeline.segment.segmenter import Segmenter
from pipeline.training.batches import Forms, exchanged
from pipeline.training.exchange import NAME, ORGANIZATION, PLACE, pools_of, slots_of

NUMBER = {label: number for number, label in enumerate(HEADS["entity"])}


@pytest.fixture(scope="module")
def segmenter(models):
    return Segmenter.from_models(models)


@pytest.fixture(scope="module")
def forms(models):
    return Forms(512, {"الاعمال": 1, "رجال": 2}, word_classes(models))


@pytest.mark.parametrize(
    ("text", "labels", "slots"),
    [
        ("قال سامح الزهراني", "O B-person I-person", [-1, NAME, -1]),
        ("قال سالم بن عبد الله", "O B-person I-person I-person I-person", [-1, NAME, -1, -1, -1]),
        ("شركة كيوتر أعلنت", "B-organization I-organization O", [-1, NAME, -1]),
        ("أعلنت كيوتر أمس", "O B-organization O", [-1, ORGANIZATION, -1]),
        ("جمعية رجال الأعمال", "B-organization I-organization I-organization", [-1, -1, -1]),
        ("وقعت بلندر اتفاقا", "O B-place O", [-1, PLACE, -1]),
        ("وصل الوفد لباريس", "O O B-place", [-1, -1, -1]),
        ("دخلت قطر الحوار", "O B-place O", [-1, -1, -1]),
    ],
)
def test_names_may_be_exchanged_and_what_tells_of_them_stays(segmenter, forms, text, labels, slots):
    tokens = segmenter(Document("d", text, "test"), normalize(text)).tokens
    found = slots_of(tokens, [NUMBER.get(label, 0) for label in labels.split()], forms)
    assert len(found) == len(slots)
    assert found.tolist() == slots


def test_pools_hold_known_and_invented_names_and_are_the_same_each_time(models, forms):
    pools = pools_of(models, forms, seed=3)
    assert [len(pool) > 500 for pool in pools] == [True] * 3
    assert all((pool == again).all() for pool, again in zip(pools, pools_of(models, forms, seed=3), strict=True))
    texts = {number: text for (text, _), number in forms.ids.items()}
    assert {"أردوغان", "تسيبراس"} & {texts[number] for number in pools[NAME].tolist()}
    assert not any(texts[number].startswith("ال") for number in pools[NAME].tolist())


def test_a_share_of_the_slots_is_exchanged_within_its_pool():
    words, slots = np.arange(1000), np.tile([-1, 0, 1, 1], 250)
    changed = exchanged(words, slots, (np.array([5000, 5001]), np.array([6000])), 0.3, np.random.default_rng(1))
    assert (changed[slots < 0] == words[slots < 0]).all()
    for pool, values in ((0, {5000, 5001}), (1, {6000})):
        new = changed[(slots == pool) & (changed != words)]
        assert set(new.tolist()) == values
        assert 0.2 < len(new) / (slots == pool).sum() < 0.4
    assert exchanged(words, slots, (), 0.0, np.random.default_rng(1)) is words
