"""How much personal data the finders of ``clean.anonymise`` find, and how much else they hide."""
