"""Where the second reader asks, and at what price: read from the environment, never from a file."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from analysis.second_reader.prompt import limits

_NEEDED = {
    "LUNHENG_LLM_URL": "the endpoint's base URL, as https://api.example.org/v1",
    "LUNHENG_LLM_MODEL": "the model's name, as the endpoint lists it",
    "LUNHENG_LLM_KEY": "the endpoint's key (a local server that asks for none takes any word)",
}


class SettingsError(ValueError):
    """The second reader cannot be asked; the message names every variable and the next move."""


@dataclass(frozen=True)
class Settings:
    """How to reach a model.

    Attributes
    ----------
    url, model, key : str
        The key is left out of the record's printed form.
    timeout : float
        Seconds an answer may take.
    retries : int
        Times a request is repeated on 408, 409, 429, 5xx, a lost connection or a timeout; the client waits longer each time.
    price_in, price_out : float or None
        For a million tokens read and written, in any currency.
    """

    url: str
    model: str
    key: str = field(repr=False)
    timeout: float
    retries: int
    price_in: float | None = None
    price_out: float | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings the environment holds.

        Raises
        ------
        SettingsError
            Naming all variables that are missing or unfit. A key is never quoted.
        """
        told = {name: environment.get(name, "").strip() for name in _NEEDED}
        faults = [f"{name}: not set. Set it to {meaning}." for name, meaning in _NEEDED.items() if not told[name]]
        url = told["LUNHENG_LLM_URL"]
        if url and not _web(url):
            faults.append("LUNHENG_LLM_URL: expected an address that begins with http:// or https://.")
        key = told["LUNHENG_LLM_KEY"]
        if key and not (key.isascii() and key.isprintable()):
            faults.append("LUNHENG_LLM_KEY: holds a character no key has. Copy it again.")
        numbers = {name: _number(environment, name, faults)
                   for name in ("LUNHENG_LLM_TIMEOUT", "LUNHENG_LLM_PRICE_IN", "LUNHENG_LLM_PRICE_OUT")}
        if faults:
            raise SettingsError("\n".join(["--coder llm needs an endpoint.", *faults,
                                           "Or leave --coder out: the rules need none."]))
        return cls(url, told["LUNHENG_LLM_MODEL"], key, numbers["LUNHENG_LLM_TIMEOUT"] or limits()["timeout"],
                   limits()["retries"], numbers["LUNHENG_LLM_PRICE_IN"], numbers["LUNHENG_LLM_PRICE_OUT"])

    @property
    def place(self) -> str:
        """Return the endpoint without what an address may hide: user, password, query."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path}"


def _web(url: str) -> bool | int:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or True)
    except ValueError:
        return False


def _number(environment: Mapping[str, str], name: str, faults: list[str]) -> float | None:
    said = environment.get(name, "").strip()
    if not said:
        return None
    try:
        number = float(said)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e9:
        faults.append(f"{name}: expected a number from 0 up, found {said[:20]!r}.")
    return number
