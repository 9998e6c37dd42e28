"""An entry for the eye: HTML for pages, lines for a terminal."""
