"""What the gate says of a text that is still being written, for the script of its form."""
