"""The doors: messages, HTTP, the operator's command line. They decode and hand over."""
