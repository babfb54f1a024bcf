"""The points at which the daemon dies, and how a test brings it there: the other side of deaths.c."""

import mmap
import os
import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent / "deaths.c"
# As deaths.c has them.
SOCKET, RECORDS_LOG, RECORDS, STATES_LOG, STATES = range(5)
WRITE, SYNC, READ, SEND = range(1, 5)
BEFORE, MIDDLE, AFTER = range(1, 4)
FILES = ("onoffice.db-wal", "onoffice.db", "sync.db-wal", "sync.db")


@dataclass(frozen=True)
class Point:
    """A call at which the daemon dies: the last of some steps (file, call, moment, largest count)."""

    name: str
    # What the daemon does then: "work", "swell" until a checkpoint is due, "close", "start" or anything ("chance").
    stage: str
    steps: tuple = ()


# The order that is the law: onoffice.db is durable, then sync.db, then the answer.
IS_DURABLE = (RECORDS_LOG, SYNC, AFTER, 1)
IS_KEPT = (STATES_LOG, SYNC, AFTER, 1)
POINTS = [
    Point("before onoffice.db's commit", "work", ((RECORDS_LOG, WRITE, BEFORE, 1),)),
    Point("torn in onoffice.db's commit", "work", ((RECORDS_LOG, WRITE, MIDDLE, 12),)),
    Point("before onoffice.db's fdatasync", "work", ((RECORDS_LOG, SYNC, BEFORE, 2),)),
    Point("after onoffice.db's fdatasync", "work", ((RECORDS_LOG, SYNC, AFTER, 2),)),
    Point("before sync.db's commit", "work", (IS_DURABLE, (STATES_LOG, WRITE, BEFORE, 1))),
    Point("torn in sync.db's commit", "work", (IS_DURABLE, (STATES_LOG, WRITE, MIDDLE, 6))),
    Point("before sync.db's fdatasync", "work", (IS_DURABLE, (STATES_LOG, SYNC, BEFORE, 1))),
    Point("after sync.db's fdatasync", "work", (IS_DURABLE, (STATES_LOG, SYNC, AFTER, 1))),
    Point("before the answer", "work", (IS_DURABLE, IS_KEPT, (SOCKET, SEND, BEFORE, 1))),
    Point("in the answer", "work", (IS_DURABLE, IS_KEPT, (SOCKET, SEND, MIDDLE, 1))),
    Point("after the answer", "work", (IS_DURABLE, IS_KEPT, (SOCKET, SEND, AFTER, 1))),
    Point("torn in any state's commit", "work", ((STATES_LOG, WRITE, MIDDLE, 20),)),
    Point("before any answer", "work", ((SOCKET, SEND, BEFORE, 4),)),
    Point("in any answer", "work", ((SOCKET, SEND, MIDDLE, 4),)),
    Point("in onoffice.db's checkpoint", "swell", ((RECORDS, WRITE, MIDDLE, 60),)),
    Point("after onoffice.db's checkpoint", "swell", ((RECORDS, SYNC, AFTER, 1),)),
    Point("in onoffice.db's last checkpoint", "close", ((RECORDS, WRITE, MIDDLE, 6),)),
    Point("in sync.db's last checkpoint", "close", ((STATES, WRITE, MIDDLE, 6),)),
    Point("after sync.db's last checkpoint", "close", ((STATES, SYNC, AFTER, 1),)),
    Point("in onoffice.db's recovery", "start", ((RECORDS_LOG, READ, AFTER, 20),)),
    Point("in sync.db's recovery", "start", ((STATES_LOG, READ, AFTER, 10),)),
    *[Point("at a random moment", "chance")] * 7,
]


class Trap:
    """The library that kills the daemon, and the order that it reads."""

    def __init__(self, directory):
        self.library, self.kept, order = directory / "deaths.so", directory / "kept", directory / "order"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", self.library, SOURCE], check=True)
        self.kept.mkdir()
        order.write_bytes(bytes(mmap.PAGESIZE))
        with order.open("r+b") as file:
            self.order = mmap.mmap(file.fileno(), 0)
        self.environment = os.environ | {
            "LD_PRELOAD": str(self.library),
            "DEATHS_ORDER": str(order),
            "DEATHS_KEPT": str(self.kept),
        }

    def set(self, point, source):
        """From now on the daemon dies at that point, at a call chosen up to the largest count; returns the steps."""
        steps = [(*step[:3], source.randint(1, step[3])) for step in point.steps]
        numbers = [number for step in steps for number in step]
        # The number of steps comes last: with it the order counts.
        self.order[8 : 8 + 4 * len(numbers)] = struct.pack(f"{len(numbers)}i", *numbers)
        self.order[0:8] = struct.pack("2i", 0, len(steps))
        return steps

    def clear(self):
        self.order[0:8] = bytes(8)

    def keep_all(self, data):
        """Takes all that the files hold now for synced."""
        for name in FILES:
            (self.kept / name).unlink(missing_ok=True)
            if (data / name).exists():
                shutil.copyfile(data / name, self.kept / name)

    def fail_power(self, data):
        """Leaves of the dead daemon's files only what it synced."""
        for name in FILES:
            (data / name).unlink(missing_ok=True)
            (data / (name.removesuffix("-wal") + "-shm")).unlink(missing_ok=True)
            if (self.kept / name).exists():
                shutil.copyfile(self.kept / name, data / name)
