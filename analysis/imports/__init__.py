"""Bringing many files in as a job: kept in the database, done by a process of its own, resumed after whatever happens."""

from analysis.imports.jobs import File, Job, Jobs

__all__ = ["File", "Job", "Jobs"]
