"""The report as a person meets it, in a real browser: opened from disk, searched, read, corrected, and by keyboard."""

import csv
import hashlib
import json
import re
from pathlib import Path

import pytest

from pipeline.normalize.normalizer import key
from pipeline.report.page import VENDOR, WEB, _folding
from tests.browser.conftest import HOSTILE, command

HOSTILE_PAGE = "#/article/hostile%3C%2Fscript%3E"


def rows(run: Path, table: str) -> list[dict[str, str]]:
    with open(run / f"{table}.csv", encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_it_opens_from_the_disk_and_counts(made, visit) -> None:
    with visit(made / "report.html") as here:
        page = here.page
        assert page.title() == "تقرير 1 · Mirsad"
        shown = [int(text.replace(",", "")) for text in page.locator(".figure strong").all_inner_texts()]
        ok = [row for row in rows(made, "documents") if row["status"] == "ok"]
        entities = rows(made, "entities")
        kinds = [len([row for row in entities if row["kind"] == kind]) for kind in ("organization", "person")]
        assert shown == [len(ok), *kinds, len(rows(made, "actions")), len(rows(made, "dates"))]
        assert page.locator(".timeline a.column").count() > 3
        assert page.locator(".network a.node").count() > 3


def test_search_is_folded_and_filters_narrow(made, visit) -> None:
    ministries = [
        row for row in rows(made, "entities") if row["kind"] == "organization" and "وزاره" in key(f"{row['name']} {row['aliases']}")
    ]
    assert len(ministries) > 5
    with visit(made / "report.html") as here:
        page = here.page
        here.go("#/organizations", ".grid tbody a")
        for typed in ("وزارة", "وزاره", "وِزَارَةُ", "وزارة  "):
            page.fill("#search", typed)
            assert here.found() == len(ministries), typed
        assert all("وزار" in name for name in page.locator(".grid tbody tr[data-at] a").all_inner_texts()[:5])
        page.select_option(".tools select >> nth=0", "ministry")
        typed = [row for row in ministries if row["type_or_role"] == "ministry"]
        assert here.found() == len(typed)
        assert "q=" in page.evaluate("location.hash")
        page.click("th[data-id=mentions] button")
        numbers = [int(text) for text in page.locator("tbody tr[data-at] td:nth-child(5)").all_inner_texts()]
        assert numbers == sorted(numbers, reverse=True)
        assert page.get_attribute("th[data-id=mentions]", "aria-sort") == "descending"
        page.fill("#search", "لا توجد كلمة كهذه")
        page.wait_for_selector(".empty:visible")
        page.click("text=Clear")
        here.go("#/articles", ".grid tbody a")
        page.fill("#search", "دولار")  # stands in texts only
        page.wait_for_selector(".grid tbody a:has-text('تجربة')")


def test_the_page_folds_as_the_pipeline_does(browser) -> None:
    texts = [
        "وِزَارَة الصِّحَّة", "الإدارة العامّة للأمن", "ﻭﺯﺍﺭﺓ ﺍﻟﻌﺪﻝ", "مـــرصاد", "٢٠٢٤ و ۱۲", "UNHCR مفوضية", "المسؤول شئون هيئة",
        "کردستان پارلمان گاز", "أٔاٖ\u200fنص\u200bمخفي", "ﷲ ﷺ", "آمال إلى\u00a0الأمام", "رؤى\tوآراء\n ",
    ]  # fmt: skip
    page = browser.new_page()
    code = (WEB / "fold.js").read_text(encoding="utf-8")
    found = page.evaluate(f"([tables, texts]) => {{ {code}\n setFolding(tables); return texts.map(key); }}", [_folding(), texts])
    page.close()
    assert found == [key(text) for text in texts]


def test_an_article_is_read_with_its_highlights(made, visit) -> None:
    documents = {row["doc_id"]: row for row in map(json.loads, (made / "documents.jsonl").read_text(encoding="utf-8").splitlines())}
    with visit(made / "report.html", locale="ar") as here:
        page = here.page
        assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
        here.go(HOSTILE_PAGE, ".article mark")
        record = documents["hostile</script>"]
        # every highlight holds the words of its row, also behind letters outside the basic plane
        for kind, table in (("organization", "mentions"), ("date", "dates"), ("action", "actions")):
            texts = page.locator(f".article mark.k-{kind}").all_inner_texts()
            wanted = [row.get("text") or row["trigger"] for row in record[table] if row.get("kind", kind) == kind]
            assert texts == wanted, kind
        # the text reads from right to left: what comes first stands further right on its line
        boxes = [
            page.locator(f".article p mark:has-text('{words}')").first.bounding_box() for words in ("أعلنت", "وزارة العدل", "2024-10-20")
        ]
        assert boxes[0]["x"] > boxes[1]["x"] > boxes[2]["x"]
        assert abs(boxes[0]["y"] - boxes[2]["y"]) < 12
        # nothing that the article holds has become markup
        assert "<script>window.broken = 1</script>" in page.locator(".article h1").inner_text()
        assert page.locator(".article img, .article script").count() == 0
        assert page.evaluate("window.broken") is None
        assert page.locator(".byline a").count() == 0  # no link to an address that is none
        page.hover(".article mark.k-organization >> nth=0")
        assert "organizations:" in page.locator(".tip").inner_text()
        page.click(".article mark.k-action >> nth=0")
        panel = page.locator(".panel")
        assert "وزارة العدل" in panel.inner_text()
        assert re.search(r"announce\.|state\.", panel.locator("code").inner_text())
        assert panel.locator("q").count() == 2  # example and counter-example of the rule
        value = page.locator(".panel bdi[dir=ltr]").first
        assert value.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_everything_goes_by_keyboard(made, visit) -> None:
    with visit(made / "report.html") as here:
        page = here.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "skip"
        page.keyboard.press("2")
        page.wait_for_selector(".grid tbody a")
        page.keyboard.press("/")
        page.keyboard.type("الكويت")
        assert here.found() >= 1
        page.wait_for_selector(".grid tbody a:has-text('الكويت')")
        page.focus(".scroller")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector(".article mark")
        page.focus(".article")
        page.keyboard.press("n")
        page.keyboard.press("n")
        page.keyboard.press("Enter")
        page.wait_for_selector(".panel .detail")
        page.keyboard.press("a")
        assert page.locator("mark.is-accept").count() >= 1
        assert page.locator(".accept").get_attribute("aria-pressed") == "true"
        page.keyboard.press("c")
        page.wait_for_selector("dialog[open]")
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog", state="detached")
        page.keyboard.press("?")
        page.wait_for_selector("dialog[open] kbd")
        page.keyboard.press("Escape")
        before = page.locator(".article h1").inner_text()
        page.keyboard.press("j")
        page.wait_for_timeout(300)
        assert page.locator(".article h1").inner_text() != before


def test_corrections_are_made_saved_and_replayed(made, visit, tmp_path: Path) -> None:
    file = tmp_path / "corrections.json"
    with visit(made / "report.html") as here:
        page = here.page
        here.go(HOSTILE_PAGE, ".article mark")
        page.click("mark.k-organization:has-text('منظمة الصحة العالمية')")
        page.click(".panel .reject")
        assert page.locator("mark.is-reject").inner_text() == "منظمة الصحة العالمية"
        page.click("mark.k-action:has-text('أعلنت')")
        page.click(".panel button[aria-keyshortcuts=c]")
        page.select_option("dialog select >> nth=0", "launch")
        page.click("dialog button[type=submit]")
        page.click("mark.k-organization:has-text('وزارة العدل') >> nth=0")
        page.click(".panel button[aria-keyshortcuts=c]")
        page.fill("dialog input[type=text] >> nth=0", "وزارة العدل المركزية")
        page.click("dialog button[type=submit]")
        page.click(".review-box button")
        page.fill("#add-words", "النظام")
        page.click("dialog button[type=submit]")
        assert page.locator("mark.is-added").inner_text() == "النظام"
        page.check(".review-box input[type=checkbox]")
        page.reload()  # what was corrected is kept in the browser
        page.wait_for_selector("html[data-ready]")
        assert page.locator("mark.is-reject").count() == 1
        here.go("#/review", "#save-corrections")
        assert "Corrections: 4" in page.locator(".found").inner_text()
        with page.expect_download() as download:
            page.click("#save-corrections")
        assert download.value.suggested_filename == "corrections.json"
        download.value.save_as(file)
    saved = json.loads(file.read_text(encoding="utf-8"))
    for correction in saved["documents"][0]["corrections"]:
        assert HOSTILE[correction["start"] : correction["end"]] == correction["text"]
    command("apply", made, file, "--out", tmp_path / "applied", "--gold", tmp_path / "gold")
    mine = {
        name: [row for row in rows(tmp_path / "applied", name) if row["doc_id"] == "hostile</script>"]
        for name in ("organizations", "actions")
    }
    names = [row["name"] for row in mine["organizations"]]
    assert "منظمة الصحة العالمية" not in names
    assert {"وزارة العدل المركزية", "النظام"} <= set(names)
    assert next(row for row in mine["actions"] if row["trigger"] == "أعلنت")["type"] == "launch"
    assert len(list((tmp_path / "gold").glob("*.json"))) == 1
    command("report", tmp_path / "applied", "--out", tmp_path / "again.html")
    with visit(tmp_path / "again.html") as here:
        here.go("#/organizations", ".grid tbody a")
        here.page.fill("#search", "وزارة العدل المركزية")
        assert here.found() == 1
        here.go("#/review", "main h1")
        here.page.set_input_files("#load", file)  # a review goes on where another browser left it
        here.page.wait_for_selector(".corrections li")
        assert here.page.locator(".corrections li").count() == 4


def test_two_names_of_one_organization_are_merged(made, visit) -> None:
    with visit(made / "report.html") as here:
        page = here.page
        here.go("#/organizations", ".grid tbody a")
        page.fill("#search", "الأمم المتحدة")
        here.found()
        page.locator(".grid tbody a").last.click()
        page.wait_for_selector(".entity")
        name = page.locator("h1").inner_text()
        page.click(".verdict button")
        page.fill("dialog input[type=search]", "وزارة العدل")
        page.locator("dialog input[type=radio]").first.check()
        page.click("dialog button[type=submit]")
        assert "Merged" in page.locator(".verdict-note").inner_text()
        kept = page.evaluate("JSON.parse(Object.entries(localStorage).find(([name]) => name.endsWith(':corrections'))[1])")
        assert [entity["name"] for entity in kept["entities"]] == [name]
        assert kept["entities"][0]["to"]["name"].startswith("وزارة العدل")
        page.click(".verdict-note .link")
        assert page.locator(".verdict-note").count() == 0


PAGES = ("overview", "articles", "organizations", "officials", "actions", "dates", "network", "review")


@pytest.mark.parametrize(("locale", "scheme"), [("ar", "light"), ("en-GB", "dark")])
def test_no_page_shuts_anybody_out(made, visit, locale: str, scheme: str) -> None:
    """The axe check finds nothing serious: contrast, names of controls, roles, order of headings."""
    axe = pytest.importorskip("axe_playwright_python", reason="needs axe: pip install 'mirsad[test]'")
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    with visit(made / "report.html", locale=locale, color_scheme=scheme) as here:
        page = here.page
        page.evaluate(source)

        def check(name: str) -> None:
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
            serious = [
                (name, issue["id"], [node["html"][:120] for node in issue["nodes"][:3]])
                for issue in found
                if issue["impact"] in ("serious", "critical")
            ]
            assert serious == []

        for name in PAGES:
            here.go(f"#/{name}", "main h1")
            page.wait_for_timeout(150)
            check(name)
        here.go(HOSTILE_PAGE, ".article mark")
        page.click(".article mark.k-organization >> nth=0")
        page.wait_for_selector(".panel .detail")
        check("article")
        page.click(".panel button[aria-keyshortcuts=c]")
        check("dialog")
        page.keyboard.press("Escape")
        page.click(".panel .detail h2 a")
        page.wait_for_selector(".entity")
        check("entity")


def test_language_theme_and_narrow_windows(made, visit) -> None:
    with visit(made / "report.html", viewport={"width": 390, "height": 800}) as here:
        page = here.page
        page.click("#language")
        page.wait_for_selector("html[dir=rtl]")
        page.click("#theme")
        page.click("#theme")
        assert page.get_attribute("html", "data-theme") == "dark"
        page.reload()
        page.wait_for_selector("html[data-ready]")
        assert (page.get_attribute("html", "dir"), page.get_attribute("html", "data-theme")) == ("rtl", "dark")
        for name in ("overview", "actions", "network"):
            here.go(f"#/{name}", "main h1")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


def test_a_large_run_goes_to_several_files(made, visit, tmp_path: Path) -> None:
    command("report", made, "--out", tmp_path / "r.html", "--per-page", "8")
    assert sorted(path.name for path in tmp_path.glob("*.html")) == ["r-2.html", "r-3.html", "r.html"]
    with visit(tmp_path / "r.html") as here:
        assert "File 1 of 3: 8 of" in here.page.locator(".pages").inner_text()
        here.page.click(".pages a >> nth=0")
        here.page.wait_for_selector("html[data-ready]")
        assert "File 2 of 3" in here.page.locator(".pages").inner_text()


def test_a_run_that_found_nothing_has_a_report(visit, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("This is not Arabic.", encoding="utf-8")
    command("run", tmp_path / "a.txt", "--out", tmp_path / "out")
    command("report", tmp_path / "out")
    with visit(tmp_path / "out" / "report.html") as here:
        assert "found nothing" in here.page.locator("main").inner_text()
        assert "not Arabic" in here.page.locator("main").inner_text()
        for name in PAGES:
            here.go(f"#/{name}", "main h1")


def test_the_library_is_as_it_was_published() -> None:
    for name, digest in re.findall(r"\| `(\S+\.js)` .*`([0-9a-f]{64})`", (VENDOR / "README.md").read_text(encoding="utf-8")):
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest
