"""What is derived from the files to answer quickly: the catalog and the text index."""
