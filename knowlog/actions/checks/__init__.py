"""What `knowlog doctor` looks for: one function a check, all of them listed in ``table``."""
