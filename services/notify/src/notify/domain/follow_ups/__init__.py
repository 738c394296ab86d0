"""What comes after an answer: calls, visits, draws, objections, ratings."""
