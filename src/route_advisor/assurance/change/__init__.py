"""What a change of law changed, for whom, by which article. Needs the extra `proof`."""
