"""An entry as lines of styled text: the one layout that the terminal and the pipe both show."""
