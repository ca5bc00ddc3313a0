"""Choices that hold for a whole visit, on every page: kept in the session, and in the address once made."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class Choice:
    """One of them.

    Attributes
    ----------
    parameter : str
        Its name in the address.
    allowed : sequence of str
    """

    parameter: str
    allowed: Sequence[str]

    @property
    def _key(self) -> str:
        return f"visit_{self.parameter}"

    def chosen(self) -> str | None:
        """Return what was chosen; None where nothing was."""
        return st.session_state.get(self._key)

    def read(self) -> None:
        """Take the choice from the address, where a link, Back or a reload brought one."""
        state = st.session_state
        asked = st.query_params.get(self.parameter)
        # A fast second click arrives before the browser knows the address written after the first.
        if state.get("touched") or asked == state.get(f"{self._key}_read"):
            return
        state[f"{self._key}_read"] = asked
        if asked in self.allowed:
            state[self._key] = asked

    def query(self) -> dict[str, list[str]]:
        """Return what an address needs to come back to the choice."""
        return {self.parameter: [self.chosen()]} if self.chosen() else {}

    def make(self, value: str | None) -> None:
        """Make the choice, as a widget's callback does; None takes it back."""
        st.session_state[self._key] = st.session_state[f"{self._key}_read"] = value
        st.session_state["touched"] = True
