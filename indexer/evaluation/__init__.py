"""Measures extraction and search on cases with known answers, for `cli.py evaluate` and the quality floors."""
