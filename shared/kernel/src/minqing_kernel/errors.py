"""The refusals every service shares; the edge turns each into one answer."""

from collections.abc import Mapping


class DomainError(Exception):
    """A rule of the business said no. Retrying will not help.

    `code` is stable and public: it names the problem on the wire and its text in every
    language. `fields` says which field is wrong and why (field path -> code).
    """

    code = "refused"

    def __init__(
        self, detail: str = "", *, fields: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail or self.__doc__ or self.code)
        self.fields = dict(fields or {})


class NotFound(DomainError):
    """Nothing is known under that identity."""

    code = "not-found"


class Forbidden(DomainError):
    """This actor may not do that to this matter."""

    code = "forbidden"


class Conflict(DomainError):
    """It contradicts what is already stored."""

    code = "conflict"


class Invalid(DomainError):
    """The values are well formed but name nothing that exists or is allowed."""

    code = "invalid"


class TransitionRefused(Conflict):
    """The step is not allowed from the present state."""

    code = "transition-refused"
