"""What every engine's test needs."""

import sys
from types import ModuleType

import pytest


@pytest.fixture(scope="module", autouse=True)
def own_main():
    """Let processes begin with nothing: a page's test leaves its page behind as the main program, which each would run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        yield
