"""Firms under the bare names of the tape."""

from collections.abc import Callable

import pytest

from pipeline.core.annotations import OrganizationMention
from pipeline.core.errors import ModelError
from pipeline.organizations.market import FILE, read_market
from pipeline.resources.store import ModelStore

Find = Callable[[str], tuple[OrganizationMention, ...]]

NEWS = "أغلق مؤشر السوق منخفضا 20 نقطة في جلسة أمس. "


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وتصدر سهم ساسكو القائمة.", ["ساسكو"]),
        ("وارتفع سهم الطيار أمس.", ["الطيار"]),
        ("وجاءت أسهم شركات سابك ،والإنماء ,وزين السعودية ومكة الأكثر نشاطا.", ["سابك", "الإنماء", "زين السعودية", "مكة"]),
        ("وكانت أسهم شركات طباعة وتغليف، ووفرة، وسدير المتحدة، وعسير الأكثر ارتفاعا.", ["طباعة وتغليف", "وفرة", "سدير المتحدة", "عسير"]),
        ("وتراجع سهم سابك، والرياض، والبلاد.", ["سابك", "الرياض", "البلاد"]),
        ("وصعد سهم العالمية الحديثة للزيوت بنسبة 2%.", ["العالمية الحديثة للزيوت"]),
        ("وارتفعت معادن بنسبة 3.1% وتبعها المؤشر.", ["معادن"]),
        ("وافتتحت الشركات فروعا في مكة والرياض وعسير.", []),
        ("وعثر العمال على معادن وأنعام في أسهم أخرى.", []),
    ],
)
def test_firms_of_the_market(find: Find, text: str, names: list[str]) -> None:
    found = find(NEWS + "وارتفعت أسهم عدة. " + text)
    assert [mention.name for mention in found if mention.type == "company"] == names
    for mention in found:
        assert (NEWS + "وارتفعت أسهم عدة. " + text)[mention.span.start : mention.span.end] == mention.name


@pytest.mark.parametrize(
    "text",
    [
        "زار الوزير مكة والرياض والبلاد المجاورة، ورمى الصياد سهما.",
        "قال الطيار إن معادن الطائرة سليمة.",
        "كان سهم الطيار في الجعبة، وفي البلاد معادن.",
    ],
)
def test_other_news_has_no_firms(find: Find, text: str) -> None:
    assert not [mention for mention in find(text) if mention.found_by == "organizations:market"]


def test_country_is_that_of_the_exchange(find: Find) -> None:
    found = find("بورصة الكويت: أغلق مؤشر السوق منخفضا 20 نقطة، وارتفع سهم زين في الكويت، وسهم وربة.")
    assert [(mention.name, mention.country) for mention in found if mention.found_by == "organizations:market"] == [
        ("زين", "KW"),
        ("وربة", "KW"),
    ]


def test_a_country_that_is_no_code_is_an_error(models: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    record = {"shares": [], "lists": [], "enough": 1, "market": [], "closers": [], "names": {False: ["بنك"]}}
    monkeypatch.setattr(ModelStore, "yaml", lambda self, name: record if name == FILE else {})
    with pytest.raises(ModelError, match="ISO 3166-1"):
        read_market(models)
