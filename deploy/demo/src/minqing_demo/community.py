"""金科苑 at its size: its people, where they live, who answers for them (A-01, A-07).

Some of them stand in the sites' own files: whom the worked cases name, two captains.
"""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from minqing_demo.commands import run_cli
from minqing_demo.places import JINKEYUAN
from minqing_demo.street.making import Plan, make_street
from minqing_demo.street.seeds import HouseholdSeed, Street
from minqing_demo.street.writing import write_answering, write_census
from minqing_demo.surroundings import Surroundings

NAMED, NAMED_CAPTAINS = 1, 2
CAPTAINS: Final = 40
ROADS: Final = ("金科苑路", "金科苑东街", "金科苑西街", "金科苑中街", "金科苑北巷")
SECTIONS: Final = "deploy/policies/sections/minsheng-archive.yml"


def plan_of(residents: int) -> Plan:
    """Return what to make so that so many people live in 金科苑."""
    return Plan(
        residents=max(0, residents - NAMED),
        captains=CAPTAINS - NAMED_CAPTAINS,
        prefix="jky-s",
        today=date(2026, 1, 1),
        division=JINKEYUAN,
        roads=ROADS,
        within="jky-g1",
    )


def homes_told_of(street: Street) -> Sequence[HouseholdSeed]:
    """Return a dozen homes that the desk's quarter is about; two of them have plans."""
    return street.households[:: max(1, len(street.households) // 12)]


def move_in(around: Surroundings, house: Path, residents: int) -> None:
    """Say who lives in 金科苑; saying it again changes nothing."""
    run_cli(around.environ, "registry", "sections", "load", str(house / SECTIONS))
    street = make_street(plan_of(residents))
    if not street.households:
        return
    with tempfile.TemporaryDirectory() as folder:
        census, answering = Path(folder, "census.jsonl"), Path(folder, "answering.yml")
        write_census(street, JINKEYUAN, census)
        write_answering(street, JINKEYUAN, answering)
        run_cli(around.environ, "registry", "load", str(census), str(answering))
