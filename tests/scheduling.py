"""Which process runs which tests."""

from xdist.scheduler import LoadScopeScheduling

BROWSER = "tests/browser/"
PASSIVE = BROWSER + "test_accessibility.py"


class OneBrowser(LoadScopeScheduling):
    """Keep a file's tests together, and all that act in a browser in one process: two on two cores hinder each other.

    Those that only look at pages may run beside them.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return BROWSER if file.startswith(BROWSER) and file != PASSIVE else file
