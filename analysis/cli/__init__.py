"""The commands of `assoscope`, a module each. Heavy imports wait until a command runs."""
