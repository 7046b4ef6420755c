"""Many tasks at once, each in a process of its own: one that fails, hangs or dies harms no other.

run_tasks -- the tasks' outcomes, as they end
Task, Limits, Outcome -- the records
"""

from analysis.batch.supervision import run_tasks
from analysis.batch.tasks import Limits, Outcome, Task

__all__ = ["Limits", "Outcome", "Task", "run_tasks"]
