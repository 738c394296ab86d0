"""What an owner's door said of single fields, shown at the fields of our own form."""

from collections.abc import Iterable

from portal.application.ports import Refused


def told_at(no: Refused, shown: Iterable[str]) -> dict[str, str]:
    """Return the owner's words by the names of our fields.

    `session.held_on` is our `held_on`; what no field of the form is called stays in
    the words of the refusal.
    """
    names = set(shown)
    leaves = {field.rpartition(".")[2]: said for field, said in no.fields.items()}
    return {name: said for name, said in leaves.items() if name in names}
