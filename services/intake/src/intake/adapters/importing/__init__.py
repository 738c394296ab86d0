"""Reading the exports of older systems: JSON lines, CSV, XLSX, by a mapping file."""
