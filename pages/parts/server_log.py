"""Streamlit's own log, written as the program's is: it gives each of its loggers an output of its own, also those that come later."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

import streamlit as st
from streamlit import logger as streamlits
from streamlit.errors import StreamlitSecretNotFoundError

from analysis import logs


@contextmanager
def written() -> Iterator[None]:
    """Write what the program, Streamlit and the web server log until the block ends, all in one form (`analysis/logs.py`)."""
    before, later = streamlits.setup_formatter, []

    def pass_on(logger: logging.Logger) -> None:
        """Let a logger that Streamlit is about to give an output leave writing to the one there is."""
        logger.propagate = True
        later.append(logger)

    streamlits.setup_formatter = pass_on
    with suppress(StreamlitSecretNotFoundError):
        logs.hide(*_secrets(st.secrets.to_dict()))
    try:
        with logs.written():
            yield
    finally:
        streamlits.setup_formatter = before
        for logger in later:
            logger.propagate = False
            before(logger)


def _secrets(told: Mapping[str, object]) -> Iterator[str]:
    """Yield what `.streamlit/secrets.toml` holds under the name of a secret."""
    for name, value in told.items():
        if isinstance(value, Mapping):
            yield from _secrets(value)
        elif logs.is_secret(name):
            yield str(value)
