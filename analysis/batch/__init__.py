"""Many tasks at once, each in a process of its own: one that fails, hangs or dies harms no other.

run_tasks -- the tasks' outcomes, as they end
run_on_cluster -- the same on a Dask cluster; map_on_cluster -- results of one function, in order
Task, Limits, Outcome -- the records
"""

from analysis.batch.cluster import map_on_cluster, run_on_cluster
from analysis.batch.supervision import run_tasks
from analysis.batch.tasks import Limits, Outcome, Task

__all__ = ["Limits", "Outcome", "Task", "map_on_cluster", "run_on_cluster", "run_tasks"]
