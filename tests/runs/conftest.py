"""A cluster that runs while the tests of a file do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.runs.clusters import Cluster, await_workers


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler with two workers."""
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        found.start("scheduler", "--port", "0")
        found.await_address()
        found.worker()
        found.worker()
        await_workers(found, 2)
        yield found
    finally:
        found.end()
