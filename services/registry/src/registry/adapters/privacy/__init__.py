"""Requests, guardians and retention as rows."""
