"""portal: the web face of an agency, for residents and later for its staff."""

VERSION = "0.1.0"
