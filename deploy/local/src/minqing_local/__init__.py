"""One whole agency on one machine: its broker, its database, its services."""
