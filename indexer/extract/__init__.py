"""Finds in a cleaned page what readers filter and cite by: dates, unit, officials, documents, topics."""
