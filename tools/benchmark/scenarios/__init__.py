"""What is measured: a module for each scenario, with run(bench) -> samples and tell(samples) -> markdown."""
