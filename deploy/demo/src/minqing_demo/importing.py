"""`import`: real records of two older systems, with their real answers, walked through.

The records lie in a folder outside the house; none of them is part of it. Each system's
records belong to an organisation of its own, so that its figures can be told alone.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from minqing_demo.commands import run_cli
from minqing_demo.loading import HOUSE, load_categories
from minqing_demo.stage import Stage
from minqing_demo.surroundings import Surroundings
from minqing_local.refusal import Refusal

MAPPINGS = HOUSE / "services" / "intake" / "mappings"
REPORT = "/v1/reports/answer-times"
HEADINGS = (
    "来源 source",
    "答复 answered",
    "15天内 within 15 d",
    "60天内 within 60 d",
    "中位数 median d",
    "最长 longest d",
)
NOTHING_THERE = "archive-probe"
"""A category that there is not: a submission that names it is never written."""


@dataclass(frozen=True, kw_only=True)
class Archive:
    """One older system: its file, how to read it, whose its petitions become."""

    file: str
    mapping: str
    organisation: str
    name: str
    division: str


ARCHIVES = (
    Archive(
        file="petitions/with_official_reply_dev.jsonl",
        mapping="official-replies.yml",
        organisation="archive-messages",
        name="历史留言（导入）",
        division="00",
    ),
    Archive(
        file="311/baltimore_dev_5000.csv",
        mapping="baltimore-311.yml",
        organisation="archive-311",
        name="311 服务请求（导入）",
        division="01",
    ),
)


def bring(around: Surroundings, console: Console, folder: Path) -> None:
    """Import, replay the answers, tell the figures. Raises Refusal for no such folder.

    A second run finds everything there and changes nothing.
    """
    stage = around.stage()
    load_categories(stage)
    figures = Table(title="答复时长 (how long petitioners waited for an answer)")
    for heading in HEADINGS:
        figures.add_column(heading, justify="right")
    for archive in ARCHIVES:
        if not (folder / archive.file).is_file():
            raise Refusal(f"{folder / archive.file} is not there: name its folder.")
        times = _walk(around, stage, console, folder, archive)
        figures.add_row(archive.name, *_row(times))
    console.print(figures)


def _walk(
    around: Surroundings,
    stage: Stage,
    console: Console,
    folder: Path,
    archive: Archive,
) -> dict[str, Any]:
    _introduce(stage, archive)
    file, mapping = str(folder / archive.file), str(MAPPINGS / archive.mapping)
    into = ["--organisation", archive.organisation]
    said = run_cli(
        around.environ, "intake", "import", file, "--mapping", mapping, *into, "--quiet"
    )
    console.print(f"  {archive.name}: {said.strip()}")
    count = sum(int(word.rstrip(",")) for word in said.split() if word[0].isdigit())
    faulty = int(said.split()[-1])
    stage.wait(
        lambda: _times(stage, archive)["cases"] == count - faulty,
        f"a case for each of the {count - faulty} petitions",
        seconds=300,
    )
    said = run_cli(
        around.environ, "routing", "replay-answers", file, "--mapping", mapping, *into
    )
    console.print(f"  {archive.name}: {said.strip()}")
    return _times(stage, archive)


def _introduce(stage: Stage, archive: Archive) -> None:
    """Let the archive's organisation be known, to intake and to routing."""
    body = {
        "name": archive.name,
        "kind": "department",
        "division_code": archive.division,
    }
    path = f"/v1/organisations/{archive.organisation}"
    stage.ask("registry", "PUT", path, body=body)
    stage.wait(
        lambda: _is_known(stage, archive.organisation),
        f"intake and routing to know of {archive.organisation}",
    )


def _is_known(stage: Stage, organisation: str) -> bool:
    probe = {"text": "?", "category": NOTHING_THERE, "organisation_id": organisation}
    asked = stage.send("intake", "POST", "/v1/petitions", body=probe)
    wrong = {error["field"] for error in asked.body.get("errors", ())}
    counted = stage.send("routing", "GET", REPORT, query=_of(organisation))
    return wrong == {"category"} and counted.status == 200


def _times(stage: Stage, archive: Archive) -> dict[str, Any]:
    times: dict[str, Any] = stage.ask(
        "routing", "GET", REPORT, query=_of(archive.organisation)
    )
    return times


def _of(organisation: str) -> dict[str, Any]:
    return {"organisation": organisation, "within": [15, 60]}


def _row(times: dict[str, Any]) -> list[str]:
    shares = [f"{count['share']:.1%}" for count in times["within"]]
    longest = [f"{times[name]:.2f}" for name in ("median_days", "longest_days")]
    return [f"{times['answered']}/{times['cases']}", *shares, *longest]
