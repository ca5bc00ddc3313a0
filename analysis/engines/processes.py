"""Errands carried out by several processes of this machine."""

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from analysis.engines import alone, cores
from analysis.errands import Errand, carry_out
from analysis.parts import Note

# Beside what each process does, this many wait for it: no process stands idle, and no list grows.
_WAITING = 1


class Processes:
    """Several processes.

    Parameters
    ----------
    workers : int, optional
        One a core unless said otherwise.
    """

    def __init__(self, workers: int | None = None):
        self.workers = workers or cores()
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context = multiprocessing.get_context(method)
        if method == "forkserver":
            # Imported once, then shared by all.
            self._context.set_forkserver_preload(["analysis.errands"])

    def each(self, asked: Iterable[Errand]) -> Iterator[tuple[Errand, Note]]:
        """Yield every errand with its note when it is done."""
        waiting = iter(asked)
        suspects: list[Errand] = []
        while True:
            yield from self._together(waiting, suspects)
            if not suspects:
                return
            # One of these ended its process, and took the others' work with it: now each by itself.
            for one in suspects:
                yield one, alone.carry_out(one)
            suspects = []

    def _together(self, waiting: Iterator[Errand], suspects: list[Errand]) -> Iterator[tuple[Errand, Note]]:
        """Yield what is done while all processes live; where one ends, name all that were under way."""
        running: dict[Future[Note], Errand] = {}
        with ProcessPoolExecutor(self.workers, mp_context=self._context) as pool:
            try:
                while True:
                    while len(running) < self.workers + _WAITING:
                        one = next(waiting, None)
                        if one is None:
                            break
                        running[self._submitted(pool, one, suspects)] = one
                    if not running:
                        return
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        note = future.result()
                        yield running.pop(future), note
            except BrokenProcessPool:
                suspects += running.values()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    @staticmethod
    def _submitted(pool: ProcessPoolExecutor, one: Errand, suspects: list[Errand]) -> Future[Note]:
        try:
            return pool.submit(carry_out, one)
        except BrokenProcessPool:
            suspects.append(one)
            raise
