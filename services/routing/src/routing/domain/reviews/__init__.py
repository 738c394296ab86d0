"""复查、复核 and 三级终结: the petitioner's way to the superiors (条例第35、36条)."""
