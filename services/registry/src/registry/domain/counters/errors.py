"""What service counters refuse, by name."""

from minqing_kernel.errors import Conflict, NotFound


class ItemUnknown(NotFound):
    """No service item has this id."""

    code = "item-unknown"


class AppointmentUnknown(NotFound):
    """No appointment has this id."""

    code = "appointment-unknown"


class OpenThen(Conflict):
    """The counter is open then: nobody needs an appointment."""

    code = "open-then"


class SlotTaken(Conflict):
    """Somebody has that time already."""

    code = "slot-taken"


class AppointmentFixed(Conflict):
    """An appointment keeps its place and time; cancel it and make another."""

    code = "appointment-fixed"
