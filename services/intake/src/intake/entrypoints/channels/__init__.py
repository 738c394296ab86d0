"""One module for each form a petition arrives in; most channels share one form."""
