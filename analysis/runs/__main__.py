"""A process of its own for one task, where processes cannot be forked: python -m analysis.runs."""

from __future__ import annotations

import pickle
import sys

from analysis.runs.task_process import do_task

task, limits, said = pickle.loads(sys.stdin.buffer.read())
sys.exit(do_task(task, limits, said))
