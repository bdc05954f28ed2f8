"""Stand-in of the fighters: start-up, registration, health and shutdown of data and compute, without tasks."""
