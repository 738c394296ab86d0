"""Whether a running service keeps to its own OpenAPI document, as schemathesis sees it.

For tests only; schemathesis is a development requirement. Every operation is called
with what the document allows and with what it forbids; a server error, an undocumented
status, type or shape, an accepted lie, an ignored token or a wrong answer to an unknown
method fails.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

FURTHER = "CONFORMANCE_EXAMPLES"
GENERATION = (
    "--generation-allow-x00=false",
    "--generation-codec=utf-8",
    "--generation-deterministic",
)
"""NUL and lone surrogates cannot be told in JSON Schema; our own tests send them."""

CALLER = f"""import gc, os
gc.set_threshold(200_000, 50, 50)
import schemathesis as library
from minqing_chassis.http.conformance import EachOnce
library.serializer.alias("application/pdf", "application/octet-stream")
if not os.environ.get("{FURTHER}"):
    library.hook("filter_case")(EachOnce())
from schemathesis.cli import schemathesis
schemathesis()"""
"""Its thousands of calls keep nearly all they make: looking for garbage only costs.

A PDF that is sent goes as its bytes, as pictures do.
"""

REFUSALS = """[checks.negative_data_rejection]
expected-statuses = [
    "400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "428", "429",
    "5xx",
]
"""
"""A body may break its schema and be too large as well: 413 refuses it, too."""


@dataclass(frozen=True)
class Conformance:
    """The outcome: `report` says what failed, and how to call it again."""

    passed: bool
    report: str


class Edge(Protocol):
    """What schemathesis hands to who chooses among its calls."""

    operation: Any
    meta: Any


class EachOnce:
    """Lets an operation be called once in each way at each place of its document.

    A number where a word belongs, a list there, a truth there: they are one mistake at
    one place, and half of all edges. What is called at random passes.
    """

    def __init__(self) -> None:
        self._called: set[tuple[object, ...]] = set()

    def __call__(self, _: object, case: Edge) -> bool:
        """Say whether a call is the first of its kind, as schemathesis asks."""
        way = case.meta.phase.data
        if not hasattr(way, "scenario"):
            return True
        place = way.location or way.description
        called = case.operation.label, way.scenario, way.parameter, place
        known = called in self._called
        self._called.add(called)
        return not known


def check_conformance(
    base_url: str,
    *,
    token: str | None = None,
    examples: int = 20,
    phases: Sequence[str] = ("coverage", "fuzzing"),
    exclude_paths: Sequence[str] = (),
    exclude_checks: Sequence[str] = (),
    within_seconds: float = 300,
) -> Conformance:
    """Call every operation of `base_url`/openapi.json: its edges, then at random.

    The edges ("coverage") are worked out of the document, each way to hold or to break
    it at each of its places once; `examples` is how many times each is called at random
    ("fuzzing"). `token` speaks for a role; run it once for each role whose routes
    matter. Raises subprocess.TimeoutExpired after `within_seconds`. Who has more time
    sets CONFORMANCE_EXAMPLES: all edges are then called, and all operations so many
    times at random, besides.
    """
    further = int(os.environ.get(FURTHER) or 0)
    if further:
        phases, examples = ("coverage", "fuzzing"), further
        within_seconds *= further
    command = [
        *(sys.executable, "-W", "ignore", "-c", CALLER, "run"),
        f"{base_url}/openapi.json",
        f"--max-examples={examples}",
        f"--phases={','.join(phases)}",
        "--continue-on-failure",
        "--warnings=off",
        "--no-color",
        *GENERATION,
        *(f"--exclude-path={path}" for path in exclude_paths),
    ]
    if token is not None:
        command.append(f"--header=Authorization: Bearer {token}")
    if exclude_checks:
        command.append(f"--exclude-checks={','.join(exclude_checks)}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "schemathesis.toml").write_text(REFUSALS, encoding="utf-8")
        done = subprocess.run(
            command,
            cwd=folder,
            env=_unmeasured(),
            capture_output=True,
            text=True,
            timeout=within_seconds,
            check=False,
        )
    return Conformance(done.returncode == 0, done.stdout + done.stderr)


def _unmeasured() -> dict[str, str]:
    """Return our surroundings without what would trace the caller's lines, too."""
    return {name: v for name, v in os.environ.items() if "COVERAGE" not in name}
