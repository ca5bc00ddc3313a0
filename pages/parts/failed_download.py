"""What a visitor is told whose file could not be made because the server's disk is full, cannot be written, or its database is gone.

A download button's file is made when it is asked for, outside any run of the page, and Streamlit says no more of an error there than that
there was one. It asks nobody else, so a handler of ours stands in the place of its own.
"""

import asyncio
import logging

from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, DeferredFileResponsePayload
from streamlit.runtime import app_session
from streamlit.runtime.backend_operation_handler import DeferredFileHandler

from analysis import faults
from analysis.language import ENGLISH, Language

# In both: which one is spoken is known in a run of the page alone.
_SPOKEN = (ENGLISH, "zh-Hans")


class Handler(DeferredFileHandler):
    """Makes a file, or says what is wrong with the server where that is the reason; nothing of a file is given out then."""

    async def handle(self, request, session_id):
        """Answer with the file's address, or with what is wrong."""
        try:
            url = await asyncio.to_thread(self._get_media_file_mgr().execute_deferred, request.deferred_file.file_id)
        except Exception as error:
            logging.getLogger("lunheng").exception("A file to be downloaded could not be made")
            return BackendOperationResponse(request_id=request.request_id, error_msg=said(error) or "Failed to generate file for download")
        return BackendOperationResponse(request_id=request.request_id, deferred_file=DeferredFileResponsePayload(url=url))


def prepare() -> None:
    """Have every visit from now on answered by ours."""
    app_session.DeferredFileHandler = Handler


def said(error: Exception) -> str:
    """Return what is wrong with the server and what to do, in both languages; nothing where the fault is ours."""
    found = faults.kind(error)
    if not found:
        return ""
    told = (language.paragraph(language.say("full_stop", sentence=language.say(f"server_{found}")), language.say(f"server_{found}_next", place=faults.place(error)))
            for language in map(Language.of, _SPOKEN))
    return " ".join(told)
