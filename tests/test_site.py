"""The documentation site builds without a warning, its notebook runs, its links lead somewhere, and it fetches nothing."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("mkdocs", "material", "mkdocstrings", "nbclient", "ipykernel", "matplotlib", "networkx")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(importlib.util.find_spec(name) is None for name in NEEDED),
        reason="needs what builds the site: pip install -c constraints.txt -e '.[docs]'",
    ),
]

LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
"""Attributes whose target a browser fetches by itself."""

NOT_LOADED = {"canonical", "alternate", "next", "prev"}
"""Kinds of ``<link>`` that name a page rather than fetch something."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING -" not in done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, lxml.html.HtmlElement]:
    found = {path: lxml.html.document_fromstring(path.read_bytes()) for path in sorted(site.rglob("*.html"))}
    assert len(found) >= 15
    return found


def test_every_link_leads_somewhere(site: Path, pages: dict[Path, lxml.html.HtmlElement]) -> None:
    anchors = {path: {*page.xpath("//@id"), *page.xpath("//a/@name")} for path, page in pages.items()}
    broken, seen = [], 0
    for path, page in pages.items():
        if path.name == "404.html":  # its links are absolute, for whatever address was asked for
            continue
        for _, attribute, link, _ in page.iterlinks():
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto", "data") or attribute not in ("href", "src"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            seen += 1
            if not target.is_file():
                broken.append(f"{path.relative_to(site)}: {link} does not exist")
            elif (
                parts.fragment
                and target.suffix == ".html"
                and not parts.fragment.startswith("__")
                and unquote(parts.fragment) not in anchors[target]
            ):
                broken.append(f"{path.relative_to(site)}: {link} has no such anchor")
    assert seen > 300
    assert not broken, "\n".join(broken)


def test_no_page_fetches_anything(pages: dict[Path, lxml.html.HtmlElement]) -> None:
    for path, page in pages.items():
        for tag, attribute in LOADED.items():
            for element in page.iter(tag):
                if set((element.get("rel") or "").split()) & NOT_LOADED:
                    continue
                assert urlsplit(element.get(attribute) or "").scheme in ("", "data"), (path.name, element.get(attribute))
    assert all("@import" not in style.text_content() for page in pages.values() for style in page.iter("style"))


def test_the_notebook_shows_what_came_out(site: Path) -> None:
    page = lxml.html.document_fromstring((site / "quickstart.html").read_bytes())
    outputs = page.xpath("//div[@class='output']")
    assert len(outputs) >= 11
    assert len(page.xpath("//div[@class='output']/img[starts-with(@src, 'data:image/png')]")) == 2
    assert page.xpath("//div[@class='output']//div[@dir='rtl']//mark[@class='organization']")
    assert len(page.xpath("//div[@class='output']//table")) >= 5


def test_the_commands_are_those_of_the_program(site: Path) -> None:
    from typer.main import get_command

    from cli import app

    page = lxml.html.document_fromstring((site / "reference" / "cli.html").read_bytes())
    titles = {title.text_content().rstrip("¶") for title in page.xpath("//h2")}
    assert titles >= {f"mirsad {name}" for name in get_command(app).commands}
    assert "None" not in page.xpath("//article")[0].text_content()


def test_the_schema_is_published(site: Path) -> None:
    assert (site / "documents.schema.json").read_bytes() == (ROOT / "docs" / "documents.schema.json").read_bytes()
