"""Every difference and test that is ever shown."""
