"""What each statistic of an indicator needs and gives."""
