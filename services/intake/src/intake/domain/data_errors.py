"""Why a request about one's own data is refused."""

from minqing_kernel.errors import Conflict, Invalid, NotFound


class UnknownDataRequest(NotFound):
    """No request about data has that number."""

    code = "unknown-data-request"


class BrokenDataRequest(Invalid):
    """What is asked, or how it is answered, does not fit: see `fields`."""

    code = "broken-data-request"


class DataRequestFixed(Conflict):
    """Another request has this id already."""

    code = "data-request-fixed"


class TooManyDataRequests(Conflict):
    """Enough requests about this petition wait for their answer."""

    code = "too-many-data-requests"


class LawKeeps(Conflict):
    """A law orders this to be kept (个人信息保护法第47条第2款): it is not deleted."""

    code = "law-keeps"


class SecondEyes(Conflict):
    """Who proposed a deletion does not agree to it as well."""

    code = "second-eyes"
