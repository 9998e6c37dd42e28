"""The files of the index: how they are laid out, written, opened, merged and checked."""
