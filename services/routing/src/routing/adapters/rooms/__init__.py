"""The tables and collections of the rooms beside the case."""
