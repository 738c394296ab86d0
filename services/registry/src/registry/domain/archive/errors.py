"""What the archive refuses, by name."""

from minqing_kernel.errors import Conflict, DomainError, Forbidden, NotFound


class SectionUnknown(NotFound):
    """No section of the archive has this code, or none was in force on that day."""

    code = "section-unknown"


class SectionNotYours(Forbidden):
    """The section says that this role may not read it, or not write it."""

    code = "section-not-yours"


class SectionFixed(Conflict):
    """A section keeps its kind of subject, and a field its type; define another one."""

    code = "section-fixed"


class RevisionMissing(DomainError):
    """Say in `If-Match` which revision you have seen; 0 where there is none."""

    code = "revision-missing"


class Stale(Conflict):
    """Somebody has written since; look at it, and write again on top of that."""

    code = "stale-revision"


class Erased(Conflict):
    """The key of this file was destroyed: what it held cannot be read any more."""

    code = "file-erased"


class PetitionUnheard(NotFound):
    """No such petition has been heard of yet; it may take a moment."""

    code = "petition-unheard"


class SectionHoldsNone(Conflict):
    """This section holds no petitions."""

    code = "section-holds-none"


class PressUnavailable(DomainError):
    """The press cannot print: no Chinese font, no library, or it did not finish."""

    code = "press-unavailable"


class TenancyFixed(Conflict):
    """A tenancy keeps its home and its owner; end it and record another."""

    code = "tenancy-fixed"


class TenancyOpen(Conflict):
    """The household rents from somebody already; end that tenancy first."""

    code = "tenancy-open"
