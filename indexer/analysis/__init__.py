"""Text to index terms, the same for articles and queries."""
