"""Liquid, the templates in pages from Jekyll: filled in for a reader, or resolved once for good.

The one package that imports python-liquid, which loads slowly: callers look for
``{{`` and ``{%`` first.
"""
