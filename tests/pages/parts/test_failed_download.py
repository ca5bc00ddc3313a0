"""A file that cannot be made because of the server's disk: what the visitor reads beside the button."""

import asyncio
import errno
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.runtime import app_session, media_file_manager, memory_media_file_storage

from pages.parts import failed_download


@pytest.fixture
def answered(monkeypatch):
    """A function: what Streamlit answers when a file is asked for that a callable makes."""
    monkeypatch.setattr(app_session, "DeferredFileHandler", app_session.DeferredFileHandler)
    failed_download.prepare()
    files = media_file_manager.MediaFileManager(memory_media_file_storage.MemoryMediaFileStorage("/media"))

    def asked(made):
        monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: "one")
        asked_for = BackendOperationRequest(request_id="r")
        asked_for.deferred_file.file_id = files.add_deferred(made, "image/png", "0.0", file_name="a.png")
        # In a thread of its own: where a browser is driven before, this one has a loop that runs.
        with ThreadPoolExecutor(1) as other:
            return other.submit(asyncio.run, app_session.DeferredFileHandler(lambda: files).handle(asked_for, "one")).result()

    return asked


def test_a_full_disk_is_named_with_its_place_and_the_next_move_and_no_file_is_given_out(answered):
    def full():
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp")

    answer = answered(full)
    assert "disk of this server is full. What" in answer.error_msg and "makes room at /tmp" in answer.error_msg and "磁盘已满。" in answer.error_msg
    assert not answer.HasField("deferred_file")


def test_a_fault_of_ours_is_told_without_its_insides_and_logged(answered, caplog):
    def broken():
        raise RuntimeError("secret path /srv/x")

    answer = answered(broken)
    assert answer.error_msg == "Failed to generate file for download" and "secret" in caplog.text


def test_a_file_that_is_made_is_given_out(answered):
    answer = answered(lambda: b"made")
    assert answer.deferred_file.url.startswith("/media/") and not answer.error_msg
