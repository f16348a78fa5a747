import pytest

from pipeline.core.errors import RuleError
from pipeline.resources.store import ModelStore
from pipeline.segment.clitics import CliticSplitter


@pytest.fixture(scope="module")
def splitter(models: ModelStore) -> CliticSplitter:
    return CliticSplitter.from_models(models)


SPLIT = """
وقال و+قال | فأكد ف+اكد | وأضاف و+اضاف | وأوضحت و+اوضحت | وناشد و+ناشد | ودعا و+دعا | وشدد و+شدد | ولفتت و+لفتت
سيعقد س+يعقد | ستعقد س+تعقد | وسيعقد و+س+يعقد | سيتم س+يتم | ستستضيف س+تستضيف | سأزور س+ازور | ستعيد س+تعيد
للجنة ل+اللجنه | للوزارة ل+الوزاره | وللوزير و+ل+الوزير | لله ل+الله | للبنان ل+لبنان | لليبيا ل+ليبيا | لليمن ل+اليمن
بالكويت ب+الكويت | وبالتعاون و+ب+التعاون | ولوزارة و+ل+وزاره | وبوزارة و+ب+وزاره | ووزارة و+وزاره | بوكالة ب+وكاله
والعدل و+العدل | فالوزارة ف+الوزاره | كالعراق ك+العراق | لمحمد ل+محمد | وفهد و+فهد | وفوزي و+فوزي | وإلى و+الي | والى و+الي
بلجنة ب+لجنه | وبلجنة و+ب+لجنه | لوزارة ل+وزاره | لرئيس ل+رييس | وروسيا و+روسيا | بفلسطين ب+فلسطين | والدوحة و+الدوحه | وكان و+كان
"""
WHOLE = """
وزارة وزير وزارتا وزارتي وكيل وكالة وكلاء والي والية ولي وفد واشنطن ورشة ولاية وثيقة وفاة وادي وحدة وظيفة
بنك بلدية بلديات برلمان بغداد بيروت بيان بحث بدأ بلغ برنامج بعثة بعد بين لجنة لجان لجنتي لقاء لواء ليبيا لبنان لندن لكن لدى
كتلة كلية كتاب كان كانت كأس كشف كلف فريق فرع فتح فتحت فصل فلسطين فرنسا فترة سفير سلطنة سلطة سيد ستة سنوات سياسي ستار
باسم بندر وليد فهد فيصل فاطمة كمال لطيفة ليلى بسام وسام وائل سالم كاظم لبنى فوزي سامي سيف واس وام كونا بترا وفرت وجهت وصلت
والدته والده واحد واحدة وافق ورد وقع وضع
"""


@pytest.mark.parametrize("case", [case.strip() for line in SPLIT.strip().splitlines() for case in line.split("|")])
def test_detaches(splitter: CliticSplitter, case: str) -> None:
    word, expected = case.split()
    _, (proclitics, base, cut) = splitter.analyze(word)
    assert "+".join((*proclitics, base)) == expected
    assert cut == len(proclitics)


@pytest.mark.parametrize("word", WHOLE.split())
def test_keeps_whole(splitter: CliticSplitter, word: str) -> None:
    norm, found = splitter.analyze(word)
    assert found == ((), norm, 0)


@pytest.mark.parametrize(("word", "expected"), [("بمجلس", ("ب",)), ("لجنة", ()), ("فهد", ()), ("محمد", ())])
def test_a_drawn_out_first_letter_sets_a_particle_apart(splitter: CliticSplitter, word: str, expected: tuple[str, ...]) -> None:
    assert splitter.analyze_marked(word)[1][0] == expected


def test_an_unknown_list_is_an_error(models: ModelStore, tmp_path: object) -> None:
    class Store:
        folder = models.folder

        def yaml(self, name: str) -> dict[str, list[str]]:
            return {"kept": []}

    from pipeline.segment.clitics import Exceptions

    with pytest.raises(RuleError, match=r"clitics\.yaml must hold the lists keep, exact"):
        Exceptions.from_models(Store())  # type: ignore[arg-type]
