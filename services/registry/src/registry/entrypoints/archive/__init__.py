"""The archive's doors: HTTP and the operator's command line."""
