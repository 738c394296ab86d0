"""What intake does, in words: commands, handlers, ports and views."""
