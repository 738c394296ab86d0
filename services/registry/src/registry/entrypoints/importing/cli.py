"""Operator commands: `cli import KIND FILE`, `cli imports list|faults|undo|work`."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from tqdm import tqdm

from minqing_chassis.http.texts import LANGUAGES, Texts
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Actor, Cause, Role
from registry.adapters.importing.files import looks_like_table
from registry.application.importing.commands import GoOnImport, StartImport, UndoImport
from registry.application.importing.running import Advance
from registry.application.importing.views import ImportView
from registry.bootstrap import Parts
from registry.domain.importing.batch import TO_DO, ImportSource, ImportState
from registry.domain.importing.errors import BadTable, ImportUnknown
from registry.entrypoints.texts import problem_texts

OPERATOR: Final = Actor(id="operator", role=Role.SYSTEM)
SOME: Final = 500
PartsOf = Callable[[], Parts]


class NotAllRows(Exception):
    """Some rows were not taken; the message says how many."""


def add_imports(commands: Any, parts: PartsOf) -> None:  # noqa: ANN401
    """Add the commands about files of rows."""
    _add_import(commands, parts)
    parser = commands.add_parser("imports", help="files that were brought in")
    acts = parser.add_subparsers(required=True, metavar="list|faults|undo|go-on|work")
    acts.add_parser("list", help="every import, the newest first").set_defaults(
        run=lambda _: _list(parts())
    )
    for name, words, act in (
        ("faults", "why rows were not taken", _faults),
        ("undo", "take back what an import brought in", _undo),
        ("go-on", "go on with one that was interrupted", _go_on),
    ):
        one = acts.add_parser(name, help=words)
        one.add_argument("batch", type=UUID)
        one.add_argument("--quiet", action="store_true", help="no progress bar")
        one.set_defaults(run=lambda told, act=act: act(parts(), told))
    work = acts.add_parser("work", help="work through all that nobody works on")
    work.set_defaults(run=lambda _: parts().runner.run_due())


def _add_import(commands: Any, parts: PartsOf) -> None:  # noqa: ANN401
    parser = commands.add_parser("import", help="bring a file of rows in")
    parser.add_argument("kind", help="organisations, residents, section-basic …")
    parser.add_argument("file", type=Path, help=".xlsx or .csv")
    parser.add_argument("--organisation", help="whose rows are that name nobody")
    parser.add_argument("--dry-run", action="store_true", help="change nothing")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.set_defaults(run=lambda told: _import(parts(), told))


def _import(parts: Parts, arguments: argparse.Namespace) -> None:
    content = arguments.file.read_bytes()
    if not looks_like_table(content):
        raise BadTable(f"{arguments.file.name} is neither .xlsx nor .csv")
    fingerprint = parts.imports.fingerprint(content)
    command = StartImport(
        actor=OPERATOR,
        batch_id=new_id(),
        content=content,
        held=True,
        source=ImportSource(
            kind=arguments.kind,
            file_name=arguments.file.name,
            fingerprint=fingerprint,
            by=OPERATOR,
            organisation_id=arguments.organisation,
            dry_run=arguments.dry_run,
            seen_before=parts.imports.seen_before(fingerprint, arguments.kind),
        ),
    )
    parts.bus.handle(command, _cause())
    _run(parts, command.batch_id, quiet=arguments.quiet)


def _run(parts: Parts, batch_id: UUID, *, quiet: bool) -> None:
    """Work through an import; end with 1 where a row was not taken."""
    with _progress(quiet=quiet) as advance:
        parts.runner.run(batch_id, advance)
    batch = _known(parts, batch_id)
    sys.stdout.write(_line(batch) + "\n")
    if batch.state is ImportState.REFUSED:
        raise BadTable(_message(batch.why))
    if batch.state in {ImportState.DONE} and batch.counts.faulty:
        again = f"see `cli imports faults {batch_id}`"
        raise NotAllRows(f"{batch.counts.faulty} rows were not taken: {again}")


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Advance]:
    with tqdm(unit=" rows", disable=quiet) as bar:

        def advance(done: int, total: int | None) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield advance


def _line(batch: ImportView) -> str:
    counts = ", ".join(f"{name} {n}" for name, n in vars(batch.counts).items() if n)
    tried = " (dry run)" if batch.dry_run else ""
    stuck = f"; stuck: {batch.why}, see `cli imports go-on`" if batch.stuck else ""
    same = f"; the same file as {batch.seen_before}" if batch.seen_before else ""
    return (
        f"{batch.batch_id}\t{batch.kind}\t{batch.state}{tried}\t{batch.percent} %"
        f"\t{counts or 'nothing'}{same}{stuck}"
    )


def _list(parts: Parts) -> None:
    for each in parts.imports.batches(OPERATOR, after=None, limit=SOME):
        sys.stdout.write(_line(each) + "\n")


def _faults(parts: Parts, arguments: argparse.Namespace) -> None:
    """Print one line for each fault: where and why, personal words by their shape."""
    for each in parts.imports.all_faults(arguments.batch):
        words = (str(each.row), each.column, each.value, _message(each.code))
        sys.stdout.write("\t".join(words) + "\n")


def _undo(parts: Parts, arguments: argparse.Namespace) -> None:
    if _known(parts, arguments.batch).state is ImportState.UNDONE:
        sys.stdout.write("nothing is left to do\n")
        return
    command = UndoImport(actor=OPERATOR, batch_id=arguments.batch, held=True)
    parts.bus.handle(command, _cause())
    _run(parts, arguments.batch, quiet=arguments.quiet)


def _go_on(parts: Parts, arguments: argparse.Namespace) -> None:
    batch = _known(parts, arguments.batch)
    if batch.state not in TO_DO:
        sys.stdout.write("nothing is left to do\n")
        return
    if batch.stuck:
        again = GoOnImport(actor=OPERATOR, batch_id=batch.batch_id, held=True)
        parts.bus.handle(again, _cause())
    _run(parts, arguments.batch, quiet=arguments.quiet)


def _known(parts: Parts, batch_id: UUID) -> ImportView:
    found = parts.imports.batch(batch_id)
    if found is None:
        raise ImportUnknown
    return found


def _message(code: str) -> str:
    return Texts(problem_texts()).find(code, LANGUAGES[0]) or code


def _cause() -> Cause:
    return Cause(correlation_id=new_id(), actor=OPERATOR)
