"""What lives as long as the server does, kept out of Python's search for garbage.

Streamlit searches all objects there are after each run of a page, and the answer to a click waits for it. Codebook, tables and
libraries are some 300,000 objects, a quarter of a second; set aside, they cost nothing.
"""

import gc


def settle() -> None:
    """Set aside all that is alive now; what an earlier call set aside and nobody needs any more goes."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
