"""Tokens as safe HTML, and what a page around them wants to know."""
