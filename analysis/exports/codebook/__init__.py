"""What the released files hold: every file, column, question and answer."""
