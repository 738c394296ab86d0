"""The rules of a case. Standard library and kernel only."""
