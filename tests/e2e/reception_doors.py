"""Who may knock at the doors of bookings for receptions."""

DECIDERS = {"clerk", "supervisor"}

RECEPTION_DOORS = {
    "intake GET /v1/reception-bookings": DECIDERS,
    "intake POST /v1/reception-bookings/{number}/receive": DECIDERS,
    "intake POST /v1/reception-bookings/{number}/miss": DECIDERS,
}
OPEN_RECEPTION_DOORS = {
    "intake POST /v1/reception-bookings",
    "intake POST /v1/reception-bookings/{number}/look",
    "intake POST /v1/reception-bookings/{number}/move",
    "intake POST /v1/reception-bookings/{number}/cancel",
}
