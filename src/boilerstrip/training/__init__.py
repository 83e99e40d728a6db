"""Makes the labeller's weights: `python -m boilerstrip.training`. The library never imports this package."""
