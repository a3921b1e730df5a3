"""Reads Vietnamese local news, indexes it and answers queries. Start at `pipeline.py`."""
