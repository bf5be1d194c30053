"""How much the service carries: python tests/api/load.py [--clients 8] [--seconds 10] [--workers 1]. Figures and no limits.

It starts the service on this machine alone, and asks it as so many clients, each one call after another, a mix of what programs ask.
"""

import argparse
import asyncio
import os
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from route_advisor import load

ROOT = Path(__file__).resolve().parents[2]
DAY = {"on": "2026-11-23"}
Calls = Mapping[str, tuple[str, str, dict[str, Any] | None]]
"""What is asked: the method, the address and the body, by a name."""


def main() -> None:
    """Start, ask, stop, and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name, usual in (("clients", 8), ("seconds", 10), ("workers", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    options = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (sys.executable, "-m", "uvicorn", "examples.api:app", "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning")
    with subprocess.Popen((*command, "--workers", str(options.workers)), cwd=ROOT) as service:
        try:
            asyncio.run(tell(f"http://127.0.0.1:{port}", options))
        finally:
            service.terminate()


async def tell(address: str, options: argparse.Namespace) -> None:
    """Ask as all clients at once, and print what each kind of call took."""
    asks = calls()
    took: dict[str, list[float]] = {name: [] for name in asks}
    other: Counter[str] = Counter()
    async with httpx.AsyncClient(base_url=address, timeout=60, limits=httpx.Limits(max_connections=None)) as client:
        await ready(client, asks)
        until = time.perf_counter() + options.seconds
        began = time.perf_counter()
        await asyncio.gather(*(one_client(client, asks, took, other, until, first) for first in range(options.clients)))
        lasted = time.perf_counter() - began
    print(f"{'call':<16}{'calls':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")  # noqa: T201
    for name, seconds in {**took, "all": [one for each in took.values() for one in each]}.items():
        cuts = statistics.quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else [0.0] * 99
        print(f"{name:<16}{len(seconds):>8}" + "".join(f"{cuts[place - 1] * 1000:>9.0f}" for place in (50, 95, 99)))  # noqa: T201
    whole = sum(map(len, took.values()))
    print(f"{whole / lasted:.1f} calls a second, {other.total()} errors {dict(other) or ''}".rstrip())  # noqa: T201
    print(f"{options.clients} clients, {lasted:.0f} s, {options.workers} workers; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")  # noqa: T201


def calls() -> Calls:
    """What programs ask, each with the method and the address."""
    file = load(ROOT / "examples" / "amina-b1.yaml").model_dump(mode="json", by_alias=True, exclude_none=True)
    about = {**DAY, "file": file}
    return {
        "advise": ("POST", "/advise", about),
        "write": ("POST", "/write", {**about, "to": "html", "reader": "person"}),
        "next-question": ("POST", "/next-question", {**DAY, "answered": [{"question": "papers", "answer": ["pip"]}]}),
        "why": ("POST", "/why", {**about, "line": "writing"}),
        "compare": ("POST", "/compare", {**about, "assume": {"writing": "passed_b1"}}),
        "rules": ("GET", "/rules/WI21-B1-1?on=2026-11-23", None),
        "health": ("GET", "/health", None),
        "a mistake": ("POST", "/advise", {**DAY, "file": {"case_ref": "a", "route": "z"}}),
    }


async def one_client(
    client: httpx.AsyncClient,
    asks: Calls,
    took: dict[str, list[float]],
    other: Counter[str],
    until: float,
    first: int,
) -> None:
    """One call after another, beginning at another one than the other clients do."""
    names = [*asks][first % len(asks) :] + [*asks][: first % len(asks)]
    while True:
        for name in names:
            if time.perf_counter() > until:
                return
            method, path, body = asks[name]
            before = time.perf_counter()
            try:
                given = await client.request(method, path, json=body)
            except httpx.HTTPError as error:
                other[f"{name}: {type(error).__name__}"] += 1
                continue
            took[name].append(time.perf_counter() - before)
            if given.status_code != (422 if name == "a mistake" else 200):
                other[f"{name}: {given.status_code}"] += 1


async def ready(client: httpx.AsyncClient, asks: Calls) -> None:
    """Wait until it answers, and have each call answered once: what is measured is a service that runs."""
    for _ in range(300):
        try:
            await client.get("/health")
        except httpx.TransportError:
            await asyncio.sleep(0.2)
        else:
            break
    for method, path, body in asks.values():
        await client.request(method, path, json=body)


if __name__ == "__main__":
    main()
