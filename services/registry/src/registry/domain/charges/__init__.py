"""Who is in charge of which buildings and households."""
