"""Where intake meets the database, the wire and files."""
