"""A demo office whose daemon dies and comes back on the same directory."""

import signal
import sqlite3
import subprocess

from conftest import Daemon, demo_command
from deaths import Trap

# For how many seconds a daemon that is to die is waited for.
PATIENCE = 30


class DoomedDaemon(Daemon):
    """A daemon with the library that kills it."""

    def __init__(self, data, environment):
        self.environment = environment
        try:
            super().__init__(data)
        except BaseException:
            self.process.kill()
            self.end()
            raise

    def spawn(self, command, **options):
        super().spawn(command, env=self.environment, **options)


class MortalOffice:
    """Starts, buries and revives the daemon, and counts its deaths."""

    def __init__(self, directory):
        self.data = directory / "demo"
        self.trap = Trap(directory)
        self.daemon = None
        self.start()

    def start(self):
        self.trap.keep_all(self.data)
        self.daemon = DoomedDaemon(self.data, self.trap.environment)

    def die_starting(self):
        """Starts with the trap set; whether it died of that."""
        self.trap.keep_all(self.data)
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(demo_command(self.data), env=self.trap.environment, **silent)
        try:
            return process.wait(timeout=PATIENCE) == -signal.SIGKILL
        except subprocess.TimeoutExpired:
            return False
        finally:
            process.kill()
            process.wait()

    def bury(self, power_fails):
        """Sees that the daemon is dead; a power failure takes what is not synced."""
        self.daemon.process.kill()
        self.daemon.end()
        self.trap.clear()
        if power_fails:
            self.trap.fail_power(self.data)

    @property
    def is_dead(self):
        return self.daemon.process.poll() is not None

    def is_dying(self):
        """Whether it dies of a signal, if not at once."""
        try:
            return self.daemon.process.wait(timeout=PATIENCE) == -signal.SIGKILL
        except subprocess.TimeoutExpired:
            return False

    def assert_whole(self):
        """Both files are sound."""
        for name in ("onoffice.db", "sync.db"):
            database = sqlite3.connect(f"file:{self.data}/{name}?mode=ro", uri=True)
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], name
            database.close()
