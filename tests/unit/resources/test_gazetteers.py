"""The shipped gazetteers: what an analyst would check by eye, checked for every record."""

import collections
import re

import pytest

from pipeline.core.codes import ORGANIZATION_TYPES
from pipeline.resources import gazetteers
from pipeline.resources.gazetteers import Organization
from pipeline.resources.store import ModelStore

ARAB_LEAGUE = [
    "AE",
    "BH",
    "DJ",
    "DZ",
    "EG",
    "IQ",
    "JO",
    "KM",
    "KW",
    "LB",
    "LY",
    "MA",
    "MR",
    "OM",
    "PS",
    "QA",
    "SA",
    "SD",
    "SO",
    "SY",
    "TN",
    "YE",
]

HEAD_OF_STATE = "royal-court amiri-diwan presidential-court presidency plc sovereignty-council presidential-council"
REQUIRED = {
    "head of state": HEAD_OF_STATE,
    "cabinet": "cabinet",
    "government": "government gnu",
    "parliament": "shura assembly fnc national-assembly house arp apn parliament council-oman tlc plc",
    "ministry of the interior": "ministry-interior",
    "foreign ministry": "ministry-foreign",
    "ministry of justice": "ministry-justice",
    "ministry of finance": "ministry-finance",
    "ministry of health": "ministry-health",
    "ministry of education": "ministry-education",
    "ministry of labour": "ministry-labour ministry-manpower ministry-employment ministry-hr ministry-admin-labour ministry-social",
    "ministry of defence": "ministry-defence defence defence-admin",
    "central bank": "central-bank monetary-authority",
    "prosecution": "public-prosecution",
    "highest court": "supreme-court cassation federal-court constitutional-court sjc",
    "human rights": "human-rights human-rights-commission nhri nhrc nihr nchr nchrl cndh cndhl ohrc ichr ihchr ncivhr",
    "anti-trafficking": "anti-trafficking",
    "anti-corruption": "nazaha aca anti-corruption acta sai inlucc transparency inpplc nacc integrity snaccc jiacc pacc "
    "control-authority corruption-authority uaeaa",
    "audit": "audit uaeaa sai",
    "elections": "elections isie anie hnec ceni ihec iec scer cec",
    "statistics": "gastat csb fcsc statistics iga ncsi capmas ins ons hcp ansade instad inseed cso cbs cas dos pcbs",
    "customs": "customs",
    "civil defence": "civil-defence cdaa fire civil-protection safety disaster white-helmets",
    "police or security directorate": "public-security police dgsn isf psd internal-security national-security abudhabi-police "
    "federal-police traffic lekhwiya",
    "armed forces": "armed-forces army anp far bdf",
    "news agency": "spa kuna wam qna bna ona mena suna lana tap aps map ami sonna adi hzk saba ina sana nna petra wafa",
    "broadcaster": "sba ktv dubai-media qatar-tv bahrain-tv oman-tv egyptian-tv sudan-tv libya-alahrar watania entv snrt mauritania-tv "
    "sntv rtd ortc yemen-tv iraqiya syrian-tv tele-liban jtv palestine-tv",
    "university": "ksu kuwait-university uaeu qatar-university uob squ cairo-university khartoum-university tripoli-university "
    "tunis-university algiers-university um5 nouakchott-university mogadishu-university djibouti-university comoros-university "
    "sanaa-university baghdad-university damascus-university lebanese-university uj birzeit",
    "chamber of commerce": "chamber chambers chambers-federation jordan-chamber utica caci",
    "red crescent or cross": "red-crescent red-cross prcs",
}

LACKING = {"PS": ["ministry of defence", "armed forces"], "OM": ["red crescent or cross"]}
"""What a state does not have: Palestine has security forces only, and Oman no Red Crescent society."""


@pytest.fixture(scope="module")
def records(models: ModelStore) -> tuple[Organization, ...]:
    return gazetteers.organizations(models)


@pytest.mark.parametrize("code", ARAB_LEAGUE)
def test_every_arab_state_has_its_bodies(records: tuple[Organization, ...], code: str) -> None:
    own = {record.id.partition("-")[2] for record in records if record.country == code}
    missing = [kind for kind, slugs in REQUIRED.items() if own.isdisjoint(slugs.split())]
    assert missing == LACKING.get(code, [])


def test_ids_are_unique_slugs(records: tuple[Organization, ...]) -> None:
    assert [record.id for record in records if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]+)+", record.id)] == []
    assert len({record.id for record in records}) == len(records) >= 2500


def test_an_id_begins_with_its_country(records: tuple[Organization, ...]) -> None:
    assert [record.id for record in records if record.id.partition("-")[0] != (record.country.lower() or "int")] == []


def test_no_name_stands_for_two_bodies_of_one_country(records: tuple[Organization, ...]) -> None:
    counts = collections.Counter((record.country, words) for record in records for words in record.keys if words[0].isascii() is False)
    assert [pair for pair, count in counts.items() if count > 1] == []


def test_parents_exist_and_lead_to_a_root(records: tuple[Organization, ...]) -> None:
    parents = {record.id: record.parent for record in records}
    assert [record.id for record in records if record.parent and record.parent not in parents] == []
    for start in parents:
        seen, at = {start}, parents[start]
        while at:
            assert at not in seen, f"{start} is its own ancestor"
            seen.add(at)
            at = parents[at]


def test_wikidata_ids_are_well_formed_and_unique(records: tuple[Organization, ...]) -> None:
    qids = [record.wikidata for record in records if record.wikidata]
    assert all(re.fullmatch(r"Q[1-9]\d*", qid) for qid in qids)
    assert len(set(qids)) == len(qids)


def test_types_and_countries_are_known(models: ModelStore, records: tuple[Organization, ...]) -> None:
    codes = {country.code for country in gazetteers.countries(models)} | {"HK"}
    assert {record.type for record in records} <= set(ORGANIZATION_TYPES)
    assert {record.country for record in records} - {""} <= codes
    assert [record.id for record in records if record.type == "ministry" and not record.country] == []


def test_every_record_says_where_it_comes_from(records: tuple[Organization, ...]) -> None:
    assert {record.source for record in records} <= {"official-name", "common-knowledge", "corpus"}


@pytest.mark.parametrize(
    "word",
    [
        "الصحة",
        "الداخلية",
        "العدل",
        "الهيئة",
        "الوزارة",
        "اللجنة",
        "الرياض",
        "الجزيرة",
        "الحياة",
        "الشرق",
        "مصدر",
        "هدف",
        "تمكين",
        "أمان",
        "أفاد",
        "كأس",
        "كاف",
        "وما",
        "الأهلي",
        "الوطن",
    ],
)
def test_a_common_word_is_never_a_name(records: tuple[Organization, ...], word: str) -> None:
    from pipeline.normalize.normalizer import key

    assert [record.id for record in records if (key(word),) in record.keys] == []


def test_names_and_contextual_names_are_apart(records: tuple[Organization, ...]) -> None:
    assert [record.id for record in records if set(record.keys) & set(record.contextual_keys)] == []


@pytest.mark.parametrize(
    ("identifier", "short"),
    [
        ("kw-kuna", "كونا"),
        ("sa-spa", "واس"),
        ("ps-hamas", "حماس"),
        ("int-unicef", "اليونيسف"),
        ("int-unhcr", "المفوضية السامية للأمم المتحدة لشؤون اللاجئين"),
        ("us-defense-department", "البنتاغون"),
    ],
)
def test_everyday_names_lead_to_the_record(records: tuple[Organization, ...], identifier: str, short: str) -> None:
    from pipeline.resources.records import word_keys

    record = next(record for record in records if record.id == identifier)
    assert word_keys([short])[0] in record.keys


def test_a_shared_name_has_a_record_in_each_country(records: tuple[Organization, ...]) -> None:
    owners = {record.country for record in records if ("وزاره", "العدل") in record.keys}
    assert owners >= set(ARAB_LEAGUE) - {"IL"}


def test_countries(models: ModelStore) -> None:
    countries = gazetteers.countries(models)
    codes = [country.code for country in countries]
    assert len(set(codes)) == len(codes) >= 195
    assert {"PS", "XK", "TW", *ARAB_LEAGUE} <= set(codes)
    owners = collections.Counter(words for country in countries for words in country.keys)
    assert [words for words, count in owners.items() if count > 1] == []


def test_places(models: ModelStore) -> None:
    places = gazetteers.places(models)
    codes = {country.code for country in gazetteers.countries(models)} | {"", "HK", "MO", "EH"}
    assert len(places) >= 2000
    assert {place.country for place in places} <= codes
    pairs = collections.Counter((place.country, place.keys[0]) for place in places)
    assert [pair for pair, count in pairs.items() if count > 1] == []
    assert collections.Counter(place.country for place in places if place.kind == "region")["DZ"] >= 58


@pytest.mark.parametrize(("name", "ambiguous"), [("الأحمدي", True), ("عرعر", True), ("الخرطوم", False), ("إسطنبول", False)])
def test_places_that_are_words_are_marked(models: ModelStore, name: str, ambiguous: bool) -> None:
    assert {place.ambiguous for place in gazetteers.places(models) if place.name == name} == {ambiguous}


def test_personal_names(models: ModelStore) -> None:
    given = {name.name: name for name in gazetteers.given_names(models)}
    family = {name.name: name for name in gazetteers.family_names(models)}
    assert len(given) >= 1900
    assert len(family) >= 2500
    assert given["فاطمة"].gender == "f"
    assert given["محمد"].gender == "m"
    assert given["عبد العزيز"].words == ("عبد", "العزيز")
    assert given["سعيد"].ambiguous
    assert not family["القحطاني"].ambiguous
    assert len({name.words for name in family.values()}) == len(family)
    assert len({name.words for name in given.values()}) == len(given)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("sport", "برشلونة تشيلسي شتوتغارت نابولي موناكو بنفيكا بشكتاش الهلال الزمالك الترجي الوداد السد"),
        ("company", "أبل آبل أمازون إنتل كوالكوم سامسونج سامسونغ إيرباص سوناطراك أرامكو"),
        ("armed_group", "القاعدة داعش طالبان"),
    ],
)
def test_short_names_lead_to_a_record(records: tuple[Organization, ...], kind: str, names: str) -> None:
    from pipeline.normalize.normalizer import key

    known = {words for record in records if record.type == kind for words in (*record.keys, *record.contextual_keys)}
    assert [name for name in names.split() if (key(name),) not in known] == []


@pytest.mark.parametrize("word", ["نيسان", "غاب", "جيب", "شارب", "أودى"])
def test_months_and_verbs_are_no_companies_even_in_context(records: tuple[Organization, ...], word: str) -> None:
    from pipeline.normalize.normalizer import key

    assert [record.id for record in records if record.type == "company" and (key(word),) in record.contextual_keys] == []
