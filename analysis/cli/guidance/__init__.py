"""Commands for whoever begins: what stands here, whether the machine will do, a notebook to start from."""
