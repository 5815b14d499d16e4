"""Training: one pass of LoRA through TRL and PEFT, on our own tokens, masks and order.

Importing this package imports no torch.
"""

from understudy.training.fitting import Inputs, Outputs, train
from understudy.training.params import LoraParams, TrainParams

__all__ = ["Inputs", "LoraParams", "Outputs", "TrainParams", "train"]
