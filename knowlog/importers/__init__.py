"""Other programs' folders, read and turned into files of a log; nothing is written here."""
