"""Every public function and route under invented and hostile input: a result or a documented error, and nothing else.

`strategies/` has what goes in, one kind a file; `targets/` what is asked and what must hold of the answer.

    python -m tests.fuzzing --cases 100000        as many cases in all as named, counted and timed by target; with --part 1/2 and
                                                  --part 2/2 by two processes beside each other
    python -m pytest tests/fuzzing                the same targets with a small fixed number each, as CI has them
"""
