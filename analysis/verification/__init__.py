"""Forecast verification: what was asked, what came, and who was right; one method a file, its source cited."""
