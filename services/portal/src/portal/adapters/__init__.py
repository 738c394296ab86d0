"""Portal and the world: tables, translations, other systems."""
