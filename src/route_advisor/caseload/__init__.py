"""Many files: which of them hold what is sought, and all their days in one list. Each file is advised on by itself, and memory stays flat."""
