"""The rules of the register; standard library and kernel only."""
