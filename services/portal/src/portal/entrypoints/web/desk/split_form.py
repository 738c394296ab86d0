"""What a clerk fills in to divide a matter, and what intake's door takes of it."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from portal.entrypoints.web.desk.schemas import (
    LONGEST_MATTER,
    StaffForm,
    needed,
    optional,
)

PARTS: Final = range(1, 6)
"""So many more matters may come of one act: intake's own limit."""
FIELDS: Final = ("text", "category", "place", "division")
"""What is asked of each part, as the page asks it."""
NAMED: Final = {"division": "division_code"}
"""What intake's door calls a field otherwise than the page."""
PICTURES: Final = range(1, 25)
"""So many pictures a matter has at most; a box for each stands in every part."""
SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
LONGEST_PLACE: Final = 300


def _category() -> fields.String:
    known = validate.Regexp(r"[a-z0-9-]{0,64}\Z", error="fault.category")
    return fields.String(load_default="", validate=known)


def _division() -> fields.String:
    known = validate.Regexp(r"([0-9]{2,12})?\Z", error="fault.division")
    return fields.String(load_default="", validate=known)


class SplitForm(
    StaffForm.from_dict(  # type: ignore[misc]
        {
            **{f"text-{at}": optional(LONGEST_MATTER) for at in PARTS},
            **{f"place-{at}": optional(LONGEST_PLACE) for at in PARTS},
            **{f"category-{at}": _category() for at in PARTS},
            **{f"division-{at}": _division() for at in PARTS},
            "why": needed("why", 500),
        },
        name="PartsForm",
    )
):
    """Why, and up to five parts: each its words; place, community and category where
    they are others; which of the first's pictures it shows too."""

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _say_something(
        self, _: dict[str, Any], typed: dict[str, str], **__: object
    ) -> None:
        """Name every part that says too little, beside whatever else is wrong."""
        wordless = [at for at in PARTS if not typed.get(f"text-{at}", "").strip()]
        faults = {
            f"text-{at}": ["fault.split.words"]
            for at in wordless
            if _pictures(typed, at)
            or any(typed.get(f"{name}-{at}", "").strip() for name in FIELDS)
        }
        if not faults and len(wordless) == len(PARTS):
            faults = {"text-1": ["fault.split.empty"]}
        if faults:
            raise ValidationError(faults)

    @post_load(pass_original=True)
    def _with_pictures(
        self, told: dict[str, Any], typed: dict[str, str], **_: object
    ) -> dict[str, Any]:
        return told | {f"pictures-{at}": _pictures(typed, at) for at in PARTS}


def _pictures(typed: Mapping[str, str], at: int) -> list[str]:
    """Return which pictures were ticked for a part."""
    ticked = (typed.get(f"picture-{at}-{n}", "") for n in PICTURES)
    return [each for each in ticked if SHA256.match(each)]


def as_drawn(faults: dict[str, str]) -> dict[str, str]:
    """Return faults in the order of their fields on the page: why comes last."""
    order = [f"{name}-{at}" for at in PARTS for name in FIELDS] + ["why"]
    return {name: faults[name] for name in order if name in faults}


def parts_of(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what intake's door takes: of each part what was typed."""
    rows = [
        {NAMED.get(name, name): told[f"{name}-{at}"] for name in (*FIELDS, "pictures")}
        for at in PARTS
    ]
    return [{k: v for k, v in each.items() if v} for each in rows if each["text"]]


def print_of(told: dict[str, Any]) -> str:
    """Return by what is known that just this was seen: what changed is shown anew."""
    return sha256(repr(sorted(told.items())).encode()).hexdigest()
