"""What bringing a file in refuses, by name."""

from minqing_kernel.errors import Conflict, Forbidden, Invalid, NotFound


class ImportUnknown(NotFound):
    """No import has this id."""

    code = "import-unknown"


class TemplateUnknown(NotFound):
    """There is no template of this kind."""

    code = "template-unknown"


class KindNotYours(Forbidden):
    """This role may not bring in files of this kind."""

    code = "kind-not-yours"


class BadTable(Invalid):
    """The file is no table of this template."""

    code = "bad-table"


class ImportMoved(Conflict):
    """Somebody else is working on this import; what is done is kept."""

    code = "import-moved"


class NotStuck(Conflict):
    """This import goes on by itself, or is done."""

    code = "not-stuck"


class NothingToUndo(Conflict):
    """A dry run changed nothing."""

    code = "nothing-was-imported"
