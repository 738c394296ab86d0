"""The doors of the room of hand-overs."""
