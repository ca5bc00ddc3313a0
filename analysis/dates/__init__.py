"""Chinese expressions of time: one phenomenon a file, brought together in `finder`."""
