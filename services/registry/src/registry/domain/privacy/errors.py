"""What rights, retention and guardians refuse, by name."""

from minqing_kernel.errors import Conflict, Forbidden, NotFound


class RequestUnknown(NotFound):
    """No request has this id."""

    code = "request-unknown"


class RequestFixed(Conflict):
    """Another request has this id already, or it was decided otherwise."""

    code = "request-fixed"


class LawKeeps(Conflict):
    """A law orders this to be kept (个人信息保护法第47条第2款): it is not deleted."""

    code = "law-keeps"


class SecondEyes(Conflict):
    """Whoever proposed a deletion does not agree to it: another person does."""

    code = "second-eyes"


class ConsentMissing(Conflict):
    """Of somebody under 14 a guardian's consent is needed first (第31条)."""

    code = "consent-missing"


class PersonForgotten(Conflict):
    """This number was forgotten, by rule or request: say that it is on purpose."""

    code = "person-forgotten"


class GuardianAsks(Forbidden):
    """Of somebody under 14 the guardian asks (第31条)."""

    code = "guardian-asks"
