"""Documents outside the domain: their rows, their templates, the press."""
