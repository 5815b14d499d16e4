"""Text of pictures: how it is recognised, checked and laid out."""
