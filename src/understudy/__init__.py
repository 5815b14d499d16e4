"""Turn what people already have into a dataset, a model, an index and an honest evaluation."""

__version__ = "0.1.0"
