"""The library: load a pipeline once, analyze texts and documents with it."""
