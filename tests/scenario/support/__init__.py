"""What the scenarios share: starting real programs, asking real questions, waiting for events."""
