"""Who is who across articles: identities of officials, their posts over time, and the articles behind each.

`identity.py` decides, on plain data; `register.py` keeps the result beside the index and brings it up to date.
"""
