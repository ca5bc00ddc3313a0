"""Errands carried out by the workers of a Dask cluster, or of one started on this machine."""

from collections.abc import Iterable, Iterator

from dask.typing import Key

from analysis.engines import EngineError, alone, cores
from analysis.errands import Errand, carry_out
from analysis.parts import Note

try:
    from dask import config
    from distributed import Client, KilledWorker, LocalCluster, as_completed
except ImportError as error:
    raise EngineError(f"--engine dask: {error}. Install what requirements-cluster.txt lists: "
                      "pip install -r requirements-cluster.txt") from None

_WAIT = 60
# A worker's disk or network may fail once; what is written twice is the same.
_RETRIES = 2


class Cluster:
    """The workers of a cluster.

    Parameters
    ----------
    scheduler : str, optional
        Its address, as tcp://10.0.0.1:8786; without it, workers are started on this machine.
    workers : int, optional
        How many to start on this machine; one a core unless said otherwise.

    Raises
    ------
    EngineError
        Where the scheduler cannot be reached, or no worker comes.
    """

    def __init__(self, scheduler: str | None = None, workers: int | None = None):
        self._own = None
        if scheduler is None:
            # What ended two workers is done by itself, which ends none.
            with config.set({"distributed.scheduler.allowed-failures": 1}):
                self._own = LocalCluster(n_workers=workers or cores(), threads_per_worker=1, processes=True, dashboard_address=None,
                                         memory_limit=0)
        try:
            self.client = Client(self._own or scheduler, timeout=_WAIT, set_as_default=False)
            self.client.wait_for_workers(1, timeout=_WAIT)
        except (OSError, TimeoutError, ValueError) as error:
            self.close()
            raise EngineError(f"--scheduler {scheduler}: {error}. Start it with `dask scheduler`, and workers with "
                              f"`dask worker {scheduler}` where this program is installed.") from None

    def each(self, asked: Iterable[Errand]) -> Iterator[tuple[Errand, Note]]:
        """Yield every errand with its note when it is done.

        Raises
        ------
        EngineError
            Where the scheduler is lost.
        """
        waiting = iter(asked)
        running: dict[Key, Errand] = {}
        done = as_completed([], loop=self.client.loop)
        while True:
            # Two for each thread: one done, one at hand. Workers may join and leave.
            threads = max(1, sum(self.client.nthreads().values()))
            for one in self._more(waiting, 2 * threads - len(running)):
                future = self.client.submit(carry_out, one, key=f"code-{one.key}", retries=_RETRIES, pure=False)
                running[future.key] = one
                done.add(future)
            if not running:
                return
            future = next(done)
            one = running.pop(future.key)
            if isinstance(future.exception(), KilledWorker):
                # It ended several workers: one of its documents does.
                future = self.client.submit(alone.carry_out, one, key=f"alone-{one.key}", retries=_RETRIES, pure=False)
                running[future.key] = one
                done.add(future)
                continue
            if future.cancelled():
                raise EngineError("The cluster is gone. What is done is kept: the same command takes the run up again.")
            yield one, future.result()

    @staticmethod
    def _more(waiting: Iterator[Errand], number: int) -> Iterator[Errand]:
        while number > 0 and (one := next(waiting, None)) is not None:
            number -= 1
            yield one

    def close(self) -> None:
        """Let the cluster go; workers started here end."""
        if hasattr(self, "client"):
            self.client.close()
        if self._own is not None:
            self._own.close()

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *told: object) -> None:
        self.close()
