"""The HTTP door: a table of routes becomes an app, role checks and OpenAPI."""
