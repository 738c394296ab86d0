"""Figures and reports at the doors."""
