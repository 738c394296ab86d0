"""Agencies' files, keys and signatures."""
