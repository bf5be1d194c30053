"""What is known of many people at once: the facts of `derive` by column, in SQL over their nested files, a file of SQL a topic.

`seen.sql` looks up once what several topics ask; `duty.sql` to `continuation.sql` say the words of each topic, as the module of that name in
`derive` does for one person; `apart.sql` names whoever is read alone. `derive` stays the one that is right: a property holds both
together, and a caseload derives one in a thousand of its people, and whoever asks a new question, in both ways.
"""
