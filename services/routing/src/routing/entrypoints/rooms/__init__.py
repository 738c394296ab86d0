"""The rooms over HTTP: documents, reviews, mediation, hazards, projects."""
