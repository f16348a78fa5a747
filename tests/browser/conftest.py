"""A real headless Chromium, and the report of a small run to open in it."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

HOSTILE = (
    "تجربة <script>window.broken = 1</script> في العنوان\n\n"
    "أعلنت وزارة العدل في 2024-10-20 أن <img src=x onerror='window.broken = 2'> النظام </script><!-- يعمل 🚀🚀 مع UNHCR.\n\n"
    "وقال وزير العدل الدكتور أحمد بن سالم العلي إن الوزارة وقعت اتفاقية مع منظمة الصحة العالمية يوم 12 أكتوبر 2024 بقيمة 3,500 دولار."
)
"""An article that would like to be a program, with letters outside the basic plane before most of its words."""


def command(*words: str | Path) -> str:
    """Run the command line in this process and return what it said."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, (words, done.output, done.exception)
    return done.output


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium, started once."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        if os.environ.get("MIRSAD_NEED_BROWSER"):
            pytest.fail("there is no Chromium, which these tests must have here: apt-get install chromium")
        pytest.skip("needs a browser: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install 'mirsad[test]'")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))  # with a fresh profile of its own
        yield started
        started.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a run of the samples and of a hostile article, with its report."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "hostile.jsonl").write_text(
        json.dumps(
            {"id": "hostile</script>", "text": HOSTILE, "published": "2024-10-21", "url": "javascript:window.broken=3"}, ensure_ascii=False
        ),
        encoding="utf-8",
    )
    command("run", ROOT / "data" / "raw", folder / "hostile.jsonl", "--out", folder / "تقرير 1")
    command("report", folder / "تقرير 1")
    return folder / "تقرير 1"


class Visit:
    """A page that is open, with all that it asked the network for and all that went wrong in it."""

    def __init__(self, page, report: Path) -> None:  # type: ignore[no-untyped-def]
        self.page, self.report = page, report
        self.requests: list[str] = []
        self.errors: list[str] = []
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", lambda event: self.requests.append(event["request"]["url"]))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type in ("error", "warning") else None)
        page.goto(report.as_uri())
        page.wait_for_selector("html[data-ready]")

    def go(self, address: str, waiting: str = "main h1") -> None:
        """Open a page of the report."""
        before = self.page.locator("main > section").element_handle()
        self.page.evaluate("address => { location.hash = address }", address)
        if before is not None:
            before.wait_for_element_state("hidden")
        self.page.wait_for_selector(waiting)

    def found(self) -> int:
        """Number of rows that a table says it has."""
        self.page.wait_for_timeout(200)  # the search waits for the end of typing
        text = self.page.locator(".found").inner_text().replace(",", "")
        return int("".join(letter for letter in text.split("of")[0] if letter.isdigit()))


@pytest.fixture
def visit(browser):  # type: ignore[no-untyped-def]
    """Open a report in a browser that remembers nothing; afterwards nothing has left the page and nothing went wrong."""

    @contextmanager
    def opened(report: Path, **options: object) -> Iterator[Visit]:
        settings = {"locale": "en-GB", "viewport": {"width": 1280, "height": 860}, "accept_downloads": True} | options
        context = browser.new_context(**settings)
        try:
            here = Visit(context.new_page(), report)
            yield here
            assert here.errors == []
            assert [url for url in here.requests if not url.startswith(("file:", "data:", "blob:"))] == []
            assert {url.split("#")[0] for url in here.requests if url.startswith("file:")} <= {
                path.as_uri() for path in report.parent.glob("*.html")
            }
        finally:
            context.close()

    return opened
