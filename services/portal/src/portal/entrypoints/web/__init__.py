"""The pages: Flask, Jinja, forms; every page works as plain HTML first."""
