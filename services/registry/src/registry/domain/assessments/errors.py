"""What assessments refuse, by name."""

from minqing_kernel.errors import Forbidden


class NotAnAssessor(Forbidden):
    """Only supervisors of a unit or above it assess its people, and not themselves."""

    code = "not-an-assessor"
