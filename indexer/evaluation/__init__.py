"""Measures extraction and search on cases with known answers; `cli.py evaluate` and the quality floors of the tests use it."""
