"""Papers (PDF) that people send: what is seen is written anew, in a process apart."""

from minqing_chassis.papers.cleaning import clean_paper, is_paper

__all__ = ["clean_paper", "is_paper"]
