"""knowlog: a personal knowledge log in the terminal."""

__version__ = "0.1.0"
