"""Which function does which of the bookings' commands."""

from collections.abc import Callable
from functools import partial
from typing import Any

from intake.application import booking
from intake.application.desk import Desk
from minqing_kernel.messages import Command


def of_bookings(desk: Desk) -> dict[type[Command], Callable[..., Any]]:
    """Return the handlers of seats at receptions."""
    return {
        booking.BookReception: partial(booking.book_reception, desk=desk),
        booking.MoveBooking: partial(booking.move_booking, desk=desk),
        booking.CancelBooking: partial(booking.cancel_booking, desk=desk),
        booking.ReceiveBooking: partial(booking.receive_booking, desk=desk),
        booking.MissBooking: partial(booking.miss_booking, desk=desk),
        booking.CallOffBookings: partial(booking.call_off_bookings, desk=desk),
        booking.CloseBookings: partial(booking.close_bookings, desk=desk),
    }
