"""The commands of `assoscope`, a module each, with the options and the words they share.

Heavy imports wait until a command runs.
"""
