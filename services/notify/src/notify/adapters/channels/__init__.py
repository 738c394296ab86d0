"""Ways of telling people; each passes the same suite."""
