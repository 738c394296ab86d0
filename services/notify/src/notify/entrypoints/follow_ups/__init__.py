"""The doors of follow-ups: questions, calls, draws, objections, ratings."""
