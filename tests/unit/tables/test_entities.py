from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.tables.entities import EntityBook, Sighting, sightings
from pipeline.tables.rows import Rows


def organization(**values: object) -> dict[str, object]:
    blank = {"org_id": "o1", "name": "وزارة العدل", "type": "ministry", "country": "", "wikidata": "", "aliases": [], "mentions": 1}
    return blank | values


def official(**values: object) -> dict[str, object]:
    return {"person_id": "p1", "name": "أحمد السالم", "role": "", "country": "", "mentions": 1} | values


def document(published: str, organizations: tuple[object, ...] = (), officials: tuple[object, ...] = ()) -> Rows:
    return {  # type: ignore[return-value]
        "documents": [{"published": published}],
        "organizations": list(organizations),
        "officials": list(officials),
        "mentions": [],
    }


def book(*documents: Rows) -> list[dict[str, object]]:
    gathered = EntityBook()
    for rows in documents:
        gathered.add(sightings(rows))
    return gathered.rows()


def test_the_commonest_name_wins_and_the_others_are_aliases() -> None:
    (row,) = book(
        document("2024-02-02", (organization(name="وزارة العدل الكويتية", aliases=["العدل"]),)),
        document("2024-01-01", (organization(country="KW", mentions=3),)),
        document("", (organization(),)),
    )
    assert row == {
        "entity_id": "o1",
        "kind": "organization",
        "name": "وزارة العدل",
        "type_or_role": "ministry",
        "country": "KW",
        "wikidata": "",
        "aliases": ["العدل", "وزارة العدل الكويتية"],
        "documents": 3,
        "mentions": 5,
        "first_seen": "2024-01-01",
        "last_seen": "2024-02-02",
    }


def test_a_person_with_two_positions_is_one_sighting() -> None:
    (row,) = book(document("2024-01-01", (), (official(role="minister", mentions=4), official(role="chair", mentions=4))))
    assert (row["documents"], row["mentions"], row["type_or_role"]) == (1, 4, "chair")


def test_an_unnamed_position_is_no_entity() -> None:
    assert book(document("", (), (official(person_id="", name="", role="minister"),))) == []


def test_organizations_first_then_the_most_mentioned() -> None:
    rows = book(document("", (organization(org_id="a"), organization(org_id="b", mentions=2)), (official(mentions=9),)))
    assert [row["entity_id"] for row in rows] == ["b", "a", "p1"]


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            Sighting,
            st.sampled_from(["o1", "o2", "p1", "أ"]),
            st.just("organization"),
            st.sampled_from(["وزارة العدل", "العدل", "b", "B"]),
            st.lists(st.sampled_from(["ministry", "court"]), max_size=2).map(tuple),
            st.sampled_from(["", "KW", "SA"]),
            st.sampled_from(["", "Q1"]),
            st.lists(st.sampled_from(["x", "y", "العدل"]), max_size=2).map(tuple),
            st.integers(0, 5),
            st.sampled_from(["", "2024-01-01", "2023-05-05"]),
        ),
        max_size=30,
    )
)
def test_a_book_that_spills_gives_the_same_rows(seen: list[Sighting]) -> None:
    whole = EntityBook()
    with TemporaryDirectory() as folder:
        small = EntityBook(Path(folder) / "entities.sqlite", most=1)
        for sighting in seen:
            whole.add([sighting])
            small.add([sighting])
        assert small.number == whole.number == len(whole.rows())
        assert small.rows() == whole.rows()
        assert list(small.stream()) == whole.rows()
        small.close()
