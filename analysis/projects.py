"""Projects: several corpora side by side in one library."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from analysis.holdings import Keeper, Placement, now, number_of, writing
from analysis.holdings import Project as Row

FIRST = 1
LONGEST_NAME = 60


class ProjectError(ValueError):
    """A project that cannot be made, named so, or found; the message says why."""


@dataclass(frozen=True)
class Project:
    """A corpus of its own.

    Attributes
    ----------
    id : int
    name : str
        Empty for the first one, until somebody names it.
    documents : int
        How many are in use.
    """

    id: int
    name: str
    documents: int


class Projects(Keeper):
    """The projects of a library."""

    def every(self) -> list[Project]:
        """Return the projects in use, the first one first, then by name."""
        counted = (sa.select(sa.func.count()).where(Placement.project_id == Row.id, Placement.removed.is_(None)).scalar_subquery())
        chosen = sa.select(Row.id, Row.name, counted).where(Row.removed.is_(None)).order_by(Row.id != FIRST, Row.name)
        with self.engine.connect() as connection:
            return [Project(*row) for row in connection.execute(chosen)]

    def names(self) -> dict[int, str]:
        """Return the names of the projects in use by number, in the same order; nothing is counted."""
        chosen = sa.select(Row.id, Row.name).where(Row.removed.is_(None)).order_by(Row.id != FIRST, Row.name)
        with self.engine.connect() as connection:
            return dict(connection.execute(chosen).all())

    def named(self, name: str) -> int:
        """Return the number of a project.

        Raises
        ------
        ProjectError
            Where none is called so.
        """
        with self.engine.connect() as connection:
            found = connection.execute(sa.select(Row.id).where(Row.name == _fit(name), Row.removed.is_(None))).scalar()
        if found is None:
            there = ", ".join(project.name for project in self.every() if project.name)
            raise ProjectError(f"no project {name!r}. There are {there}." if there else f"no project {name!r}. There is none but the first.")
        return found

    def make(self, name: str) -> int:
        """Make a project without documents, and return its number; one deleted under that name comes back.

        Raises
        ------
        ProjectError
            Where the name is empty, too long, or taken.
        """
        name = _fit(name)
        with writing(self.engine) as connection:
            there = connection.execute(sa.select(Row.id, Row.removed).where(Row.name == name)).first()
            if there is None:
                row = {"name": name, "sample": False, "revision": 0, "made": now()}
                return number_of(connection.execute(sa.insert(Row).values(row)))
            if there.removed is None:
                raise ProjectError(f"{name!r}: there is a project of that name.")
            connection.execute(sa.update(Row).values(removed=None).where(Row.id == there.id))
            return int(there.id)

    def rename(self, project: int, name: str) -> None:
        """Call a project otherwise.

        Raises
        ------
        ProjectError
            Where the name is empty, too long, or taken.
        """
        name = _fit(name)
        with writing(self.engine) as connection:
            if connection.execute(sa.select(Row.id).where(Row.name == name, Row.id != project)).first():
                raise ProjectError(f"{name!r}: there is a project of that name.")
            connection.execute(sa.update(Row).values(name=name).where(Row.id == project))

    def remove(self, project: int) -> None:
        """Take a project out of use, its documents with it; `restore` brings all back.

        Raises
        ------
        ProjectError
            For the first project, which stays.
        """
        if project == FIRST:
            raise ProjectError("the first project stays. Delete its documents instead.")
        self._set(project, now())

    def restore(self, project: int) -> None:
        """Bring a project back."""
        self._set(project, None)

    def _set(self, project: int, removed: datetime | None) -> None:
        with writing(self.engine) as connection:
            connection.execute(sa.update(Row).values(removed=removed).where(Row.id == project))


def _fit(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise ProjectError(f"{name[:LONGEST_NAME]!r}: a name has 1 to {LONGEST_NAME} characters.")
    return name
