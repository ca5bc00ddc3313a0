"""Databases for the tests of what users keep."""

import uuid

import pytest
import sqlalchemy as sa

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
