"""The pieces that the pages are made of."""
