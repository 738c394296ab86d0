"""Enterprises, shops, small venues and units: visited beside households."""
