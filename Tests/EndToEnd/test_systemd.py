"""The units as they are installed, under systemd's own eyes."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
UNITS = ["asyncd.service", "asyncd.socket", "asyncd-redirect.socket", "asyncd-http.socket"]
# What the README says, in tenths: systemd rates from 0 (nothing can happen) to 10.
MOST_EXPOSED = 15


def make(goal, directory, *more):
    # The debug binary stands in for the release's: what matters here is where it goes.
    command = ["make", "-s", goal, f"BINARY={ROOT / '.build/debug/asyncd'}", f"DESTDIR={directory}", *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.fixture
def installed(tmp_path):
    return tmp_path, make("install", tmp_path, "PREFIX=/usr")


def files(directory):
    return sorted(str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file())


def test_all_is_installed_and_removed_but_configuration(installed):
    root, done = installed
    assert done.returncode == 0, done.stderr
    units = [f"usr/lib/systemd/system/{unit}" for unit in UNITS]
    expected = ["etc/asyncd/asyncd.json5", "usr/bin/asyncd", "usr/lib/sysusers.d/asyncd.conf", *units]
    assert files(root) == sorted(expected)
    assert (root / "usr/bin/asyncd").stat().st_mode & 0o777 == 0o755
    done = make("uninstall", root, "PREFIX=/usr")
    assert done.returncode == 0 and "/var/lib/asyncd" in done.stdout
    assert files(root) == ["etc/asyncd/asyncd.json5"]


def test_a_configuration_is_never_overwritten(installed):
    root, _ = installed
    file = root / "etc/asyncd/asyncd.json5"
    file.write_text("{}")
    done = make("install", root, "PREFIX=/usr")
    assert done.returncode == 0 and "stays as it is" in done.stdout
    assert file.read_text() == "{}"
    assert (file.parent / "asyncd.json5.new").read_text() == (ROOT / "Config/asyncd.json5").read_text()


def test_another_prefix_is_in_the_unit(installed, tmp_path):
    other = tmp_path / "other"
    assert make("install", other, "PREFIX=/opt/asyncd").returncode == 0
    unit = (other / "opt/asyncd/lib/systemd/system/asyncd.service").read_text()
    assert "ExecStart=/opt/asyncd/bin/asyncd serve" in unit and "/usr/bin/asyncd" not in unit


def test_the_release_needs_no_toolchain_where_it_runs():
    for goal in ("build", "bench", "run", "install"):
        plan = subprocess.run(["make", "-n", goal], cwd=ROOT, capture_output=True, text=True, timeout=120).stdout
        builds = [line for line in plan.splitlines() if "--product asyncd" in line]
        assert builds and all("--static-swift-stdlib" in line for line in builds), plan


def test_systemd_finds_nothing_wrong(installed):
    root, _ = installed
    # Elsewhere in the tree of a whole system: what the units name beside themselves.
    for name in ("bin/kill", "usr/bin/kill"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("#!/bin/sh\n")
        (root / name).chmod(0o755)
    units = root / "usr/lib/systemd/system"
    for name in ("network-online.target", "sysinit.target", "basic.target", "shutdown.target", "multi-user.target"):
        (units / name).write_text("[Unit]\nDescription=Of the system\n")
    for name in ("sockets.target", "system.slice", "-.slice", "-.mount"):
        found = Path("/lib/systemd/system") / name
        if found.exists():
            (units / name).write_text(found.read_text())
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", f"--root={root}", *UNITS],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0 and done.stderr == "", done.stderr


def test_what_a_restart_does_not_mend_is_not_restarted():
    lines = (ROOT / "Config" / "asyncd.service").read_text().splitlines()
    assert "RestartPreventExitStatus=64 78" in lines
    # The last word counts; Dispatch fills the log without it.
    assert [line for line in lines if line.startswith("SystemCallFilter=")][-1] == "SystemCallFilter=setpriority"
    assert "LimitNICE=-4" in lines


def test_the_service_is_locked_in():
    unit = ROOT / "Config" / "asyncd.service"
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", f"--threshold={MOST_EXPOSED}", unit]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    exposure = re.search(r"exposure level for asyncd.service: (\S+)", done.stdout)[1]
    assert float(exposure) * 10 <= MOST_EXPOSED
    # The README says the figure that comes out.
    assert f"exposure level for asyncd.service: {exposure}" in (ROOT / "README.md").read_text()
