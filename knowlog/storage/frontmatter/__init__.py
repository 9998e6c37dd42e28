"""Front matter in YAML, TOML and JSON: read, edited in place, written afresh.

The one package that imports PyYAML and python-frontmatter. Nothing is imported here, so that its
parts can be entered one by one: a session that only reads never loads the editor.
"""
