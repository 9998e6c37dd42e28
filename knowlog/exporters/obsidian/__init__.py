"""A log as an Obsidian vault."""

from knowlog.exporters.obsidian.vault import VaultSource, vault_files

__all__ = ["VaultSource", "vault_files"]
