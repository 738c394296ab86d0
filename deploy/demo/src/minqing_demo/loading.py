"""The four reference sites as data: who is there, and who is competent."""

from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from minqing_demo.cast import A_COMMUNITY_CLERK
from minqing_demo.commands import run_cli
from minqing_demo.community import move_in
from minqing_demo.reading import reader_at
from minqing_demo.stage import Matter, Stage
from minqing_demo.story import on
from minqing_demo.surroundings import Surroundings

HOUSE = Path(__file__).resolve().parents[4]
SITES = HOUSE / "deploy" / "demo" / "data"
CATEGORIES = HOUSE / "services" / "intake" / "categories" / "default.yml"


def load(
    around: Surroundings, stage: Stage, residents: int, say: Callable[[str], None]
) -> None:
    """Say how things are at the four sites; saying it again changes nothing."""
    stage.move(on(1, 5, 9))
    sites = [str(file) for file in sorted(SITES.glob("*.yml"))]
    run_cli(around.environ, "registry", "load", *sites)
    load_categories(stage)
    _load_rules(stage)
    _load_organs(stage)
    _load_people(stage)
    say(f"{residents} people of 金科苑 are put on file")
    move_in(around, HOUSE, residents)
    _write_files(stage)


def load_categories(stage: Stage) -> None:
    """Put intake's own list of categories and those of the sites into place."""
    for file in (CATEGORIES, *sorted((SITES / "categories").glob("*.yml"))):
        for code, said in _read(file)["categories"].items():
            guide = said.pop("guide", None)
            dates = {name: _iso(each) for name, each in said.items()}
            stage.ask("intake", "PUT", f"/v1/categories/{code}", body=dates)
            if guide:
                stage.ask("intake", "PUT", f"/v1/category-guides/{code}", body=guide)


def _load_rules(stage: Stage) -> None:
    for rule in _rules():
        path = f"/v1/jurisdiction-rules/{rule.pop('code')}"
        stage.ask("routing", "PUT", path, body=rule)


def _load_organs(stage: Stage) -> None:
    for file in sorted((SITES / "organs").glob("*.yml")):
        for organisation, body in _read(file)["organs"].items():
            stage.ask("routing", "PUT", f"/v1/organs/{organisation}", body=body)


def _rules() -> Iterator[dict[str, Any]]:
    for file in sorted((SITES / "rules").glob("*.yml")):
        yield from _read(file)["rules"]


def _load_people(stage: Stage) -> None:
    for kind, entries in _told("people.yml").items():
        for entry, body in entries.items():
            path = f"/v1/{kind}/{entry}"
            by = reader_at(body["organisation_id"])
            # A file that was closed since takes no new word, not even the same.
            if stage.send("registry", "GET", path, by=by).status != 200:
                stage.ask("registry", "PUT", path, body=body)


def _write_files(stage: Stage) -> None:
    """Write into the files of people of the stories; what stands there stays."""
    for household, resident in _told("files.yml")["heads"].items():
        path = f"/v1/households/{household}/head"
        body = {"resident_id": resident}
        stage.ask("registry", "PUT", path, by=A_COMMUNITY_CLERK, body=body)
    for resident, said in _told("files.yml")["residents"].items():
        path = f"/v1/residents/{resident}/sections"
        there = stage.ask("registry", "GET", path, by=A_COMMUNITY_CLERK)["items"]
        written = {each["section"] for each in there}
        for section in said.keys() - written:
            stage.ask(
                "registry",
                "PATCH",
                f"{path}/{section}",
                by=A_COMMUNITY_CLERK,
                body={"values": said[section]},
                headers={"If-Match": '"0"'},
            )


def file_petition(stage: Stage, resident_id: str, matter: Matter) -> None:
    """Put somebody's petition into their file, where it shows how it stands (A-05)."""
    path = f"/v1/residents/{resident_id}/petitions/{matter.petition_id}"
    body = {"section": "demands"}
    stage.ask("registry", "PUT", path, by=A_COMMUNITY_CLERK, body=body)


def _told(name: str) -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load(
        files("minqing_demo").joinpath(name).read_text("utf-8")
    )
    return said


def _read(file: Path) -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return said


def _iso(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
