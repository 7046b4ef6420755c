"""The released indicators for statistical offices: SDMX-CSV 2.0, and the structure it is read by."""
