"""pytest that can be interrupted at any moment, and says 1 only if a test failed.

Python that is interrupted while it starts says 1 too, and so does pytest if it cannot take down what was set up half:
who waits for the end could not tell that from a failure. Who starts this blocks SIGINT, which is let in here.
"""

import signal
import sys

import pytest


class Course:
    """What happened."""

    has_failed = is_interrupted = False

    def interrupt(self, number, frame):
        self.is_interrupted = True
        signal.default_int_handler(number, frame)

    def pytest_runtest_logreport(self, report):
        self.has_failed |= report.failed


def main(arguments):
    course = Course()
    signal.signal(signal.SIGINT, course.interrupt)
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        status = pytest.main(arguments, plugins=[course])
    except BaseException:
        if not course.is_interrupted:
            raise
        status = pytest.ExitCode.INTERRUPTED
    return pytest.ExitCode.TESTS_FAILED if course.has_failed else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
