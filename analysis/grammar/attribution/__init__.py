"""Who says what inside a text, one way of saying it a file, brought together in `speeches`."""
