"""What commands say on a terminal, in the language of the system, and how they end."""
