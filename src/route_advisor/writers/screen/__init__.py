"""The screen of a caseworker: an advice about a client, in the third person, where the municipality is "we"."""
