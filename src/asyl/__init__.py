"""asyl turns scattered reports about asylum seekers and refugees into case files that hold up."""

__version__ = "0.1.0"
