"""Visit forms over HTTP."""
