"""Lets the tests of this folder import survey_reference, whatever way pytest is started."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
