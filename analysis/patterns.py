"""Patterns that are compiled when they are first asked: most pages ask few of them, and all together take a tenth of a start."""

import re
from functools import cached_property
from typing import Any, cast


class _Later:
    """A pattern that is still text; each method of `re.Pattern` that is asked for becomes its own."""

    def __init__(self, source: str, flags: int):
        self._told = source, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._told)

    def __getattr__(self, name: str) -> Any:
        # Python asks here for what the instance has not; `__reduce_ex__` and its like are for who copies it.
        if name.startswith("__"):
            raise AttributeError(name)
        method = getattr(self._compiled, name)
        setattr(self, name, method)
        return method


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what answers as `re.compile(source, flags)` does, and is compiled when it is first asked.

    Parameters
    ----------
    source : str
    flags : int, optional
        As `re` has them.

    Notes
    -----
    From its second question on it is as quick. Text that is no pattern is found out at the first. `re.sub` and its
    like do not take it; its own methods do the same.
    """
    return cast("re.Pattern[str]", _Later(source, flags))
