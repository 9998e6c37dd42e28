"""The files of a log: reading, writing all or none, undo, the trash."""
