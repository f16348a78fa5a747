"""An installed wheel works from any folder, with no checkout near."""

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = "أعلنت وزارة العدل أمس إطلاق خدمة جديدة.\n\nوقال وزير العدل الدكتور أحمد بن سالم العلي إن الوزارة بدأت العمل."


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)], check=True, capture_output=True
    )
    return next(out.glob("mirsad-*.whl"))


@pytest.mark.slow
def test_wheel_holds_what_it_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {path.relative_to(ROOT / "models").as_posix() for path in (ROOT / "models").rglob("*") if path.is_file()}
    carried = {name.removeprefix("pipeline/_models/") for name in names if name.startswith("pipeline/_models/")}
    assert carried == {name for name in shipped if not name.startswith("training/")}
    assert "cli.py" in names
    assert "pipeline/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "docs/", "data/", "models/"))]


@pytest.mark.slow
def test_wheel_runs_elsewhere(wheel: Path, tmp_path: Path) -> None:
    """The environment is fresh but for the dependencies, which are those of this one, not of the checkout."""
    environment = tmp_path / "env"
    venv.create(environment, with_pip=False)
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / "python"
    site = Path(subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True, text=True
    ).stdout.strip())  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True
    )
    # put behind the wheel, and as a plain path, so that its .pth files (an editable install of the checkout) do not count
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "article.txt").write_text(TEXT, encoding="utf-8")
    code = "import pipeline.resources.store as s; print(s.__file__); print(s.shipped_folder())"
    found = subprocess.run([python, "-c", code], cwd=elsewhere, check=True, capture_output=True, text=True).stdout.split()
    assert all(Path(path).is_relative_to(site) for path in found), found
    done = subprocess.run(
        [scripts / "mirsad", "run", "article.txt", "--out", "out", "--published", "2024-10-20"],
        cwd=elsewhere,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    record = json.loads((elsewhere / "out" / "documents.jsonl").read_text(encoding="utf-8"))
    assert [row["name"] for row in record["organizations"]] == ["وزارة العدل"]
    subprocess.run([scripts / "mirsad", "report", "out"], cwd=elsewhere, check=True, capture_output=True)
    assert (elsewhere / "out" / "report.html").stat().st_size > 300_000  # the library of charts alone has that much
