"""The use cases of portal: domain and kernel only."""
