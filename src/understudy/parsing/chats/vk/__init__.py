"""Archives and answers of VK."""
