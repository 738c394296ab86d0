"""What is done with statements: told, heard, compared, asked for."""
