"""What the machine could not tell of pictures, shown to a person, and what the person decides."""
