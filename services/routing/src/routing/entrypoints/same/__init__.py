"""The same matter elsewhere, over HTTP."""
