"""``course grade``: who grades, this machine or the workers of a cluster, and what does not go together."""

from __future__ import annotations

import argparse
import contextlib
import ipaddress
from collections.abc import Callable, Iterator
from concurrent.futures import Executor

from autograder.errors import AutograderError


@contextlib.contextmanager
def graders(options: argparse.Namespace, say: Callable[[str], None]) -> Iterator[Executor | None]:
    """Yield the workers of the cluster that was named, or None for this machine.

    Raises ``AutograderError`` if it can't be reached, or for options that do not go together.
    """
    if options.inbox and not options.watch:
        raise AutograderError("--inbox says where to look while watching: add --watch")
    if options.scheduler is None:
        yield None
        return
    if options.watch:
        raise AutograderError(
            "--watch grades here, within seconds: leave out --scheduler, or --watch"
        )
    if options.jobs:
        raise AutograderError(
            "--jobs counts what this machine does at once; with --scheduler each worker does as much as it "
            "has threads (dask worker --nthreads): leave out --jobs"
        )
    from autograder.cluster.home import Cluster

    with Cluster(options.scheduler, say=say) as cluster:
        if not cluster.address.startswith("tls://") and not _is_here(cluster.address):
            say(
                "Note: without TLS, whoever can listen to the network can read hidden tests and hand-ins. "
                "autograder/README.md says how to have it."
            )
        yield cluster


def _is_here(address: str) -> bool:
    host = address.partition("://")[2].rpartition(":")[0].strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
