"""From bytes to a source, by media type."""
