"""The commands of the shell, in modules that are imported when they are called."""
