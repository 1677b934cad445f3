"""The zoo: files as departments really send them, made by real writers, each with the verdict it must get."""
