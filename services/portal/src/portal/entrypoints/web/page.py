"""What every page needs: its row in the table, who reads it, and how it is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, g, make_response, redirect, render_template, request

from minqing_kernel.messages import Role
from portal.entrypoints.web.visitor import Visitor
from portal.entrypoints.web.words import Words

View = Callable[..., Response]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One row of the table: what is seen or done there, by which method.

    `writes`: the form must come from a page of ours that this visitor was shown.
    """

    path: str
    view: View
    name: str
    method: str = "GET"
    roles: frozenset[Role] | None = None
    """Who of those that signed in may; None: anybody, signed in or not."""
    largest: int = 0
    """So many bytes may its form be, where files are sent; else as any other."""
    outside: bool = False
    """Whether other programs knock here, without a form of ours: they prove
    themselves."""
    quiet: bool = False
    """Whether a script asks by itself: that is no sign of anybody at the desk, and a
    session ends none the later."""
    again: View | None = None
    """Shows the form anew, with what was typed, where it came with an old key."""

    @property
    def writes(self) -> bool:
        """Tell whether it changes anything."""
        return self.method != "GET"


def visitor() -> Visitor:
    """Return who reads this page."""
    found: Visitor = g.visitor
    return found


def ages() -> list[float]:
    """Return how many seconds old what stands on this page is, where it is old."""
    found: list[float] = g.ages
    return found


def gaps() -> list[str]:
    """Return what is left out of this page because its owner does not answer now."""
    found: list[str] = g.gaps
    return found


def words() -> Words:
    """Return the texts in the language of who reads."""
    found: Words = g.words
    return found


def draw(template: str, status: int = 200, **shown: Any) -> Response:  # noqa: ANN401
    """Return a whole page."""
    return make_response(render_template(template, **shown), status)


def draw_faults(template: str, faults: Mapping[str, str], **shown: Any) -> Response:  # noqa: ANN401
    """Return the page of a form again, with what is wrong and all that was typed."""
    return draw(template, 422, faults=faults, **shown)


def go(path: str) -> Response:
    """Lead on to another page, as a form does when it is done."""
    found = redirect(path, 303)
    return make_response(found)


def form() -> dict[str, str]:
    """Return what a form says; of what stands twice, the first."""
    return request.form.to_dict()
