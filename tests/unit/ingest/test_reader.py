import gzip
import io
import json
import sys
import types
import zipfile
from pathlib import Path

import pytest

from pipeline.core.config import ReadOptions
from pipeline.core.document import Document, Rejected
from pipeline.ingest import lines
from pipeline.ingest.blob import Blob
from pipeline.ingest.reader import read_inputs
from pipeline.ingest.records import with_unique_ids

TEXT = "افتتح وزير العدل المعرض الأول للوثائق القضائية أمس، وحضر الحفل سفراء وقضاة."
TITLE = "وزير العدل يفتتح معرض الوثائق"


def read(*inputs: object, **options: str) -> list[Document | Rejected]:
    return list(read_inputs([str(name) for name in inputs], ReadOptions(**options)))


def one(*inputs: object, **options: str) -> Document:
    (found,) = read(*inputs, **options)
    assert isinstance(found, Document), found
    return found


def rejected(*inputs: object, **options: str) -> Rejected:
    (found,) = read(*inputs, **options)
    assert isinstance(found, Rejected), found
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "iso8859_6"])
def test_plain_text(folder: Path, encoding: str) -> None:
    found = one(write(folder, "a.txt", TEXT.encode(encoding)))
    assert (found.text, found.source, found.published, found.published_from) == (TEXT, "a.txt", "", "")


def test_raw_text_is_not_altered(folder: Path) -> None:
    text = f"{TITLE}\r\n\r\n  {TEXT} \u200f\r\n\r\n"
    assert one(write(folder, "a.txt", text)).text == text


def test_publication_date_in_order(folder: Path) -> None:
    dated = f"{TITLE}\nتاريخ النشر: 20 أكتوبر 2024\n{TEXT}"
    plain = write(folder, "a.txt", dated)
    record = write(folder, "a.json", json.dumps({"text": dated, "published": "2024-10-18"}))
    assert (one(plain).published, one(plain).published_from) == ("2024-10-20", "text")
    assert (one(plain, published="2024-10-19").published, one(plain, published="2024-10-19").published_from) == ("2024-10-19", "option")
    found = one(record, published="2024-10-19")
    assert (found.published, found.published_from) == ("2024-10-18", "metadata")


def test_a_title_given_apart_is_the_first_paragraph(folder: Path) -> None:
    found = one(write(folder, "a.json", json.dumps({"title": TITLE, "text": TEXT})))
    assert (found.title, found.text) == (TITLE, f"{TITLE}\n\n{TEXT}")


def test_a_title_that_the_text_begins_with_is_not_repeated(folder: Path) -> None:
    text = f" {TITLE}\n{TEXT}"
    assert one(write(folder, "a.json", json.dumps({"title": TITLE, "text": text}))).text == text


def test_json_array_with_other_keys_and_ids(folder: Path) -> None:
    records = [{"nr": 7, "content": TEXT, "day": "21/07/2015"}, {"nr": "b", "content": [TEXT, TEXT], "link": "https://example.org/b"}]
    path = write(folder, "a.json", json.dumps(records))
    first, second = read(path, text_column="content", id_column="nr", published_column="day", url_column="link")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, first.source, first.published) == ("7", "a.json#1", "2015-07-21")
    assert (second.id, second.source, second.text) == ("b", "https://example.org/b", f"{TEXT}\n\n{TEXT}")


def test_json_object_that_holds_an_array(folder: Path) -> None:
    assert len(read(write(folder, "a.json", json.dumps({"count": 2, "articles": [{"text": TEXT}, {"text": TEXT}]})))) == 2


def test_a_broken_json_line_costs_one_row(folder: Path) -> None:
    lines = [json.dumps({"text": TEXT}), "{broken", "", json.dumps({"text": TEXT, "id": "x"}), '"just text"', "[1]"]
    found = read(write(folder, "a.jsonl", "\n".join(lines)))
    assert [item.source for item in found] == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#4", "a.jsonl#5", "a.jsonl#6"]
    assert isinstance(found[1], Rejected)
    assert found[1].status == "failed"
    assert "not valid JSON" in found[1].error
    assert found[2].id == "x"


def test_a_line_in_another_encoding_costs_one_row(folder: Path) -> None:
    good = json.dumps({"text": TEXT}, ensure_ascii=False).encode("utf-8")
    found = read(write(folder, "a.jsonl", b"\n".join([good] * 3 + [good.decode().encode("cp1256")] + [good])))
    assert [type(item).__name__ for item in found] == ["Document"] * 3 + ["Rejected", "Document"]


def test_json_lines_in_utf_16(folder: Path) -> None:
    text = "\n".join([json.dumps({"text": TEXT}, ensure_ascii=False)] * 2)
    assert len(read(write(folder, "a.jsonl", text.encode("utf-16")))) == 2


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("b.csv", ";"), ("c.tsv", "\t")])
def test_tables(folder: Path, name: str, mark: str) -> None:
    rows = [["id", "title", "text", "published"], ["n1", TITLE, f'"{TEXT}\nسطر ثان"', "2024-10-20"], ["n2", TITLE, TEXT, ""]]
    first, second = read(write(folder, name, "\ufeff" + "\n".join(mark.join(row) for row in rows)))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, first.published, first.title) == ("n1", "2024-10-20", TITLE)
    assert first.text == f"{TITLE}\n\n{TEXT}\nسطر ثان"
    assert second.source == f"{name}#2"


def test_a_table_without_the_column(folder: Path) -> None:
    found = rejected(write(folder, "a.csv", f"id,content\n1,{TEXT}"))
    assert found.status == "failed"
    assert "no column or key 'text', only id, content" in found.error
    assert "--text-column content" in found.error


def test_a_row_with_too_many_cells(folder: Path) -> None:
    found = read(write(folder, "a.csv", "id,text\n1,نص أول,زائد\n2,النص الثاني"))
    assert [type(item).__name__ for item in found] == ["Rejected", "Document"]


def test_a_record_without_the_key(folder: Path) -> None:
    found = rejected(write(folder, "a.jsonl", json.dumps({"contnet": TEXT, "id": "q"})), text_column="content")
    assert (found.id, found.status) == ("q", "failed")
    assert "did you mean --text-column contnet?" in found.error


def test_a_page(folder: Path) -> None:
    page = f"""<!DOCTYPE html><html lang="ar"><head><title>{TITLE} | صحيفة الميناء</title><meta charset="utf-8">
<meta property="article:published_time" content="2024-10-20T08:00:00+03:00"><meta property="og:site_name" content="صحيفة الميناء">
</head><body><nav><a href="/">الرئيسية</a></nav><article><h1>{TITLE}</h1><p>{TEXT}</p><p>وأكد الوزير أن المعرض يستمر أسبوعين، وأن
الدخول إليه مجاني لطلبة الجامعات والباحثين في تاريخ القضاء.</p></article><footer>جميع الحقوق محفوظة</footer></body></html>"""
    found = one(write(folder, "a.html", page))
    assert (found.title, found.published, found.published_from) == (TITLE, "2024-10-20", "metadata")
    assert found.text.startswith(TITLE)
    assert TEXT in found.text
    assert "الرئيسية" not in found.text


@pytest.mark.parametrize(("declared", "encoding"), [("windows-1256", "cp1256"), ("utf-8", "cp1256"), ("", "utf-8"), ("no-such", "utf-8")])
def test_the_encoding_of_a_page(folder: Path, declared: str, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    article = f"<article><h1>{TITLE}</h1><p>{TEXT}</p><p>{TEXT * 3}</p></article>"
    page = f"<html><head>{meta}<title>{TITLE}</title></head><body>{article}</body></html>"
    assert TEXT in one(write(folder, "a.htm", page.encode(encoding))).text


def test_a_page_without_an_article(folder: Path) -> None:
    found = rejected(write(folder, "a.html", "<html><body></body></html>"))
    assert (found.status, "no article text" in found.error) == ("skipped", True)


def test_a_word_document(folder: Path) -> None:
    import docx

    word = docx.Document()
    word.add_heading(TITLE, 0)
    word.add_paragraph(TEXT)
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "التاريخ", "20 أكتوبر 2024"
    word.save(str(folder / "a.docx"))
    found = one(folder / "a.docx")
    assert (found.title, found.text) == (TITLE, f"{TITLE}\n\n{TEXT}\n\nالتاريخ – 20 أكتوبر 2024")


def test_a_broken_word_document(folder: Path) -> None:
    assert "not a Word document" in rejected(write(folder, "a.docx", b"PK\x03\x04 broken")).error


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as writer:
        for name, data in members.items():
            writer.writestr(name, data)
    return buffer.getvalue()


def test_a_zip_archive(folder: Path) -> None:
    inner = archive({"deep/x.txt": TEXT.encode()})
    data = archive(
        {
            "b.txt": TEXT.encode(),
            "a/news.jsonl": json.dumps({"text": TEXT}).encode(),
            "in.zip": inner,
            "__MACOSX/._b.txt": b"x",
            "README.txt": b"about",
            "c.txt.gz": gzip.compress(TEXT.encode()),
            "picture.png": b"\x89PNG",
        }
    )
    found = read(write(folder, "all.zip", data))
    assert [item.source for item in found] == [
        "all.zip#b.txt",
        "all.zip#a/news.jsonl#1",
        "all.zip#in.zip#deep/x.txt",
        "all.zip#c.txt.gz",
        "all.zip#picture.png",
    ]
    assert isinstance(found[-1], Rejected)
    assert found[-1].status == "skipped"


def test_a_member_name_in_an_arabic_code_page(folder: Path) -> None:
    data = archive({"XXXX.txt": TEXT.encode()}).replace(b"XXXX", "خبرب".encode("cp1256"))
    assert one(write(folder, "a.zip", data)).source == "a.zip#خبرب.txt"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"no zip at all", "not a zip archive"),
        (archive({"a.txt": TEXT.encode()})[:-30], "not a zip archive"),
        (archive({}), "holds no files"),
    ],
)
def test_a_broken_archive(folder: Path, data: bytes, error: str) -> None:
    assert error in rejected(write(folder, "a.zip", data)).error


def test_a_broken_member_costs_one_row(folder: Path) -> None:
    data = archive({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()})
    at = data.index(TEXT.encode())
    data = data[: at + 4] + b"\x00\x00" + data[at + 6 :]
    found = read(write(folder, "a.zip", data))
    assert [type(item).__name__ for item in found] == ["Rejected", "Document"]


def test_gzip(folder: Path) -> None:
    lines = "\n".join([json.dumps({"text": TEXT})] * 3).encode()
    found = read(write(folder, "a.jsonl.gz", gzip.compress(lines)))
    assert [item.source for item in found] == ["a.jsonl.gz#1", "a.jsonl.gz#2", "a.jsonl.gz#3"]
    assert rejected(write(folder, "b.txt.gz", gzip.compress(TEXT.encode())[:-9])).status == "failed"


def test_a_folder_is_read_recursively_in_order(folder: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", ".hidden.txt", ".git/x.txt", "README.md", "notes.pages"):
        write(folder, name, f"{TEXT} {name}")
    found = read(folder)
    assert [item.source for item in found] == ["a.txt", "a/z.txt", "b.txt", "notes.pages"]
    assert isinstance(found[-1], Rejected)
    assert "the ending .pages is none that can be read" in found[-1].error


def test_ids_do_not_depend_on_where_the_input_lies(folder: Path) -> None:
    first, second = folder / "one", folder / "two"
    write(first, "x/a.txt", TEXT)
    write(second, "x/a.txt", TEXT)
    assert one(first).id == one(second).id != one(second / "x").id


@pytest.mark.parametrize(
    ("name", "content", "status", "error"),
    [
        ("a.txt", b"", "skipped", "the file is empty"),
        ("a.txt", b" \n\n", "skipped", "the file is empty"),
        ("a.jsonl", b"\n\n", "skipped", "the file is empty"),
        ("a.csv", b"", "skipped", "the file is empty"),
        ("a.csv", b"text\n", "skipped", "no rows"),
        ("a.json", b"", "skipped", "the file is empty"),
        ("a.json", b"[]", "failed", "array is empty"),
        ("a.json", b"3", "failed", "neither an object nor an array"),
        ("a.json", b'{"text": "x"', "failed", "not valid JSON"),
        ("a.json", b'{"a": 1}\n{"a": 2}', "failed", "name it .jsonl"),
        ("a.txt", b"%PDF-1.4 x", "failed", "not a text but a PDF"),
        ("a.txt", b"\x00\x01\x02\x03" * 50, "failed", "zero bytes"),
        ("a.txt", b"The minister opened the exhibition yesterday.", "skipped", "not Arabic: 0% of its letters"),
        ("a.txt", b"12 / 13 - 14", "skipped", "no letters"),
        ("a.json", b'{"text": "  "}', "skipped", "the text is empty"),
        ("a.doc", b"x", "skipped", "the ending .doc is none that can be read"),
        ("a", b"x", "skipped", "a name without ending"),
    ],
)
def test_what_is_rejected_and_why(folder: Path, name: str, content: bytes, status: str, error: str) -> None:
    found = rejected(write(folder, name, content))
    assert found.status == status
    assert error in found.error


def test_a_missing_input_does_not_stop_the_rest(folder: Path) -> None:
    found = read(folder / "none.txt", write(folder, "a.txt", TEXT))
    assert [type(item).__name__ for item in found] == ["Rejected", "Document"]


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (TEXT.encode(), 1),
        (TEXT.encode("cp1256"), 1),
        (json.dumps({"text": TEXT}).encode(), 1),
        (json.dumps([{"text": TEXT}] * 2).encode(), 2),
        ("\n".join([json.dumps({"text": TEXT})] * 3).encode(), 3),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, count: int) -> None:
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(data)))
    found = read("-")
    assert [type(item).__name__ for item in found] == ["Document"] * count


def test_reading_is_lazy(folder: Path) -> None:
    write(folder, "a.txt", TEXT)
    items = read_inputs([str(folder / "a.txt"), str(folder / "later.txt")], ReadOptions())
    assert isinstance(next(items), Document)
    write(folder, "later.txt", TEXT)
    assert isinstance(next(items), Document)


def test_lone_surrogates_are_replaced(folder: Path) -> None:
    found = one(write(folder, "a.jsonl", '{"text": "افتتح الوزير \\ud800 المعرض"}'))
    found.text.encode("utf-8")


def test_repeated_ids_are_told_apart() -> None:
    items = [Document("a", TEXT), Document("a", TEXT), Rejected("a", "s", "failed", "e"), Document("b", TEXT)]
    assert [item.id for item in with_unique_ids(iter(items))] == ["a", "a-2", "a-3", "b"]


@pytest.mark.slow
def test_a_day_of_newspapers(shared: Path) -> None:
    options = {"text_column": "content", "published_column": "date_extracted", "title_column": "title"}
    found = read(shared / "data" / "news" / "2015-07-21.zip", **options)
    assert len(found) == 2972
    assert not [item for item in found if isinstance(item, Rejected) and item.status == "failed"]
    assert all(item.published == "2015-07-21" for item in found if isinstance(item, Document))


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a-2", "a-3"]),
        (["a-2", "a", "a"], ["a-2", "a", "a-3"]),
        (["a", "a", "a-2"], ["a", "a-2", "a-2-2"]),
    ],
)
def test_ids_are_made_unique(ids: list[str], expected: list[str]) -> None:
    assert [item.id for item in with_unique_ids(Document(name, "") for name in ids)] == expected


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 100])
@pytest.mark.parametrize("end", ["", "\n"])
def test_no_line_is_lost_where_a_block_ends(size: int, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "SAMPLE", size)
    monkeypatch.setattr(lines, "detect", lambda sample, whole: "utf-8")
    data = ("abc\n\nde\nf" + end).encode()
    assert list(lines.lines_of(Blob("x", "x.jsonl", lambda: io.BytesIO(data)))) == [(1, "abc"), (2, ""), (3, "de"), (4, "f")]
