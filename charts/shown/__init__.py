"""What each chart of the product shows: one file a family, each chart entered in `charts.exhibits` under its code."""
