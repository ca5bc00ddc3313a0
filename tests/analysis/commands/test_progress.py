import io

from analysis.commands.progress import Progress


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_time_left_is_told_from_what_this_run_did():
    clock = Clock()
    progress = Progress(10_000_000, io.StringIO(), clock)
    progress.found(6_000_000)
    clock.now = 20.0
    progress.done(2_000_000)
    assert progress.line(clock.now).rstrip() == " 80 %  8.0 of 10.0 MB  0.1 MB/s  20 s left"


def test_a_file_gets_a_line_every_ten_seconds():
    clock, out = Clock(), io.StringIO()
    progress = Progress(100, out, clock)
    for second in range(31):
        clock.now = float(second)
        progress.partly(second)
    assert out.getvalue().count("\n") == 3


def test_long_work_is_told_in_hours():
    clock = Clock()
    progress = Progress(1_000_000_000, io.StringIO(), clock)
    clock.now = 100.0
    progress.done(10_000_000)
    assert "2.8 h left" in progress.line(clock.now)


def test_nothing_done_yet_promises_nothing():
    assert "left" not in Progress(100, io.StringIO(), Clock()).line(1.0)
