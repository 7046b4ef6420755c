"""What no schema can say: contradictions of definitions, each a line in one message."""
