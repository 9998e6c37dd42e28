"""The live preview: a log as a site that follows its files, for nobody but this machine."""
