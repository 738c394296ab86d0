"""What freshhouse can be asked to do: a frozen dataclass for each (Command)."""
