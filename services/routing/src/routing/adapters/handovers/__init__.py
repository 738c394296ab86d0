"""Where hand-overs are stored, and how letters go out and come in."""
