"""Names that are organizations only in their own kind of news."""

from collections.abc import Callable

import pytest

from pipeline.core.annotations import OrganizationMention

Find = Callable[[str], tuple[OrganizationMention, ...]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("سجل مهاجم برشلونة هدفين في المباراة.", ["برشلونة"]),
        ("وصل الوزير إلى برشلونة في زيارة رسمية.", []),
        ("يقام المعرض في برشلونة، ويشارك فيه لاعبون قدامى.", []),
        ("ارتفعت أسهم أبل بعد إعلان أرباحها.", ["أبل"]),
        ("يملك المواطن قطيعا من إبل وأغنام.", []),
        ("سجل مدرب النصر اعتراضه، وخسر لاعبوه المباراة في الدوري بعد تعادل في الشوط الأول.", ["النصر"]),
        ("خسر لاعبوه المباراة في الدوري بعد تعادل في الشوط الأول، وكان النصر صعبا.", []),
        ("تغلب منتخب البرتغال على المنتخب السعودي في مباراة ودية.", ["منتخب البرتغال", "المنتخب السعودي"]),
    ],
)
def test_names_that_need_their_news(find: Find, text: str, names: list[str]) -> None:
    assert [mention.name for mention in find(text) if mention.form == "name"] == names
