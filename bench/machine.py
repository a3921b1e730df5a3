"""What the figures were measured on, and how quiet it was."""

from __future__ import annotations

import os
import platform
import resource
import time
from pathlib import Path

_CALIBRATION_STEPS = 400_000


def describe() -> dict[str, str]:
    """Processor, cores, memory, system and Python of this machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": f"{memory:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def calibrate() -> float:
    """Milliseconds of a fixed loop of Python: how fast the machine is at this moment."""
    begun = time.perf_counter()
    total = 0
    for number in range(_CALIBRATION_STEPS):
        total += number * number & 7
    return (time.perf_counter() - begun) * 1000


def peak_memory() -> float:
    """The most memory that this process has had, in MB: its own and what it has mapped of files."""
    # What `getrusage` tells is, on Linux, never less than what the parent had when it started this process.
    return _status("self", "VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def own_memory(process: int | str = "self") -> float | None:
    """MB that a process holds now without mapped files, which the system may take back; None where it is not told."""
    return _status(process, "RssAnon")


def _status(process: int | str, name: str) -> float | None:
    path = Path(f"/proc/{process}/status")
    if not path.exists():
        return None
    sizes = [line.split()[1] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(name)]
    return int(sizes[0]) / 2**10 if sizes else None
