"""Briefbook makes printable visit briefs out of tagged source facts, with footnotes that can be checked."""

__version__ = "0.1.0"
