"""``mirsad report``: a run as one file of HTML, or several for a large run, that open from a disk and fetch nothing.

The page is a Jinja2 template (``web/page.html.j2``, everything escaped) with its style and scripts written into it. What it shows
lies in it as compressed JSON, which the scripts unpack: an index at once, texts when they are opened. A content security policy allows
these very scripts by their hashes and nothing else: no address can be fetched, and nothing that an article holds can run.
"""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.core.codes import ACTION_TYPES, MODALITIES, ORGANIZATION_TYPES, ROLES
from pipeline.core.errors import RunError
from pipeline.core.serialize import encode, to_json
from pipeline.normalize import steps
from pipeline.report.collect import Part, collect
from pipeline.resources.gazetteers import countries
from pipeline.resources.rules import load_rules
from pipeline.resources.store import ModelStore
from pipeline.tables.rows import Rows
from pipeline.tables.schema import DOCUMENT_TABLES, DOCUMENTS

PER_PAGE = 2500
"""Documents a file; with their texts some 10 MB, which a browser opens within two seconds."""

WEB = Path(__file__).parent / "web"
VENDOR = Path(__file__).parent / "vendor"
D3 = VENDOR / "d3-7.9.0.min.js"
SCRIPTS = (
    "fold", "dom", "data", "store", "table", "charts", "network", "marks", "reader", "review", "forms", "entity", "views", "main",
)  # fmt: skip
"""The page's own scripts in the order in which they are put together; they share one scope."""

_ID = re.compile(rb'"doc_id":"((?:[^"\\]|\\.)*)".*?"sha256":"([0-9a-f]*)"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Attributes:
        paths: The files, the first of which to open.
        documents: Documents in all of them.
        bytes: Size of all of them.
    """

    paths: tuple[Path, ...]
    documents: int
    bytes: int


def write_report(run: Path, out: Path, per_page: int = PER_PAGE) -> Written:
    """Write the report of a run.

    Args:
        run: Folder of the run, with ``documents.jsonl`` among its files.
        out: The file; of a run of more documents than ``per_page`` the further ones are put beside it (``report-2.html``).
        per_page: Most documents a file.

    Raises:
        RunError: There is no run, or a file cannot be written.
    """
    source = run / "documents.jsonl"
    number, fingerprint = _survey(source)
    manifest = _manifest(run)
    pages = max(1, -(-number // per_page))
    paths = [out, *(out.with_name(f"{out.stem}-{page}{out.suffix}") for page in range(2, pages + 1))]
    rules = _rules()
    documents = _documents(source)
    size = 0
    for page, path in enumerate(paths, 1):
        part = collect(islice(documents, per_page))
        about = {
            "run": fingerprint,
            "name": run.resolve().name,
            "mirsad": manifest.get("mirsad", ""),
            "finished": manifest.get("finished", ""),
            "counts": manifest.get("counts", {}),
            "page": page,
            "pages": [other.name for other in paths],
            "documents": number,
            "per_page": per_page,
        }
        used = {rule for rule in part.index["actions"]["rule"] if rule in rules}
        html = render(part, about, {name: rules[name] for name in sorted(used)})
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(html)
        except OSError as error:
            raise RunError(f"cannot write {path} ({error.strerror}): choose another --out") from error
        size += len(html)
    return Written(tuple(paths), number, size)


def render(part: Part, about: dict[str, Any], rules: dict[str, dict[str, str]]) -> bytes:
    """Return one page.

    Args:
        part: What it shows.
        about: Name and identity of the run, and of the other pages.
        rules: Example and counter-example by name of a rule of actions.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    config = {
        "about": about,
        "rules": rules,
        "folding": _folding(),
        "countries": {land.code: land.name for land in countries(ModelStore.shipped())},
        "codes": {"types": ORGANIZATION_TYPES, "roles": ROLES, "actions": ACTION_TYPES, "modalities": MODALITIES},
        "strings": json.loads((WEB / "strings.json").read_text(encoding="utf-8")),
    }
    style = (WEB / "report.css").read_text(encoding="utf-8")
    library = D3.read_text(encoding="utf-8")
    scripts = "\n".join(f"// {name}.js\n{(WEB / f'{name}.js').read_text(encoding='utf-8')}" for name in SCRIPTS)
    program = f'(() => {{\n"use strict";\n{scripts}\n}})();\n'
    for text in (style, library, program):
        if "</s" in text:
            raise ValueError("a script or style of the page holds a closing tag")
    environment = Environment(autoescape=True, loader=FileSystemLoader(WEB), undefined=StrictUndefined, keep_trailing_newline=True)
    return encode(
        environment.get_template("page.html.j2").render(
            title=about["name"],
            style=style,
            library=library,
            program=program,
            style_hash=_csp_hash(style),
            script_hashes=[_csp_hash(library), _csp_hash(program)],
            config=_packed(config),
            index=_packed(part.index),
            chunks=[_packed(chunk) for chunk in part.chunks],
        )
    )


def _packed(value: Any) -> str:
    """Return a value as compressed JSON in base64, which holds no character that means anything in HTML."""
    return base64.b64encode(gzip.compress(encode(to_json(value)), 9, mtime=0)).decode("ascii")


def _csp_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _folding() -> dict[str, Any]:
    """Return the tables of normalization, so that the page folds what is searched for as the pipeline does."""
    return {
        "removed": "".join(sorted(steps.REMOVED)),
        "single": steps.SINGLE,
        "compatibility": steps.COMPATIBILITY,
        "folded": {chr(code): letter for code, letter in steps.FOLDED.items() if chr(code) != letter},
    }


def _rules() -> dict[str, dict[str, str]]:
    return {rule.name: {"example": rule.example, "counter": rule.counter} for rule in load_rules(ModelStore.shipped()).rules}


def _survey(source: Path) -> tuple[int, str]:
    """Return the number of documents and what tells their run from another: a hash of their ids and texts, not of what was found."""
    total, number = hashlib.sha256(), 0
    for line in _lines(source):
        found = _ID.search(line)
        if found is None:
            raise RunError(f"{source} is damaged in line {number + 1}: run `mirsad run` again")
        total.update(found[1] + b"\0" + found[2] + b"\n")
        number += 1
    return number, total.hexdigest()[:16]


def _lines(source: Path) -> Iterator[bytes]:
    try:
        with open(source, "rb") as handle:
            yield from handle
    except FileNotFoundError as error:
        raise RunError(f"{source} is missing: name a folder that `mirsad run` wrote, with json among its formats") from error


def _documents(source: Path) -> Iterator[tuple[Rows, str]]:
    for number, line in enumerate(_lines(source), 1):
        try:
            value = json.loads(line)
            rows: Rows = {"documents": [{name: value[name] for name in DOCUMENTS.names}]}
            yield rows | {table.name: value[table.name] for table in DOCUMENT_TABLES}, value["text"]
        except (ValueError, KeyError, TypeError) as error:
            raise RunError(f"{source} is damaged in line {number} ({error}): run `mirsad run` again") from error


def _manifest(run: Path) -> dict[str, Any]:
    path = run / "manifest.json"
    try:
        return dict(json.loads(path.read_bytes())) if path.is_file() else {}
    except ValueError as error:
        raise RunError(f"{path} is damaged ({error}): run `mirsad run` again") from error
