"""Databases for the tests of what users keep."""

import uuid

import pytest
import sqlalchemy as sa

from analysis.library import Library
from tests.analysis import databases


@pytest.fixture(scope="session")
def server():
    programs = databases.binaries()
    if programs is None:
        pytest.skip("needs PostgreSQL's programs (Debian: postgresql)")
    with databases.postgresql(programs) as address:
        yield address


@pytest.fixture
def own_postgresql(server):
    """The address of an empty database on a real PostgreSQL."""
    name = f"t{uuid.uuid4().hex}"
    with sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database(request, tmp_path):
    """The address of an empty database, once on each."""
    return f"sqlite:///{tmp_path / 'library.db'}" if request.param == "sqlite" else request.getfixturevalue("own_postgresql")


@pytest.fixture
def any_library(any_database):
    """An empty library, once on each database."""
    with Library(any_database) as opened:
        yield opened
