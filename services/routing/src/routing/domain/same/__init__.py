"""The same matter at two agencies: pure; docs/agencies.md."""
