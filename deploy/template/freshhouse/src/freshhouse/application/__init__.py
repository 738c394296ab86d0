"""The use cases of freshhouse: domain and kernel only."""
