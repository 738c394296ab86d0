"""The worked cases of the four reference sites, played through the public doors."""
