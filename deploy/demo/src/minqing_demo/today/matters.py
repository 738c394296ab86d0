"""The open matters as data: how each came, and what was done about it until today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import yaml

from minqing_demo.cast import Person
from minqing_demo.loading import SITES
from minqing_kernel.messages import Role

FILES: Final = ("matters_a.yml", "matters_late.yml", "matters_b.yml")
FORM: Final = ("channel", "category", "title", "text", "place")


@dataclass(frozen=True, kw_only=True)
class OpenMatter:
    """One petition that is under way; `steps` are turns of its case, in order."""

    key: str
    door: str
    at: str
    by: str | None
    form: Mapping[str, Any]
    steps: Sequence[Mapping[str, Any]]

    @property
    def is_for_a_case(self) -> bool:
        """Say whether it is accepted on arrival: a matter of no category waits."""
        return "category" in self.form

    @property
    def once(self) -> str:
        """Return what makes the same petition, handed in again, the same one."""
        return str(uuid5(NAMESPACE_URL, f"urn:minqing:demo:today:{self.key}"))


@cache
def open_matters() -> tuple[OpenMatter, ...]:
    """Return all of them; each has a telephone of its own that nobody has."""
    told = [each for name in FILES for each in _read(name)["matters"]]
    return tuple(_matter(number, each) for number, each in enumerate(told))


def _matter(number: int, said: Mapping[str, Any]) -> OpenMatter:
    contact = {"name": said["name"], "telephone": f"1280010{number:04d}"}
    if "address" in said:
        contact["address"] = said["address"]
    form = {name: said[name] for name in FORM if name in said}
    if "category" in said:
        form["division_code"] = said["door"]
    return OpenMatter(
        key=said["key"],
        door=said["door"],
        at=said["at"],
        by=said.get("by"),
        form=form | {"organisation_id": said["door"], "contact": contact},
        steps=said.get("steps", ()),
    )


@cache
def staff() -> Mapping[str, Person]:
    """Return who works at the four sites, as the sites' own files name them."""
    return {each.id: each for each in _staff()}


def _staff() -> Iterator[Person]:
    for file in sorted(SITES.glob("*.yml")):
        for each in yaml.safe_load(file.read_text("utf-8")).get("staff", ()):
            yield Person(
                id=each["id"],
                role=Role(each["roles"][0]),
                organisation=each["organisation"],
            )


def _read(name: str) -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load(
        files("minqing_demo.today").joinpath(name).read_text("utf-8")
    )
    return said
