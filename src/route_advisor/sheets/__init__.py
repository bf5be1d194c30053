"""Lists of clients as municipalities keep them: a sheet becomes personal files, after a page that says what each column means."""
