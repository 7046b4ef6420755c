"""The press page of a report: what may be quoted and shown, and its charts as pictures to take away."""
