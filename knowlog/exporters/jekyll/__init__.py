"""A log as a Jekyll blog: where each entry goes, and what its text and front matter become."""
