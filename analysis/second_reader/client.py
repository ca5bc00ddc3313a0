"""Ask the endpoint, and say in one line why it did not answer."""

import json
import logging
from dataclasses import dataclass

import openai
from openai.types.chat import ChatCompletionMessageParam
from openai.types.shared_params import ResponseFormatJSONSchema

from analysis.second_reader.settings import Settings


class NoAnswer(Exception):
    """A request brought no usable answer.

    Attributes
    ----------
    tokens_in, tokens_out : int
        What it cost all the same.
    """

    def __init__(self, reason: str, tokens_in: int = 0, tokens_out: int = 0):
        super().__init__(reason)
        self.tokens_in, self.tokens_out = tokens_in, tokens_out


class Refused(NoAnswer):
    """The endpoint will answer no request like ours: a wrong key, address or model."""


@dataclass(frozen=True)
class Answer:
    """The rows a model wrote, unchecked, and what they cost."""

    rows: list[object]
    tokens_in: int
    tokens_out: int


class Client:
    """An OpenAI-compatible endpoint.

    Notes
    -----
    The official client waits and repeats on 408, 409, 429, 5xx, lost connections and timeouts. No message that leaves
    this class holds the key, even where a server repeats it.
    """

    def __init__(self, settings: Settings):
        # The client's own log, where somebody turned it on, prints whole requests; documents may be confidential.
        for name in ("openai", "httpx2", "httpx"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self.settings = settings
        self._client = openai.OpenAI(api_key=settings.key, base_url=settings.url, timeout=settings.timeout,
                                     max_retries=settings.retries)
        # Variables meant for openai.com must not reach another endpoint.
        self._client.organization = self._client.project = None

    def ask(self, messages: list[ChatCompletionMessageParam], response_format: ResponseFormatJSONSchema) -> Answer:
        """Return the rows the model answers with.

        Raises
        ------
        Refused
            Where asking again is useless.
        NoAnswer
            Where this request failed: after all repetitions, or with an answer that is not in the form asked for.
        """
        try:
            reply = self._client.chat.completions.create(
                model=self.settings.model, messages=messages, response_format=response_format, temperature=0)
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            raise Refused(f"{self.settings.place} refuses the key ({error.status_code}). "
                          "Check LUNHENG_LLM_KEY.") from None
        except openai.NotFoundError as error:
            raise Refused(f"{self.settings.place} knows no such address or model (404: {self._said(error)}). "
                          "Check LUNHENG_LLM_URL and LUNHENG_LLM_MODEL.") from None
        except openai.APITimeoutError:
            raise NoAnswer(f"no answer within {self.settings.timeout:g} s, {self.settings.retries + 1} times. "
                           "Give it longer with LUNHENG_LLM_TIMEOUT") from None
        except openai.APIConnectionError:
            raise NoAnswer(f"no connection to {self.settings.place}. Check LUNHENG_LLM_URL") from None
        except openai.APIStatusError as error:
            raise NoAnswer(f"the endpoint answers {error.status_code}: {self._said(error)}") from None
        except (openai.OpenAIError, ValueError) as error:
            raise NoAnswer(f"the endpoint's answer cannot be read: {self._clean(str(error))}") from None
        return self._rows(reply)

    def _rows(self, reply: openai.types.chat.chat_completion.ChatCompletion) -> Answer:
        usage = getattr(reply, "usage", None)
        cost = (getattr(usage, "prompt_tokens", 0) or 0, getattr(usage, "completion_tokens", 0) or 0)
        choices = getattr(reply, "choices", None)
        if not choices or choices[0].message is None:
            raise NoAnswer("the answer holds no message", *cost)
        choice = choices[0]
        if getattr(choice.message, "refusal", None):
            raise NoAnswer(f"the model declines: {self._clean(choice.message.refusal)}", *cost)
        if choice.finish_reason == "length":
            raise NoAnswer("the answer was cut off. Take a model that may write more", *cost)
        # Servers that do not hold a model to the schema let it wrap the object: ```json … ```, <think>…</think> {…}
        content = (choice.message.content or "").rpartition("</think>")[2]
        try:
            rows = json.loads(content[content.find("{"):content.rfind("}") + 1])["predictions"]
        except (ValueError, KeyError, TypeError, RecursionError):
            rows = None
        if not isinstance(rows, list):
            raise NoAnswer(f"the answer is not in the form asked for: {self._clean(content) or 'empty'}", *cost)
        return Answer(rows, *cost)

    def _said(self, error: openai.APIStatusError) -> str:
        body = error.body
        said = body.get("message") if isinstance(body, dict) else body
        return self._clean(str(said or error.message))

    def _clean(self, said: str) -> str:
        """Return what a server said in one short line, without the key."""
        key = self.settings.key
        # A word like `x`, given to a local server that asks for no key, is no secret and stands everywhere.
        return " ".join((said.replace(key, "…") if len(key) > 5 else said).split())[:160]
