"""Backs one agency up, and brings it back."""
