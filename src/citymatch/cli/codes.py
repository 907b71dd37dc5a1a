"""What the command gives back to its shell."""

DONE, WRONG, PARTLY = 0, 2, 3
