"""What a delegating business keeps track of, and its rules: no file, no clock, no screen."""
