"""Projects as rows, the feasts they are tied to, and where problems gather."""
