"""The four reference sites as data: who is there, and who is competent."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from minqing_demo.cast import OPERATOR
from minqing_demo.commands import run_cli
from minqing_demo.stage import Stage
from minqing_demo.story import on
from minqing_demo.surroundings import Surroundings

HOUSE = Path(__file__).resolve().parents[4]
SITES = HOUSE / "deploy" / "demo" / "data"
CATEGORIES = HOUSE / "services" / "intake" / "categories" / "default.yml"


def load(around: Surroundings, stage: Stage) -> None:
    """Say how things are at the four sites; saying it again changes nothing."""
    stage.move(on(1, 5, 9))
    sites = sorted(str(file) for file in SITES.glob("*.yml"))
    run_cli(around.environ, "registry", "load", *sites)
    run_cli(around.environ, "intake", "categories", "load", str(CATEGORIES))
    said = _own("sites.yml")
    for code, rule in said["rules"].items():
        path = f"/v1/jurisdiction-rules/{code}"
        stage.ask("routing", "PUT", path, by=OPERATOR, body=rule)
    for kind in ("households", "residents"):
        for entry, body in said[kind].items():
            stage.ask("registry", "PUT", f"/v1/{kind}/{entry}", body=body)


def _own(name: str) -> dict[str, Any]:
    text = files("minqing_demo").joinpath(name).read_text("utf-8")
    said: dict[str, Any] = yaml.safe_load(text)
    return said
