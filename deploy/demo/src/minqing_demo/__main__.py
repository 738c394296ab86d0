"""`python -m minqing_demo play|show|import --endpoints .run/endpoints.json`."""

import argparse
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

from minqing_chassis.rpc import RpcUnavailable  # noqa: E402
from minqing_demo import importing, playing, showing  # noqa: E402
from minqing_demo.commands import CommandFailed  # noqa: E402
from minqing_demo.doors import Doors, Refused  # noqa: E402
from minqing_demo.surroundings import Surroundings  # noqa: E402
from minqing_local import screen  # noqa: E402
from minqing_local.choices import RESIDENTS  # noqa: E402
from minqing_local.refusal import Refusal  # noqa: E402
from minqing_local.waiting import TooLate  # noqa: E402

TROUBLE = (CommandFailed, Refused, Refusal, RpcUnavailable, TooLate, OSError)


def main() -> None:
    """Run one command; trouble is one sentence and exit code 1."""
    arguments = _parser().parse_args()
    try:
        Doors.of_endpoints(arguments.endpoints).knock()
        around = Surroundings.of(arguments.endpoints, getattr(arguments, "clock", None))
        arguments.run(around, screen.console(), arguments)
    except TROUBLE as trouble:
        sys.exit(f"minqing demo: {trouble}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="minqing_demo", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="play|show|import")
    play = commands.add_parser("play", help="load the sites, play the worked cases")
    play.add_argument("--clock", type=Path, help="the file that steers the clocks")
    play.add_argument("--residents", type=int, default=RESIDENTS, help="of 金科苑")
    play.set_defaults(
        run=lambda around, console, given: playing.play(
            around, console, given.residents
        )
    )
    show = commands.add_parser("show", help="print what became of the worked cases")
    show.set_defaults(run=lambda around, console, _: showing.show(around, console))
    bring = commands.add_parser("import", help="walk real records through the agency")
    bring.add_argument("--data", type=Path, required=True, help="the data folder")
    bring.set_defaults(
        run=lambda around, console, given: importing.bring(around, console, given.data)
    )
    for each in (play, show, bring):
        each.add_argument("--endpoints", type=Path, required=True)
    return parser


if __name__ == "__main__":
    main()
