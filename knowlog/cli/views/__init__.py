"""What values look like on a terminal; the only part of the command line that loads Rich."""
