"""The command line: parse options, call the pipeline, print, exit.

Exit codes: 0 all good, 1 some documents failed, 2 the command cannot be carried out as given, 130 stopped by Ctrl-C. Data goes to
standard output, everything else to standard error.
"""

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.core import TyperGroup

from pipeline.core.errors import MirsadError, RunError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.batch.runner import MakeEngine, RunOptions
    from pipeline.core.config import Config

SOME_FAILED, USAGE = 1, 2

PIPE_WIDTH = 160
"""Columns of `mirsad show` where there is no terminal to tell."""

SHOWN = 10
"""Corrections that do not fit any more told one by one; all of them are in documents.csv."""

ORDER = ("run", "show", "report", "apply", "lexicon", "evaluate", "doctor", "models", "train")
"""The commands in the order in which a person comes to need them."""


class InOrder(TyperGroup):
    """Lists its commands in that order, whatever place their functions have in this file."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return the names of the commands."""
        names = super().list_commands(ctx)
        return sorted(names, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


app = typer.Typer(
    name="mirsad",
    cls=InOrder,
    help="Organizations, officials, dates and actions from Arabic news and official statements, as tables.",
    epilog="Start with: mirsad run ARTICLES --out DIR",
    no_args_is_help=True,
    rich_markup_mode=None,  # rich costs a tenth of a second
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)

models_app = typer.Typer(help="List, fetch and find the models behind --ner.", no_args_is_help=True)
app.add_typer(models_app, name="models")

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, archives, or - for standard input.")]
Published = Annotated[str, typer.Option(metavar="DATE", help="Publication date of documents that carry none, such as 2024-10-20.")]
Ner = Annotated[str, typer.Option("--ner", metavar="NAME", help="Named-entity backend.")]
NerModel = Annotated[Path | None, typer.Option(metavar="PATH", help="Model of the backend, where it is not the shipped one.")]
Models = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder to use in place of the shipped models.")]
Lexicon = Annotated[
    list[Path] | None, typer.Option("--lexicon", metavar="FILE", help="CSV of your own organizations; may be given several times.")
]
Rules = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="FILE", help="YAML of your own rules of actions; may be given several times.")
]
Corrections = Annotated[
    list[Path] | None,
    typer.Option("--corrections", metavar="FILE", help="Corrections saved from a report; may be given several times."),
]
TextColumn = Annotated[str, typer.Option(metavar="NAME", help="Column or key of the text in tables and JSON.")]
TitleColumn = Annotated[str, typer.Option(metavar="NAME", help="... of the headline.")]
PublishedColumn = Annotated[str, typer.Option(metavar="NAME", help="... of the publication date.")]
IdColumn = Annotated[str, typer.Option(metavar="NAME", help="... of the document's id.")]
UrlColumn = Annotated[str, typer.Option(metavar="NAME", help="... of the address it was published at.")]


def say(message: str) -> None:
    """Print to standard error."""
    print(message, file=sys.stderr)


@app.command()
def run(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder that gets the tables.")],
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Processes; 0 starts none beside this one.")] = 1,
    published: Published = "",
    ner: Ner = "default",
    ner_model: NerModel = None,
    models: Models = None,
    lexicon: Lexicon = None,
    rules: Rules = None,
    corrections: Corrections = None,
    text_column: TextColumn = "text",
    title_column: TitleColumn = "title",
    published_column: PublishedColumn = "published",
    id_column: IdColumn = "id",
    url_column: UrlColumn = "url",
    formats: Annotated[
        str, typer.Option("--format", metavar="NAMES", help="Of csv, json, parquet, xlsx, sqlite, duckdb, conll, labelstudio.")
    ] = "csv,json",
    force: Annotated[bool, typer.Option("--force", help="Replace the tables that DIR holds of another run or other inputs.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Take up again what failed before.")] = False,
    timeout: Annotated[
        float | None, typer.Option("--timeout-per-document", min=0.1, metavar="SECONDS", help="Give up a document that takes longer.")
    ] = None,
    max_characters: Annotated[
        int, typer.Option("--max-characters", min=1000, metavar="N", help="Largest text analyzed in one piece.")
    ] = 200_000,
    large: Annotated[
        str, typer.Option("--large-documents", metavar="split|refuse", help="Cut larger texts at paragraphs, or make failed rows of them.")
    ] = "split",
    engine: Annotated[str, typer.Option("--engine", metavar="local|dask", help="Processes of this machine, or a Dask cluster.")] = "local",
    scheduler: Annotated[str, typer.Option("--scheduler", metavar="ADDRESS", help="The cluster's, such as tcp://10.0.0.5:8786.")] = "",
    log_json: Annotated[bool, typer.Option("--log-json", help="Tell how the run goes as JSON lines, for machines.")] = False,
) -> None:
    """Extract the tables of articles into a folder.

    The same command, started again, goes on where it was stopped, and does what is new.

    Example: mirsad run data/raw --out data/out --jobs 2
    """
    from pipeline.batch.amend import amending
    from pipeline.batch.inputs import Inputs, check
    from pipeline.batch.large import Limits
    from pipeline.batch.progress import telling
    from pipeline.batch.runner import RunOptions
    from pipeline.batch.runner import run as run_batch
    from pipeline.core.config import Config, ReadOptions
    from pipeline.ingest.reader import STDIN
    from pipeline.resources.store import ModelStore

    config = Config(ner, ner_model, models, published, tuple(lexicon or ()), tuple(rules or ()), tuple(corrections or ()))
    reading = ReadOptions(text_column, title_column, published_column, id_column, url_column, published)
    names = tuple(name.strip() for name in formats.split(",") if name.strip())
    check(inputs, out)
    amend = amending(config.corrections, ModelStore.of(models)) if config.corrections else None
    limits = Limits(max_characters, large)
    options = RunOptions(
        out, tuple(inputs), reading, jobs, names, force, retry_failed=retry_failed, timeout=timeout, limits=limits, amend=amend
    )
    documents = Inputs(tuple(inputs), reading)
    stop_as_by_ctrl_c()
    try:
        with (
            telling(None if STDIN in inputs else documents, as_json=log_json) as teller,
            engine_of(engine, scheduler, config, options) as make,
        ):
            summary = run_batch(documents, config, options, teller.report, make)
    except KeyboardInterrupt:
        say(f"mirsad: stopped; what is done is kept in {out}: run the same command again to go on")
        raise
    teller.end(summary, str(out))
    if summary.failed:
        if summary.retriable and not log_json:
            say("mirsad: add --retry-failed to take the failed documents up again")
        raise typer.Exit(SOME_FAILED)


@contextmanager
def engine_of(name: str, scheduler: str, config: "Config", options: "RunOptions") -> "Iterator[MakeEngine | None]":
    """Give what makes the engine of a run, None for the processes of this machine."""
    if name == "local" and not scheduler:
        yield None
    elif name == "dask":
        from pipeline.batch.cluster import connected
        from pipeline.batch.cluster import engine as dask_engine

        with connected(scheduler) as client:
            yield dask_engine(client, config, options)
    else:
        raise RunError(f"--engine {name!r} with --scheduler {scheduler!r}: the engines are local, which has no scheduler, and dask")


def stop_as_by_ctrl_c() -> None:
    """Have a polite request to end, as batch systems make before they kill, end a run as Ctrl-C does."""
    import signal

    signal.signal(signal.SIGTERM, lambda number, frame: signal.raise_signal(signal.SIGINT))


@app.command()
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document, or - for standard input.")],
    document: Annotated[str, typer.Option("--document", metavar="ID", help="Which one, where the file holds several.")] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Say of every row why it is there.")] = False,
    published: Published = "",
    ner: Ner = "default",
    ner_model: NerModel = None,
    models: Models = None,
    lexicon: Lexicon = None,
    rules: Rules = None,
    text_column: TextColumn = "text",
    title_column: TitleColumn = "title",
    published_column: PublishedColumn = "published",
    id_column: IdColumn = "id",
    url_column: UrlColumn = "url",
) -> None:
    """Print one document, its entities coloured, and its tables.

    Example: mirsad show article.txt --published 2024-10-20 --explain
    """
    from rich.console import Console

    from pipeline.api import load
    from pipeline.batch.inputs import check, pick
    from pipeline.core.config import Config, ReadOptions
    from pipeline.report.terminal import show as show_document

    reading = ReadOptions(text_column, title_column, published_column, id_column, url_column, published)
    check([file])
    result = load(Config(ner, ner_model, models, published, tuple(lexicon or ()), tuple(rules or ()))).analyze(
        pick(file, reading, document)
    )
    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)
    show_document(console, result.analysis, result.rows, explained=explain)


@app.command()
def report(
    run_folder: Annotated[Path, typer.Argument(metavar="RUN", help="Folder that `mirsad run` wrote.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="The page, in place of report.html in RUN.")] = None,
    per_page: Annotated[
        int, typer.Option("--per-page", min=1, metavar="N", help="Most articles in one file; the next goes to report-2.html.")
    ] = 2500,
) -> None:
    """Write one HTML page to read, search and review a run in; it opens from the disk and fetches nothing.

    Example: mirsad report data/out
    """
    from pipeline.report.page import write_report

    written = write_report(run_folder, out or run_folder / "report.html", per_page)
    files = f" and {len(written.paths) - 1} more" if len(written.paths) > 1 else ""
    say(f"mirsad: {written.documents:,} articles in {written.paths[0]}{files}, {written.bytes / 1e6:.1f} MB: open it in a browser")


@app.command()
def apply(
    run_folder: Annotated[Path, typer.Argument(metavar="RUN", help="Folder that `mirsad run` wrote.")],
    corrections: Annotated[list[Path], typer.Argument(metavar="FILE", help="Corrections saved from a report; later ones win.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR", help="Folder for the tables, in place of RUN.")] = None,
    gold: Annotated[Path | None, typer.Option("--gold", metavar="DIR", help="Write the reviewed documents as gold documents too.")] = None,
) -> None:
    """Write the tables of a run anew with the corrections of a reviewer.

    Example: mirsad apply data/out corrections.json
    """
    from pipeline.batch.amend import apply as apply_to

    applied = apply_to(run_folder, corrections, out or run_folder, gold)
    for doc_id, sentence in applied.stale[:SHOWN]:
        say(f"mirsad: {doc_id}: {sentence}")
    if len(applied.stale) > SHOWN:
        say(f"mirsad: and {len(applied.stale) - SHOWN:,} more were not applied, see warnings in documents.csv")
    what = f"{applied.corrections:,} corrections in {applied.documents:,} documents, {applied.reviewed:,} reviewed"
    say(f"mirsad: {what}, in {out or run_folder}")


lexicon_app = typer.Typer(help="Your own organizations.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(lexicon_app, name="lexicon")


@lexicon_app.command("add")
def lexicon_add(
    corrections: Annotated[list[Path], typer.Argument(metavar="FILE", help="Corrections saved from a report.")],
    to: Annotated[Path, typer.Option("--to", metavar="CSV", help="Your lexicon; it is made if it is not there.")],
    models: Models = None,
) -> None:
    """Add the organizations that a reviewer added, renamed or retyped to a lexicon for `mirsad run --lexicon`.

    Example: mirsad lexicon add corrections.json --to mine.csv
    """
    from pipeline.resources.store import ModelStore
    from pipeline.review.corrections import read_corrections
    from pipeline.review.lexicon import promote

    done = promote(read_corrections(corrections), to, ModelStore.of(models))
    for name in done.added:
        print(name)
    say(f"mirsad: {len(done.added):,} added, {len(done.changed):,} changed: use them with mirsad run --lexicon {to}")


@app.command()
def evaluate(
    run_folder: Annotated[Path, typer.Argument(metavar="RUN", help="Folder that `mirsad run` wrote.")],
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="Folder of gold documents (JSON, with the text beside it), or of a run with reviewed ones."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Print every miss (-) and false alarm (+) first.")] = False,
    only: Annotated[str, typer.Option("--only", metavar="ID", help="Measure one gold document.")] = "",
) -> None:
    """Measure a run against documents annotated by hand, or reviewed in a report.

    Example: mirsad evaluate data/out gold --errors
    """
    from tempfile import TemporaryDirectory

    from pipeline.batch.amend import reviewed_gold
    from pipeline.core.serialize import to_json
    from pipeline.evaluation.run import as_table
    from pipeline.evaluation.run import evaluate as measure

    with TemporaryDirectory() as folder:
        evaluation = measure(run_folder, Path(folder) if reviewed_gold(gold, Path(folder)) else gold, only)
    if errors:
        print("\n".join(evaluation.errors))
    print(to_json(evaluation.to_dict()) if as_json else as_table(evaluation))


@app.command()
def train(
    config: Annotated[Path, typer.Option("--config", "-c", metavar="FILE", help="Data sets and settings, as in models/training/ner.yaml.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="The model, in place of the configured file.")] = None,
    models: Models = None,
) -> None:
    """Train the default backend on annotated text.

    Its figures on held-back documents go to standard output.

    Example: mirsad train --config models/training/ner.yaml --out tagger.npz
    """
    from pipeline.resources.store import ModelStore
    from pipeline.training.run import train_model

    trained = train_model(config, ModelStore.of(models), out, say)
    for name, scores in trained.scores.items():
        for label, score in scores.items():
            print(f"{name:12} {label:16} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}   {score.annotated} annotated")
    say(f"mirsad: {trained.path} ({trained.sha256}), trained on {trained.tokens:,} tokens: use it with --ner-model {trained.path}")


@models_app.command("list")
def list_models(models: Models = None) -> None:
    """List the models behind --ner, and what is there of each.

    Example: mirsad models list
    """
    from pipeline.ner.catalog import MODELS, state_of
    from pipeline.resources.store import ModelStore

    store = ModelStore.of(models)
    for state in (state_of(model, store) for model in MODELS):
        print(f"{state.model.name:9} {state.state:8} {state.size / 1e6:7.1f} MB  {state.path}  {state.model.about}")


@models_app.command("fetch")
def fetch_model(name: Annotated[str, typer.Argument(metavar="NAME", help="Name of a model that is not shipped.")]) -> None:
    """Download a model with its own library; MIRSAD_MODELS names a folder to carry to machines without network.

    Example: MIRSAD_MODELS=/media/stick mirsad models fetch stanza
    """
    from pipeline.ner.catalog import fetch

    print(fetch(name))


@models_app.command("path")
def path_of_models(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A model; the folder of all where none is named.")] = "",
    models: Models = None,
) -> None:
    """Print where the models are.

    Example: mirsad models path stanza
    """
    from pipeline.ner.catalog import model_named, state_of
    from pipeline.resources.store import ModelStore

    store = ModelStore.of(models)
    print(state_of(model_named(name), store).path if name else store.folder)


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    models: Models = None,
) -> None:
    """Say what is installed, and whether it works without a network.

    Example: mirsad doctor
    """
    from pipeline.batch.doctor import as_text, diagnose
    from pipeline.core.serialize import to_pretty_json

    diagnosis = diagnose(models)
    print(to_pretty_json(diagnosis.to_dict()) if as_json else as_text(diagnosis), end="")
    if diagnosis.problems:
        raise typer.Exit(SOME_FAILED)


@app.callback(invoke_without_command=True)
def top(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """Organizations, officials, dates and actions from Arabic news and official statements, as tables."""
    if version:
        from pipeline.core.version import __version__

        print(f"mirsad {__version__}")
        raise typer.Exit


def main() -> NoReturn:
    """Run the command line; a mistake of the user is one sentence, never a traceback."""
    # set before numpy is loaded: its matrices are small here, and threads only get in each other's way
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app()
    except MirsadError as error:
        say(f"mirsad: {error}")
        sys.exit(USAGE)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        sys.exit(0)
    sys.exit(0)


if __name__ == "__main__":
    main()
