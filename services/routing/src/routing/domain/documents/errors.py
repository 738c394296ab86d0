"""What the documents' room refuses, by name."""

from minqing_kernel.errors import Conflict, DomainError, Invalid, NotFound


class DocumentNotFound(NotFound):
    """No document of this case is known under that id."""

    code = "document-not-found"


class WrongParts(Invalid):
    """A part that the law requires is missing, or one is given that has no place."""

    code = "wrong-parts"


class NoExtensionGranted(Conflict):
    """A notice of more time tells of an extension that was granted (条例第34条)."""

    code = "no-extension-granted"


class NotPrinted(Conflict):
    """The document has its number; its print is not there yet."""

    code = "document-not-printed"


class AlreadyPrinted(Conflict):
    """A print is made once and never changes."""

    code = "document-already-printed"


class AlreadyCorrected(Conflict):
    """A document is corrected once; what corrects it may be corrected in its turn."""

    code = "document-already-corrected"


class PressUnavailable(DomainError):
    """The press cannot print: no Chinese font, no library, or it did not finish."""

    code = "press-unavailable"


class NotOpened(NotFound):
    """No petition has that number, or the code is not its own."""

    code = "not-opened"


class TooManyCodes(Conflict):
    """Too many wrong codes were tried for that number (intake counts them)."""

    code = "too-many-codes"


class CodesUnasked(DomainError):
    """Whose the code is cannot be found out: intake does not answer."""

    code = "codes-unasked"
