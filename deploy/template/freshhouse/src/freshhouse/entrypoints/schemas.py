"""What freshhouse reads and answers over HTTP: marshmallow schemas."""
