"""A file as received: where its table stands, its headings, its encoding; one module per format."""
