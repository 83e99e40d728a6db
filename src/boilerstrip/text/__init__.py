"""Characters, words and sentences. Nothing here knows what a document is."""
