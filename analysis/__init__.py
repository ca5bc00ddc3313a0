"""Text in, tables out: everything between a document and the numbers a chart shows."""

import pandas as pd

# Text columns hold Python's strings. Arrow's, pandas' own choice, are smaller, and slower wherever few rows are taken, grouped or joined, as at
# every click on a page: these cost a fifth to a third more processor time (docs/speed.md). A result on disk is mapped as Arrow's all the same.
pd.set_option("mode.string_storage", "python")
