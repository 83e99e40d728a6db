"""Characters, words and sentences; knows nothing of documents."""
