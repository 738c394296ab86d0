"""The words of what is done to a case beside answering it."""

from portal.entrypoints.web.desk.beside import SAID
from portal.entrypoints.web.desk.steered import KINDS
from portal.entrypoints.web.desk.steering import STEERING
from portal.entrypoints.web.desk.steering_forms import VERDICTS
from portal.entrypoints.web.words import all_texts

UNASKED = ("settled-anew", "leads-now")


def composed():
    """Every key that the forms build."""
    return {
        *(f"act.{name}.do" for name in STEERING),
        *(
            f"act.{name}.{field}"
            for name, act in STEERING.items()
            for field, _ in act.fields
        ),
        *(
            f"act.{name}.{field}.{word}"
            for name, act in STEERING.items()
            for field, kind in act.fields
            if not isinstance(kind, str)
            for word in kind
        ),
        *(each for each in hints() if each in all_texts()),
        "desk.nav.co-tasks",
        *(f"told.{each}" for each in KINDS),
        *(f"named.feasible.{each}" for each in VERDICTS),
        *(
            f"named.{asked}.{said}"
            for asked in ("solved", "satisfied")
            for said in SAID.values()
        ),
        *(f"steer.why.{each}" for each in UNASKED),
        *(f"fault.{each}.empty" for each in ("asks", "contribution", "finding-again")),
    }


def hints():
    """The hint of each form, where it has one."""
    return {f"act.{name}.hint" for name in STEERING}
