"""Whether everybody can read a file: what was found of it, and what editors and readers are told of that."""
