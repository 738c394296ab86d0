"""The pages of staff: one module a group."""
