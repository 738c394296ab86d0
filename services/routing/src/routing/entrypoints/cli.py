"""Operator commands: `python -m routing cli rules|policy|answered|sweep|…`."""

import argparse
import os
import sys
from functools import cache
from pathlib import Path

from minqing_chassis.dead_cli import add_dead
from minqing_chassis.policy_cli import add_policy
from minqing_chassis.rpc import RpcClient
from minqing_chassis.trace import add_trace
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Cause
from routing.adapters.archive.mapping import BadMapping
from routing.adapters.archive.records import UnknownFormat
from routing.adapters.policies import describe, load_policies
from routing.application.projects.commands import SuggestProjects
from routing.bootstrap import Parts, assemble
from routing.entrypoints.cannot import CannotDo
from routing.entrypoints.cli_agencies import add_agency
from routing.entrypoints.cli_broker import add_broker
from routing.entrypoints.cli_documents import add_documents
from routing.entrypoints.cli_figures import print_answer_times
from routing.entrypoints.cli_files import BadFile, load_rules, replay_answers


@cache
def process_parts() -> Parts:
    """Assemble this process's parts, once, from its environment."""
    return assemble(os.environ)


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add every operator command; each leaves what it does in `arguments.run`."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_rules(commands.add_parser("rules", help="jurisdiction rules"))
    _add_replay(commands.add_parser("replay-answers", help="an older system's answers"))
    _add_answered(commands.add_parser("answered", help="how long answers took"))
    sweep = commands.add_parser("sweep", help="look at what is due, now")
    sweep.set_defaults(run=_sweep)
    add_policy(commands, load_policies, describe)
    add_agency(commands, process_parts)
    add_documents(commands, process_parts)
    add_broker(commands)
    add_dead(commands, lambda: process_parts().desk)
    add_trace(
        commands,
        lambda receipt: str(process_parts().reader.find(receipt)),
        lambda service: RpcClient(service, process_parts().settings.amqp_uri),
    )


def _add_rules(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(required=True, metavar="load")
    load = acts.add_parser("load", help="set every rule of a YAML file")
    load.add_argument("file", type=Path)
    load.add_argument(
        "--wait", type=float, default=0.0, help="seconds to wait for unknown units"
    )
    load.set_defaults(run=_load_rules)


def _add_replay(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--mapping", type=Path, required=True)
    parser.add_argument("--report", type=Path, help="CSV of the rows that failed")
    parser.add_argument("--organisation", help="only cases of this unit and below")
    parser.set_defaults(run=_replay)


def _add_answered(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--within", default="15,60", help="days, with commas between")
    parser.add_argument("--organisation", help="only cases of this unit and below")
    parser.add_argument("--category")
    archive = parser.add_mutually_exclusive_group()
    archive.add_argument("--archive", action="store_const", const=True, dest="archive")
    archive.add_argument("--live", action="store_const", const=False, dest="archive")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_answered, archive=None)


def _load_rules(arguments: argparse.Namespace) -> None:
    parts = process_parts()
    try:
        refused = load_rules(parts, arguments.file, wait_seconds=arguments.wait)
    except BadFile as error:
        raise CannotDo(str(error)) from None
    if refused:
        raise CannotDo("refused: " + "; ".join(refused))


def _replay(arguments: argparse.Namespace) -> None:
    try:
        tally = replay_answers(
            process_parts(),
            arguments.file,
            arguments.mapping,
            report=arguments.report,
            organisation_id=arguments.organisation,
        )
    except (BadMapping, UnknownFormat) as error:
        raise CannotDo(str(error)) from None
    sys.stdout.write(
        f"replayed {tally.replayed}, known {tally.known},"
        f" unanswered {tally.unanswered}, faulty {tally.faulty}\n"
    )


def _answered(arguments: argparse.Namespace) -> None:
    try:
        within = [int(days) for days in arguments.within.split(",")]
    except ValueError:
        raise CannotDo("--within wants whole numbers, such as 15,60") from None
    print_answer_times(
        process_parts(),
        within,
        organisation_id=arguments.organisation,
        category=arguments.category,
        from_archive=arguments.archive,
        as_json=arguments.json,
    )


def _sweep(_: argparse.Namespace) -> None:
    parts = process_parts()
    waiting, overdue = parts.judge_waiting(), parts.overdue.run()
    reminded = parts.reminding.run()
    silent = parts.silent.run()
    parts.merging.run()
    parts.visiting.run()
    recounted = parts.provisional.run() + parts.resting.run()
    if parts.agencies is not None:
        parts.agencies.waiting.run()
    parts.bus.handle(SuggestProjects(), Cause(correlation_id=new_id()))
    sys.stdout.write(f"judged again {waiting}, looked at as overdue {overdue}")
    sys.stdout.write(f", looked at for a reminder {reminded}, as silent {silent}")
    sys.stdout.write(f", dates counted anew {recounted}\n")
