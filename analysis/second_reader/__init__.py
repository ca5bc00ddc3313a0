"""An optional second coder of predictions: a language model at an OpenAI-compatible endpoint, checked against the text.

It takes the place of the rules in the one step `predictions`, and only where `--coder llm` asks for it. Nothing it says
is believed unproven: a row stands on a quote that is in the document, a voice that speaks there and codes of our
codebook. A document that talks to the model can at worst make it misjudge that document's own sentences.
"""

from analysis.second_reader.reader import SecondReader, to_stderr
from analysis.second_reader.settings import Settings, SettingsError

__all__ = ["SecondReader", "Settings", "SettingsError", "to_stderr"]
