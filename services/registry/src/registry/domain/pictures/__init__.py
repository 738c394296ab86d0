"""Pictures of what was built: kept for projects (C-22)."""
