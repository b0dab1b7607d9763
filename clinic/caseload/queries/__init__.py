"""Finding what a page of this room shows, within what the person asking may see."""
