"""Vietnamese text as such: characters, syllables, sentences, encodings. Knows nothing of articles or queries."""
