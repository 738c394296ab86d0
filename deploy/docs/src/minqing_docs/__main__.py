"""`python -m minqing_docs asyncapi|freeze|requirements|runbook`: what the code says."""

import argparse
import sys
from pathlib import Path

from minqing_docs.asyncapi import as_yaml, document
from minqing_docs.requirements import find_tests, page, read_report, read_rows
from minqing_docs.runbook import SOURCE, runbook
from minqing_docs.samples import SAMPLES, read_samples
from minqing_docs.shapes import SHAPES, breaches, read_shapes, shapes_now, write_shapes


def main(arguments: list[str]) -> int:
    """Run one command; return 1 when a contract was broken, else 0."""
    parser = argparse.ArgumentParser(prog="minqing_docs", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    asyncapi = commands.add_parser("asyncapi", help="print every event as AsyncAPI 3")
    asyncapi.add_argument("--samples", type=Path, default=SAMPLES)
    freeze = commands.add_parser("freeze", help="write new contracts to the shapes")
    freeze.add_argument("--shapes", type=Path, default=SHAPES)
    rows = commands.add_parser("requirements", help="print rows, tests and results")
    rows.add_argument("--report", type=Path, help="pytest's JUnit report")
    commands.add_parser("runbook", help="print what to do at each alert as HTML")
    chosen = parser.parse_args(arguments)
    if chosen.command == "asyncapi":
        sys.stdout.write(as_yaml(document(read_samples(chosen.samples))))
        return 0
    if chosen.command == "runbook":
        sys.stdout.write(runbook(SOURCE.read_text("utf-8")))
        return 0
    if chosen.command == "requirements":
        return _requirements(chosen.report)
    return _freeze(chosen.shapes)


def _requirements(file: Path | None) -> int:
    try:
        report = read_report(file) if file else None
        sys.stdout.write(page(read_rows(), find_tests(), report))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _freeze(file: Path) -> int:
    broken = breaches(read_shapes(file), shapes_now())
    for breach in broken:
        sys.stderr.write(f"{breach}\n")
    if not broken:
        write_shapes(file, shapes_now())
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
