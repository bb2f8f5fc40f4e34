"""Names of persons, bodies and places, found by the form of the words and their neighbours."""
