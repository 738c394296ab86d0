"""What charges refuse, by name."""

from minqing_kernel.errors import Conflict


class HouseholdServed(Conflict):
    """A household has a social worker already: assign it through the worker."""

    code = "household-served"
