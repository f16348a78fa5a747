"""CoNLL-U Plus and Label Studio."""

import json
import xml.etree.ElementTree as ElementTree

import conllu

from pipeline.core.codes import ACTION_TYPES
from tests.unit.exports.conftest import HOSTILE, ORDINARY, Written, plain

TEXTS = {"ordinary": ORDINARY, "=1+1": HOSTILE}


def sentences(written: Written) -> list[conllu.TokenList]:
    with open(written.folder / "mirsad.conllup", encoding="utf-8") as handle:
        return list(conllu.parse_incr(handle))


def test_conll_has_every_token_at_its_place(written: Written) -> None:
    document, seen = "", 0
    for sentence in sentences(written):
        document = sentence.metadata.get("newdoc id", document)
        for number, token in enumerate(sentence, 1):
            assert token["id"] == number
            assert " ".join(TEXTS[document][int(token["start"]) : int(token["end"])].split()) == token["form"]
            seen += 1
        assert sentence.metadata["sent_id"].startswith(f"{document}-")
        assert "\n" not in sentence.metadata["text"]
    assert seen == written.frames["documents"]["n_tokens"].sum()


def spans(written: Written, column: str) -> set[tuple[str, str, int, int]]:
    """Document, label and span of every run of BIO tags."""
    found, document = set(), ""
    for sentence in sentences(written):
        document = sentence.metadata.get("newdoc id", document)
        for number, token in enumerate(sentence):
            tag = token[column]
            assert tag == "O" or tag[:2] in ("B-", "I-")
            if tag.startswith("I-"):
                assert number > 0
                assert sentence[number - 1][column][2:] == tag[2:]
            if tag.startswith("B-"):
                last = number
                while last + 1 < len(sentence) and sentence[last + 1][column] == f"I-{tag[2:]}":
                    last += 1
                found.add((document, tag[2:], int(token["start"]), int(sentence[last]["end"])))
    return found


def test_conll_has_the_mentions(written: Written) -> None:
    names = {"organization": "ORG", "person": "PER"}
    tagged = spans(written, "mirsad:ner")
    rows = plain(written.frames["mentions"])
    assert len(tagged) >= 6
    for document, label, start, end in tagged:
        assert any(
            (row["doc_id"], names[row["kind"]], row["end"]) == (document, label, end) and start <= row["start"] <= start + 2 for row in rows
        )
    covered = sum(any(row["doc_id"] == d and start <= row["start"] and row["end"] <= end for d, _, start, end in tagged) for row in rows)
    assert covered == len(rows)


def test_conll_has_the_dates_and_actions(written: Written) -> None:
    for column, table in (("mirsad:date", "dates"), ("mirsad:action", "actions")):
        labels = sorted((document, label) for document, label, _, _ in spans(written, column))
        assert labels == sorted((row["doc_id"], row["type"]) for row in plain(written.frames[table]))


def test_label_studio_tasks_fit_their_interface(written: Written) -> None:
    tasks = json.loads((written.folder / "labelstudio.json").read_text(encoding="utf-8"))
    interface = ElementTree.parse(written.folder / "labelstudio.xml").getroot()  # noqa: S314 (we wrote it)
    controls = {element.get("name"): element for element in interface.iter() if element.get("toName")}
    assert {element.get("name") for element in interface.iter("Text")} == {"text"}
    allowed = {name: {child.get("value") for child in element} for name, element in controls.items()}
    assert allowed["action_type"] == set(ACTION_TYPES)
    relations = {element.get("value") for element in interface.iter("Relation")}
    assert [task["data"]["doc_id"] for task in tasks] == ["ordinary", "=1+1"]
    for task in tasks:
        text, (prediction,) = task["data"]["text"], task["predictions"]
        regions = {}
        for item in prediction["result"]:
            if item["type"] == "relation":
                assert set(item["labels"]) <= relations
                assert {item["from_id"], item["to_id"]} <= set(regions)
                continue
            value = item["value"]
            assert item["to_name"] == "text"
            assert set(value[item["type"]]) <= allowed[item["from_name"]]
            assert text[value["start"] : value["end"]] == value["text"]
            regions.setdefault(item["id"], []).append(item["type"])
        assert all(kinds in (["labels"], ["labels", "choices"]) for kinds in regions.values())
    assert any(item["type"] == "relation" for item in tasks[0]["predictions"][0]["result"])


def test_label_studio_has_every_mention_date_and_action(written: Written) -> None:
    tasks = json.loads((written.folder / "labelstudio.json").read_text(encoding="utf-8"))
    for task in tasks:
        labels = [item["value"]["labels"][0] for item in task["predictions"][0]["result"] if item["type"] == "labels"]
        for table, names in (("mentions", {"organization", "person"}), ("dates", {"date"}), ("actions", {"action"})):
            frame = written.frames[table]
            assert sum(label in names for label in labels) == (frame["doc_id"] == task["data"]["doc_id"]).sum()
