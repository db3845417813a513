"""The workspace in the terminal: screens, and the command line."""
