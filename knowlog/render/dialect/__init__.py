"""The Markdown of this program: CommonMark, GitHub's, Obsidian's and kramdown's additions."""
