"""How people are told: by which means, when, how often, and what is left in doubt."""
