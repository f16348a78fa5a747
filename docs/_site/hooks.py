"""Pages that are made when the site is built: the commands, of the Typer application, and the notebook, run."""

import html
import re
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from typer.core import TyperGroup

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "quickstart.ipynb"
TIMEOUT = 300
"""Seconds a cell may take."""

_command = "build"
_outputs: list[str] = []
"""What the cells put out; a page of Markdown has a placeholder for each, since Markdown would meddle with their HTML."""


def on_startup(*, command: str, **_: object) -> None:
    """Note whether the site is built or served; served, the notebook is shown but not run."""
    global _command
    _command = command


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages."""
    for path, content in (("reference/cli.md", commands()), ("quickstart.md", notebook(run=_command == "build"))):
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, **_: object) -> str:
    """Fill in what README.md says: ``<!-- README: NAME -->`` stands for what its markers ``<!-- NAME -->`` enclose."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    def part(match: re.Match[str]) -> str:
        found = re.search(f"<!-- {match[1]} -->\n(.*?)<!-- /{match[1]} -->", readme, re.DOTALL)
        if found is None:
            raise ValueError(f"README.md has no part {match[1]}")
        return re.sub(r"\]\(docs/", "](", re.sub(r"\[([^]]+)\]\((?!docs/|https:)[^)]+\)", r"\1", found[1]))

    return re.sub("<!-- README: ([a-z]+) -->", part, markdown)


def on_page_content(content: str, **_: object) -> str:
    """Put the outputs of the notebook in their places."""
    return re.sub("<p>OUTPUT-([0-9]+)</p>", lambda match: _outputs[int(match[1])], content)


def commands() -> str:
    """Return the reference of the command line as Markdown."""
    from cli import app

    top = typer.main.get_command(app)
    assert isinstance(top, TyperGroup)  # noqa: S101 (of a Typer application with several commands)
    lines = [
        "# Commands",
        "",
        "Made from the program itself; `mirsad COMMAND --help` says the same.",
        "",
        "Data goes to standard output, messages to standard error. Exit code 0: all good; 1: some documents failed; 2: the command",
        "cannot be carried out as given, and one sentence says why and what to do; 130: stopped by Ctrl-C.",
        "",
        *_options(top),
    ]
    for name, command in _in_order(top, "mirsad"):
        lines += _command_section(name, command)
    return "\n".join(lines) + "\n"


def _in_order(group: TyperGroup, prefix: str) -> list[tuple[str, Any]]:
    found = []
    with typer.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command is not None and not command.hidden:
                found.append((f"{prefix} {name}", command))
                if isinstance(command, TyperGroup):
                    found += _in_order(command, f"{prefix} {name}")
    return found


def _command_section(name: str, command: Any) -> list[str]:
    text, *examples = re.split(r"\n*Examples?: ", (command.help or "").strip())
    lines = ["", f"{'#' * (1 + name.count(' '))} {name}", "", " ".join(text.split()), ""]
    if not isinstance(command, TyperGroup):
        words = [_value(parameter) for parameter in command.params if parameter.param_type_name == "argument"]
        optional = (
            ["[OPTIONS]"] if any(parameter.param_type_name == "option" and not _is_help(parameter) for parameter in command.params) else []
        )
        lines += ["```sh", " ".join([name, *words, *optional]), "```", ""]
    for example in examples:
        lines += ["For example:", "", "```sh", *(line.strip() for line in example.splitlines()), "```", ""]
    return lines + _options(command)


def _options(command: Any) -> list[str]:
    rows = []
    for parameter in command.params:
        if _is_help(parameter):
            continue
        if parameter.param_type_name == "argument":
            names = f"`{_value(parameter)}`"
        else:
            names = ", ".join(f"`{name}{'' if parameter.is_flag else ' ' + _value(parameter)}`" for name in parameter.opts)
        default = "" if parameter.required or parameter.default in (None, "", False) else f" Default: `{parameter.default}`."
        needed = " Required." if parameter.required and parameter.param_type_name == "option" else ""
        text = f"{parameter.help}{default}{needed}".replace("|", "\\|")
        rows.append(f"| {names} | {text} |")
    return ["| | |", "| --- | --- |", *rows, ""] if rows else []


def _value(parameter: Any) -> str:
    return f"{parameter.metavar or parameter.name.upper()}{' …' if parameter.nargs == -1 else ''}"


def _is_help(parameter: Any) -> bool:
    return "--help" in parameter.opts or "--show-completion" in parameter.opts or "--install-completion" in parameter.opts


def notebook(*, run: bool) -> str:
    """Return the notebook as Markdown, with what its cells put out where it is run; a cell that raises fails the build."""
    book = nbformat.read(NOTEBOOK, 4)
    if run:
        nbclient.NotebookClient(book, timeout=TIMEOUT, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    parts = ['<div class="notebook" markdown>', ""]
    for cell in book.cells:
        if cell.cell_type == "markdown":
            parts += [cell.source, ""]
        elif cell.cell_type == "code":
            parts += ["```python", cell.source, "```", ""]
            for output in cell.get("outputs", ()):
                parts += [f"OUTPUT-{len(_outputs)}", ""]
                _outputs.append(_output(output))
    parts += ["</div>", ""]
    return "\n".join(parts)


def _output(output: Any) -> str:
    """Return an output of a cell as HTML: a picture, what a value shows of itself, or text."""
    data = output.get("data", {})
    if "image/png" in data:
        shown = f'<img alt="the picture that the cell above draws" src="data:image/png;base64,{data["image/png"].replace(chr(10), "")}">'
    elif "text/html" in data:
        shown = data["text/html"]
    else:
        shown = f"<pre><code>{html.escape(output.get('text') or data.get('text/plain', ''))}</code></pre>"
    return f'<div class="output">{shown}</div>'
