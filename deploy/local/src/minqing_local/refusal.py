"""The one error a person at the keyboard sees: a sentence that says what to do."""


class Refusal(Exception):
    """The machine cannot do what was asked; the text says why and what to do."""
