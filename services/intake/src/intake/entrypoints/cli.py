"""Operator commands: `cli import|categories|numbers|files|policy|dead|trace`."""

import argparse
import csv
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from tqdm import tqdm

from intake.adapters.importing.mapping import BadMapping, read_mapping
from intake.adapters.importing.parsing import RowParser
from intake.adapters.importing.readers import UnknownFormat, read_records
from intake.adapters.numbers import pass_over_lost
from intake.adapters.policies import describe, load_policies
from intake.application.calling import RecordGuide, guide_of
from intake.application.commands import RecordCategory
from intake.application.importing import Faulty, Importer, Tally
from intake.bootstrap import Parts, assemble, settings_from
from minqing_chassis.dead_cli import add_dead
from minqing_chassis.files.cli import add_files
from minqing_chassis.files.places import stores_of
from minqing_chassis.policy_cli import add_policy
from minqing_chassis.rpc import RpcClient
from minqing_chassis.trace import add_trace
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Actor, Cause, Incoming, Role

OPERATOR = Actor(id="operator", role=Role.OPS)
Find = Callable[[], Parts]


class CannotDo(Exception):
    """The command was asked in a way that it cannot be done; the message says why."""


def parts() -> Parts:
    """Assemble from the environment."""
    return assemble(settings_from(os.environ))


def add_commands(parser: argparse.ArgumentParser, find: Find = parts) -> None:
    """Add every operator command; each leaves what it does in `arguments.run`."""
    commands = parser.add_subparsers(
        required=True, metavar="import|categories|numbers|files|policy|dead|trace"
    )
    _add_import(
        commands.add_parser("import", help="bring in an older system's file"), find
    )
    _add_categories(
        commands.add_parser("categories", help="the list of categories"), find
    )
    numbers = commands.add_parser("numbers", help="receipt numbers")
    lost = numbers.add_subparsers(required=True, metavar="restored").add_parser(
        "restored", help="give none that was given since the backup"
    )
    lost.set_defaults(run=lambda _: leave_lost_numbers(find()))
    add_files(commands, lambda: {"pictures": stores_of(find().settings)})
    add_policy(commands, load_policies, describe)
    add_dead(commands, lambda: find().dead_letters)
    add_trace(
        commands,
        lambda receipt: str(find().reader.require(receipt)),
        lambda service: RpcClient(service, find().settings.amqp_uri),
    )


def _add_import(parser: argparse.ArgumentParser, find: Find) -> None:
    parser.add_argument("file", type=Path, help=".jsonl, .csv or .xlsx")
    parser.add_argument("--mapping", type=Path, required=True, help="a mapping file")
    parser.add_argument("--report", type=Path, help="where to write rows with faults")
    parser.add_argument("--organisation", help="whose petitions these are")
    parser.add_argument("--division", default="", help="division code of silent rows")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.set_defaults(run=lambda arguments: run_import(find(), arguments))


def run_import(known: Parts, arguments: argparse.Namespace) -> Tally:
    """Bring a file in; print what became of its rows."""
    try:
        mapping = read_mapping(arguments.mapping)
        parser = RowParser(
            mapping=mapping,
            organisation_id=arguments.organisation,
            division_code=arguments.division,
        )
        with _report(arguments.report) as report, _progress(arguments) as advance:
            records = read_records(
                arguments.file, mapping.form, mapping.encoding, advance
            )
            importer = Importer(known.bus, known.reader, report, actor=OPERATOR)
            tally = importer.run(parser.parse(records))
    except (BadMapping, UnknownFormat) as error:
        raise CannotDo(str(error)) from None
    sys.stdout.write(
        f"imported {tally.imported}, there before {tally.known},"
        f" faulty {tally.faulty}\n"
    )
    return tally


@contextmanager
def _progress(arguments: argparse.Namespace) -> Iterator[Callable[[int], Any]]:
    size = arguments.file.stat().st_size
    with tqdm(
        total=size, unit="B", unit_scale=True, disable=arguments.quiet
    ) as progress:
        yield progress.update


@contextmanager
def _report(path: Path | None) -> Iterator[Callable[[Faulty], None]]:
    """Write one line for each fault: where and why, never the row itself."""
    if path is None:
        yield lambda row: print_fault(row)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "external_ref", "field", "fault"])
        yield lambda row: writer.writerows(_fault_rows(row))


def print_fault(row: Faulty) -> None:
    """Tell of one row's faults on the screen."""
    for line, ref, field, fault in _fault_rows(row):
        sys.stderr.write(f"record {line} ({ref}): {field or 'the record'}: {fault}\n")


def _fault_rows(row: Faulty) -> list[tuple[int, str, str, str]]:
    ref = row.external_ref.encode("utf-8", "replace").decode()
    return [(row.line, ref, field, fault) for field, fault in row.faults.items()]


def _add_categories(parser: argparse.ArgumentParser, find: Find) -> None:
    acts = parser.add_subparsers(required=True, metavar="load|list|history")
    load = acts.add_parser("load", help="add or change all that a YAML file names")
    load.add_argument("file", type=Path)
    load.set_defaults(run=lambda arguments: load_categories(find(), arguments.file))
    acts.add_parser("list", help="every category").set_defaults(
        run=lambda _: list_categories(find())
    )
    history = acts.add_parser("history", help="who changed a category, and when")
    history.add_argument("code")
    history.set_defaults(run=lambda told: list_changes(find(), told.code))


def load_categories(known: Parts, path: Path) -> int:
    """Put a file's categories into the list, all or none; return how many."""
    try:
        listed = yaml.safe_load(path.read_text("utf-8"))["categories"]
        told = {code: said.pop("guide", None) for code, said in listed.items()}
        commands = [
            RecordCategory(code=code, actor=OPERATOR, **said)
            for code, said in listed.items()
        ]
        guides = [
            RecordGuide(category=code, actor=OPERATOR, **guide)
            for code, guide in told.items()
            if guide
        ]
        for each in guides:
            guide_of(each)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise CannotDo(f"{path.name} is no list of categories: {error}") from None
    cause = Cause(correlation_id=new_id(), actor=OPERATOR)
    known.bus.handle_group([Incoming(command=each, cause=cause) for each in commands])
    known.bus.handle_group([Incoming(command=each, cause=cause) for each in guides])
    sys.stdout.write(f"{len(commands)} categories\n")
    return len(commands)


def leave_lost_numbers(known: Parts) -> None:
    """Pass over what may have been given since the backup, and say which these are."""
    first, last = pass_over_lost(known.database)
    sys.stdout.write(
        f"receipt numbers {first:06d} to {last:06d} are not given again: whoever shows"
        " one of these has a petition that was lost here\n"
    )


def list_changes(known: Parts, code: str) -> None:
    """Print what a category became, one change a line, oldest first."""
    for each in known.reader.category_changes(code):
        who = f"{each.role}:{each.actor} {each.organisation_id or ''}".strip()
        holds = f"{each.valid_from}..{each.valid_to or ''}"
        sys.stdout.write(f"{each.at:%Y-%m-%dT%H:%M:%SZ}\t{who}\t{holds}")
        sys.stdout.write(f"\t{each.names['zh-CN']}\n")


def list_categories(known: Parts) -> None:
    """Print every category, one a line."""
    for each in known.reference.categories():
        until = each.valid_to or ""
        sys.stdout.write(f"{each.code}\t{each.names['zh-CN']}\t{until}\n")
